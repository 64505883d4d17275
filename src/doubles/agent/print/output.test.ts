import { describe, expect, test } from "vitest";
import {
  conversations,
  messageOf,
  sampleFacts,
  text,
  turnOf,
} from "../../../../tests/samples/agent-conversation.ts";
import type { JsonObject } from "../../../core/index.ts";
import type { ConversationEvent, TurnEnd } from "../conversation/events.ts";
import { createMessages, exitCodeOf } from "../messages/index.ts";
import { profileOf } from "../profile.ts";
import { createOutput, type OutputWay } from "./output.ts";

interface Printed {
  /** One for each time that something was written. */
  readonly writes: readonly string[];
  readonly all: string;
}

async function print(
  events: readonly ConversationEvent[],
  way: Partial<OutputWay> & { readonly version?: string } = {},
): Promise<Printed> {
  const { format = "text", verbose = false, version = "2.1.12" } = way;
  const writes: string[] = [];
  const write = async (written: string): Promise<void> => void writes.push(written);
  const facts = sampleFacts({ version, options: { outputFormat: format } });
  const output = createOutput({ format, verbose, write }, createMessages(facts));
  for (const event of events) await output.hear(event);
  await output.close();
  return { writes, all: writes.join("") };
}

const classic = conversations("2.1.12");
const current = conversations("2.1.328");
const of = (name: string, all = classic): readonly ConversationEvent[] => all[name] ?? [];
const hello = of("text");

describe("text", () => {
  test.each([
    ["text", "Hello!\n", "Hello!\n"],
    ["tools", "It says alpha.\n", "It says alpha.\n"],
    ["denial", "I may not.\n", "I may not.\n"],
    ["structured", '{"answer":42}\n', '{"answer":42}\n'],
    ["max-turns", "Error: Reached max turns (1)", "Error: Reached max turns (1)"],
    ["max-budget", "Error: Exceeded USD budget (0.0001)", "Error: Exceeded USD budget (0.0001)"],
    ["execution", "Execution error", "Execution error"],
    ["out-of-credits", "Credit balance is too low\n", "Credit balance is too low\n"],
    ["network-unreachable", "API Error: Connection error.\n", "API Error: Connection dropped (ECONNRESET)\n"],
  ])("is the last words alone: %s", async (name, before, now) => {
    expect((await print(of(name))).all).toBe(before);
    expect((await print(of(name, current), { version: "2.1.328" })).all).toBe(now);
  });

  test("waits for the end", async () => {
    expect((await print(hello)).writes).toEqual(["Hello!\n"]);
    expect((await print(hello.slice(0, -1))).writes).toEqual([]);
  });
});

describe("json", () => {
  test.each(Object.keys(classic))("is the result alone: %s", async (name) => {
    for (const version of ["2.1.12", "2.1.29", "2.1.328"]) {
      const { writes } = await print(conversations(version)[name] ?? [], { format: "json", version });
      expect(writes.length).toBe(1);
      expect(writes[0]?.endsWith("}\n")).toBe(true);
      expect(JSON.parse(writes[0] ?? "")).toMatchObject({ type: "result" });
    }
  });

  test("verbose is a list of all messages", async () => {
    const { writes } = await print(of("tools"), { format: "json", verbose: true });
    expect(writes.length).toBe(1);
    const all = JSON.parse(writes[0] ?? "") as JsonObject[];
    const kinds = all.map(({ type }) => type);
    expect(kinds).toEqual([
      "system",
      "assistant",
      "assistant",
      "assistant",
      "user",
      "user",
      "assistant",
      "result",
    ]);
    expect((await print(of("tools"), { format: "json", verbose: true })).writes).toEqual(writes);
  });

  test("tells structured output", async () => {
    const { all } = await print(of("structured"), { format: "json" });
    expect(JSON.parse(all)).toMatchObject({ result: '{"answer":42}', structured_output: { answer: 42 } });
  });
});

describe("stream-json", () => {
  test("is a line as soon as something happens", async () => {
    const lines: string[] = [];
    const write = async (line: string): Promise<void> => void lines.push(line);
    const output = createOutput(
      { format: "stream-json", verbose: true, write },
      createMessages(sampleFacts()),
    );
    const counts: number[] = [];
    for (const event of of("tools")) {
      await output.hear(event);
      counts.push(lines.join("").split("\n").length - 1);
    }
    await output.close();
    expect(counts).toEqual([1, 4, 5, 6, 7, 8]);
    expect(lines.length).toBe(6);
    expect(lines.every((line) => line.endsWith("\n"))).toBe(true);
  });

  test("begins each turn with a first message", async () => {
    const { writes } = await print([...hello, ...hello], { format: "stream-json" });
    const kinds = writes.map((line) => (JSON.parse(line) as JsonObject)["type"]);
    expect(kinds).toEqual(["system", "assistant", "result", "system", "assistant", "result"]);
  });

  test("keeps a line whole whatever is said", async () => {
    const said = "a\nb\u2028c\u0000\u001B[31m\uD800";
    const events = turnOf({ kind: "success", text: said }, [
      { kind: "message", message: messageOf(0, [text(said)]) },
    ]);
    const { writes } = await print(events, { format: "stream-json" });
    expect(writes.map((line) => line.split("\n").length)).toEqual([2, 2, 2]);
    expect((JSON.parse(writes[2] ?? "") as JsonObject)["result"]).toBe(said);
  });
});

describe("what goes wrong", () => {
  const begin: ConversationEvent = { kind: "prompt", text: "hello" };
  const ended = (how: TurnEnd["how"], more: Partial<TurnEnd> = {}): ConversationEvent[] =>
    turnOf(how, [], more).slice(1);
  const unknown = ended({ kind: "execution", errors: ["No conversation found with session ID: x"] });

  test("before a turn begins is told by stream-json alone", async () => {
    expect((await print(unknown)).all).toBe("");
    expect((await print(unknown, { format: "json" })).all).toBe("");
    const { writes } = await print(unknown, { format: "stream-json" });
    expect(writes.length).toBe(1);
    expect(JSON.parse(writes[0] ?? "")).toMatchObject({
      subtype: "error_during_execution",
      is_error: true,
      errors: ["No conversation found with session ID: x"],
    });
  });

  test("a process that is broken off says no last word", async () => {
    const events = [begin, ...ended({ kind: "broken", failure: { type: "crash", message: "boom" } })];
    expect((await print(events)).all).toBe("");
    expect((await print(events, { format: "json" })).all).toBe("");
    expect((await print(events, { format: "stream-json" })).writes.length).toBe(1);
  });

  test("a line that is none of the CLI's stands in any format", async () => {
    const events: ConversationEvent[] = [begin, { kind: "garbage", line: "oops" }, ...hello.slice(1)];
    expect((await print(events)).all).toBe("oops\nHello!\n");
    expect((await print(events, { format: "json" })).writes[0]).toBe("oops\n");
    expect((await print(events, { format: "stream-json" })).writes[1]).toBe("oops\n");
  });

  test("the last line breaks off", async () => {
    const cut = hello.map((event) =>
      event.kind === "end" ? { ...event, end: { ...event.end, cut: true as const } } : event,
    );
    expect((await print(cut)).all).toBe("Hel");
    for (const format of ["json", "stream-json"] as const) {
      const whole = await print(hello, { format });
      const { writes } = await print(cut, { format });
      const last = whole.writes.at(-1) ?? "";
      expect(writes).toEqual([...whole.writes.slice(0, -1), last.slice(0, Math.floor(last.length / 2))]);
    }
  });
});

describe("the exit code", () => {
  const end = (how: TurnEnd["how"]): TurnEnd => {
    const last = turnOf(how, []).at(-1);
    if (last?.kind !== "end") throw new Error("A turn has an end.");
    return last.end;
  };
  test.each<[TurnEnd["how"], number, number]>([
    [{ kind: "success", text: "" }, 0, 0],
    [{ kind: "api_error", text: "no", status: 529, error: "server_error" }, 1, 1],
    [{ kind: "max_turns", turns: 1 }, 0, 1],
    [{ kind: "max_budget", budgetUsd: 1 }, 0, 1],
    [{ kind: "execution", errors: [] }, 1, 1],
    [{ kind: "broken", failure: { type: "exit", code: 7 } }, 7, 7],
    [{ kind: "broken", failure: { type: "crash", message: "" } }, 1, 1],
  ])("%j", (how, before, now) => {
    expect([exitCodeOf(end(how), profileOf("2.1.29")), exitCodeOf(end(how), profileOf("2.1.328"))]).toEqual([
      before,
      now,
    ]);
  });
});
