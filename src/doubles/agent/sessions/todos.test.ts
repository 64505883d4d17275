import { expect, test } from "vitest";
import type { Json } from "../../../core/index.ts";
import type { ConversationEvent } from "../conversation/events.ts";
import {
  exchange,
  firstId,
  forkId,
  message,
  sampleMachine,
} from "../../../../tests/samples/agent-sessions.ts";

const path = `/config/todos/${firstId}-agent-${firstId}.json`;
const one = { content: "Write", status: "pending", activeForm: "Writing" };

function called(name: string, input: Readonly<Record<string, Json>>, isError = false): ConversationEvent {
  return {
    kind: "tool_result",
    message: message("m"),
    call: { type: "tool_use", id: "t", name, input },
    outcome: { content: "", isError, report: null, denied: false, files: [] },
  };
}

test("TodoWrite sets the list of its session", async () => {
  const machine = sampleMachine();
  const claude = await machine.start();
  await claude.say(...exchange("hello", "Hi!"));
  machine.pass(60_000);
  await claude.say(called("TodoWrite", { todos: [one] }));
  expect(machine.text(path)).toBe(
    '[\n  {\n    "content": "Write",\n    "status": "pending",\n    "activeForm": "Writing"\n  }\n]',
  );
  expect(machine.times.get(path)).toBe(Date.parse("2025-01-15T10:31:00Z"));
});

test.each([
  ["another tool", called("Bash", { todos: [one] })],
  ["a call that did not go well", called("TodoWrite", { todos: [one] }, true)],
  ["a list that is none", called("TodoWrite", { todos: "x" })],
])("%s does not", async (_name, event) => {
  const machine = sampleMachine();
  await (await machine.start()).say({ kind: "prompt", text: "hello" }, event);
  expect(machine.text(path)).toBe("[]");
});

test("a list stays when its session is resumed, and goes when it begins anew", async () => {
  const machine = sampleMachine();
  await (await machine.start()).say(...exchange("hello", "Hi!"), called("TodoWrite", { todos: [one] }));
  await (await machine.start({ options: { resume: firstId } })).say(...exchange("again", "Hi!"));
  expect(machine.text(path)).toContain("Writing");
  const fork = await machine.start({ options: { resume: firstId, forkSession: true } });
  await fork.say(...exchange("again", "Hi!"));
  expect(machine.text(`/config/todos/${forkId}-agent-${forkId}.json`)).toBe("[]");
  await (await machine.start()).say(...exchange("hello", "Hi!"));
  expect(machine.text(path)).toBe("[]");
});

test("current has no such files", async () => {
  const machine = sampleMachine();
  const claude = await machine.start({ version: "2.1.328" });
  await claude.say({ kind: "prompt", text: "hello" }, called("TodoWrite", { todos: [one] }));
  expect([...machine.files.keys()].filter((file) => file.includes("todos"))).toEqual([]);
});
