import { expect, test } from "vitest";
import { measuredVersions, profileOf } from "../profile.ts";
import type { ConversationEvent } from "../conversation/events.ts";
import { jsonlKeys, type KeptKind } from "../messages/index.ts";
import { end, firstId, message, project, sampleMachine } from "../../../../tests/samples/agent-sessions.ts";

const call = { type: "tool_use", id: "t", name: "Read", input: {} } as const;
const events: readonly ConversationEvent[] = [
  { kind: "prompt", text: "hello" },
  { kind: "message", message: message("m", call) },
  {
    kind: "tool_result",
    message: message("m", call),
    call,
    outcome: { content: "", isError: false, report: {}, denied: false, files: [] },
  },
  end({ kind: "api_error", text: "x", status: null, error: "unknown" }),
];

function kindOf(line: Readonly<Record<string, unknown>>): KeptKind {
  if ("toolUseResult" in line) return "user[tool_result]";
  return "isApiErrorMessage" in line ? "assistant(synthetic)" : (line["type"] as KeptKind);
}

test.each(measuredVersions)("lines have the keys that $version gave them", async ({ version }) => {
  const machine = sampleMachine();
  await (await machine.start({ version })).say(...events);
  const keys = jsonlKeys(profileOf(version));
  const seen = new Set<KeptKind>();
  for (const text of machine.text(`${project}/${firstId}.jsonl`).trimEnd().split("\n")) {
    const line = JSON.parse(text) as Record<string, unknown>;
    const kind = kindOf(line);
    seen.add(kind);
    const { always, sometimes } = keys[kind] ?? { always: [], sometimes: [] };
    expect(
      Object.keys(line)
        .filter((key) => !sometimes.includes(key))
        .toSorted(),
    ).toEqual(always.toSorted());
  }
  // Kinds that only current has beside these belong to what is not simulated: its requests, attachments and costs.
  const written = ["assistant", "assistant(synthetic)", "queue-operation", "user", "user[tool_result]"];
  expect([...seen].toSorted()).toEqual([
    ...written.slice(0, 2),
    ...("last-prompt" in keys ? ["last-prompt"] : []),
    ...written.slice(2),
  ]);
});
