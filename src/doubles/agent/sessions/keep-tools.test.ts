import { expect, test } from "vitest";
import type { ConversationEvent, ToolUse } from "../conversation/events.ts";
import { end, firstId, message, project, sampleMachine } from "../../../../tests/samples/agent-sessions.ts";

const read: ToolUse = { type: "tool_use", id: "toolu 1", name: "Read", input: { file_path: "/a" } };
const bash: ToolUse = { type: "tool_use", id: "toolu 2", name: "Bash", input: { command: "exit 3" } };
const outcome = { denied: false, files: [] };

/** Two tools are called: one goes well, one does not. */
const toolEvents: readonly ConversationEvent[] = [
  { kind: "prompt", text: "look" },
  {
    kind: "message",
    message: message(
      "m1",
      { type: "thinking", thinking: "Hm", signature: "s" },
      { type: "text", text: "Let me see." },
      read,
      bash,
    ),
  },
  {
    kind: "tool_result",
    message: message("m1"),
    call: read,
    outcome: { ...outcome, content: "alpha", isError: false, report: { type: "text" } },
  },
  {
    kind: "tool_result",
    message: message("m1"),
    call: bash,
    outcome: { ...outcome, content: "Exit code 3", isError: true, report: "Error: Exit code 3" },
  },
  { kind: "message", message: message("m2", { type: "text", text: "Done." }) },
  end({ kind: "success", text: "Done." }),
];

/** What tells the lines of a file from each other, each on one line. */
function outlineOf(text: string): readonly string[] {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => {
      const all = JSON.parse(line) as Readonly<Record<string, string>>;
      const { content, stop_reason: stop } = (all["message"] ?? {}) as Readonly<Record<string, unknown>>;
      const fields = {
        is: all["operation"] ?? all["uuid"] ?? all["leafUuid"],
        after: all["parentUuid"],
        at: all["timestamp"]?.slice(14, 19),
        stop,
        calledBy: all["sourceToolAssistantUUID"],
        report: all["toolUseResult"],
        content,
      };
      return `${all["type"]} ${JSON.stringify(fields)}`;
    });
}

test.each(["2.1.12", "2.1.29", "2.1.328"])(
  "one line per block, each after the last, in %s",
  async (version) => {
    const machine = sampleMachine();
    const claude = await machine.start({ version });
    for (const event of toolEvents) {
      await claude.say(event);
      machine.pass(1_000);
    }
    const isCurrent = version === "2.1.328";
    const [calling, ending] = isCurrent ? ['"tool_use"', '"end_turn"'] : ["null", "null"];
    const said = `"at":"30:01","stop":${calling},"content":`;
    expect(outlineOf(machine.text(`${project}/${firstId}.jsonl`))).toEqual([
      ...(isCurrent ? ['queue-operation {"is":"enqueue","at":"30:00"}'] : []),
      'queue-operation {"is":"dequeue","at":"30:00"}',
      'user {"is":"prompt 0","after":null,"at":"30:00","content":"look"}',
      `assistant {"is":"m1 0","after":"prompt 0",${said}[{"type":"thinking","thinking":"Hm","signature":"s"}]}`,
      `assistant {"is":"m1 1","after":"m1 0",${said}[{"type":"text","text":"Let me see."}]}`,
      `assistant {"is":"m1 2","after":"m1 1",${said}[${JSON.stringify(read)}]}`,
      `assistant {"is":"m1 3","after":"m1 2",${said}[${JSON.stringify(bash)}]}`,
      'user {"is":"toolu 1 result","after":"m1 3","at":"30:02","calledBy":"m1 2","report":{"type":"text"},"content":[{"tool_use_id":"toolu 1","type":"tool_result","content":"alpha"}]}',
      'user {"is":"toolu 2 result","after":"toolu 1 result","at":"30:03","calledBy":"m1 3","report":"Error: Exit code 3","content":[{"tool_use_id":"toolu 2","type":"tool_result","content":"Exit code 3","is_error":true}]}',
      `assistant {"is":"m2 0","after":"toolu 2 result","at":"30:04","stop":${ending},"content":[{"type":"text","text":"Done."}]}`,
      ...(isCurrent ? ['last-prompt {"is":"m2 0"}'] : []),
    ]);
  },
);

test.each([
  ["Bash", { is_error: false }],
  ["Read", {}],
])("%s that went well says so in its own way", async (name, told) => {
  const machine = sampleMachine();
  const claude = await machine.start();
  const outcome = { content: "x", isError: false, report: null, denied: false, files: [] };
  const call = { type: "tool_use", id: "t", name, input: {} } as const;
  await claude.say({ kind: "tool_result", message: message("m"), call, outcome });
  const line = JSON.parse(machine.text(`${project}/${firstId}.jsonl`)) as Record<string, unknown>;
  expect(line["message"]).toEqual({
    role: "user",
    content: [{ tool_use_id: "t", type: "tool_result", content: "x", ...told }],
  });
  // Nobody was seen to call it.
  expect(line["sourceToolAssistantUUID"]).toBeNull();
});
