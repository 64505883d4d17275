import { expect, test } from "vitest";
import type { Folder } from "../../../core/index.ts";
import type { ConversationEvent, ToolUse } from "../conversation/events.ts";
import {
  end,
  exchange,
  firstId,
  message,
  project,
  sampleMachine,
} from "../../../../tests/samples/agent-sessions.ts";

const file = `${project}/${firstId}.jsonl`;
const todos = `/config/todos/${firstId}-agent-${firstId}.json`;

test("a text, as classic keeps it", async () => {
  const machine = sampleMachine();
  const claude = await machine.start();
  await claude.say(...exchange("hello", "Hi!"));
  expect([...machine.files.keys()].toSorted()).toEqual([file, todos]);
  expect(machine.text(file)).toBe(
    `{"operation":"dequeue","timestamp":"2025-01-15T10:30:00.000Z","sessionId":"${firstId}","type":"queue-operation"}
{"parentUuid":null,"isSidechain":false,"userType":"external","cwd":"/home/ada/my_app","sessionId":"${firstId}","version":"2.1.12","gitBranch":"","type":"user","message":{"role":"user","content":"hello"},"uuid":"prompt 0","timestamp":"2025-01-15T10:30:00.000Z"}
{"parentUuid":"prompt 0","isSidechain":false,"userType":"external","cwd":"/home/ada/my_app","sessionId":"${firstId}","version":"2.1.12","gitBranch":"","type":"assistant","message":{"model":"sonnet","id":"msg of hello","type":"message","role":"assistant","content":[{"type":"text","text":"Hi!"}],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":3,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":5,"service_tier":"standard"},"context_management":null},"requestId":"req of msg of hello","uuid":"msg of hello 0","timestamp":"2025-01-15T10:30:00.000Z"}
`,
  );
  expect(machine.text(todos)).toBe("[]");
  expect([...machine.times.values()]).toEqual([1_736_937_000_000, 1_736_937_000_000]);
});

test("a text, as current keeps it", async () => {
  const machine = sampleMachine();
  const claude = await machine.start({ version: "2.1.328" });
  await claude.say(...exchange("hello", "Hi!"));
  expect([...machine.files.keys()]).toEqual([file]);
  expect(machine.text(file)).toBe(
    `{"operation":"enqueue","timestamp":"2025-01-15T10:30:00.000Z","sessionId":"${firstId}","type":"queue-operation","content":"hello"}
{"operation":"dequeue","timestamp":"2025-01-15T10:30:00.000Z","sessionId":"${firstId}","type":"queue-operation"}
{"parentUuid":null,"isSidechain":false,"userType":"external","entrypoint":"sdk-cli","cwd":"/home/ada/my_app","sessionId":"${firstId}","version":"2.1.328","gitBranch":"","promptId":"prompt id 0","type":"user","message":{"role":"user","content":"hello"},"permissionMode":"default","uuid":"prompt 0","timestamp":"2025-01-15T10:30:00.000Z"}
{"parentUuid":"prompt 0","isSidechain":false,"userType":"external","entrypoint":"sdk-cli","cwd":"/home/ada/my_app","sessionId":"${firstId}","version":"2.1.328","gitBranch":"","type":"assistant","message":{"model":"sonnet","id":"msg of hello","type":"message","role":"assistant","content":[{"type":"text","text":"Hi!"}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":3,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":5,"service_tier":"standard"},"context_management":null},"requestId":"req of msg of hello","apiBlockIndex":0,"requestedModel":"sonnet","requestRef":null,"effort":null,"perTurnEffort":null,"madeBy":null,"promptCacheRequested":null,"uuid":"msg of hello 0","timestamp":"2025-01-15T10:30:00.000Z"}
{"type":"last-prompt","lastPrompt":"hello","leafUuid":"msg of hello 0","sessionId":"${firstId}"}
`,
  );
});

/** What every line of a conversation says alike. */
const alike = new Set(["isSidechain", "userType", "cwd", "sessionId", "version", "gitBranch", "entrypoint"]);

/** The lines of a file without that; of times minutes and seconds, of messages what is said. */
function linesOf(text: string): readonly object[] {
  return text.split("\n").flatMap((line) => {
    if (line === "") return [];
    const all = JSON.parse(line) as Record<string, unknown>;
    const fields = Object.entries(all).flatMap(([key, value]): readonly (readonly [string, unknown])[] => {
      if (alike.has(key)) return [];
      if (key === "timestamp") return [["at", String(value).slice(14, 19)]];
      if (key !== "message") return [[key, value]];
      const { content, stop_reason: stop } = value as Record<string, unknown>;
      return [["content", content], ...(stop === undefined ? [] : [["stop", stop] as const])];
    });
    return [Object.fromEntries(fields)];
  });
}

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

test.each(["2.1.12", "2.1.29", "2.1.328"])(
  "tools: one line per block, each after the last, in %s",
  async (version) => {
    const machine = sampleMachine();
    const claude = await machine.start({ version });
    for (const event of toolEvents) {
      await claude.say(event);
      machine.pass(1_000);
    }
    const isCurrent = version === "2.1.328";
    const current = (fields: object): object => (isCurrent ? fields : {});
    const unmeasured = {
      requestRef: null,
      effort: null,
      perTurnEffort: null,
      madeBy: null,
      promptCacheRequested: null,
    };
    const assistant = (stop: string, index: number): object => ({
      type: "assistant",
      stop: isCurrent ? stop : null,
      ...current({ apiBlockIndex: index, requestedModel: "sonnet", ...unmeasured }),
    });
    const result = (uuid: string, parentUuid: string, block: object): object => ({
      type: "user",
      uuid,
      parentUuid,
      content: [{ type: "tool_result", ...block }],
      ...current({ promptId: "prompt id 0" }),
    });
    const queued = { type: "queue-operation", at: "30:00" };
    expect(linesOf(machine.text(file))).toEqual([
      ...(isCurrent ? [{ ...queued, operation: "enqueue", content: "look" }] : []),
      { ...queued, operation: "dequeue" },
      {
        type: "user",
        parentUuid: null,
        uuid: "prompt 0",
        at: "30:00",
        content: "look",
        ...(version === "2.1.12" ? {} : { permissionMode: "default" }),
        ...current({ promptId: "prompt id 0" }),
      },
      {
        ...assistant("tool_use", 0),
        parentUuid: "prompt 0",
        uuid: "m1 0",
        at: "30:01",
        content: [{ type: "thinking", thinking: "Hm", signature: "s" }],
        requestId: "req of m1",
      },
      {
        ...assistant("tool_use", 1),
        parentUuid: "m1 0",
        uuid: "m1 1",
        at: "30:01",
        content: [{ type: "text", text: "Let me see." }],
        requestId: "req of m1",
      },
      {
        ...assistant("tool_use", 2),
        parentUuid: "m1 1",
        uuid: "m1 2",
        at: "30:01",
        content: [read],
        requestId: "req of m1",
      },
      {
        ...assistant("tool_use", 3),
        parentUuid: "m1 2",
        uuid: "m1 3",
        at: "30:01",
        content: [bash],
        requestId: "req of m1",
      },
      {
        ...result("toolu 1 result", "m1 3", { tool_use_id: "toolu 1", content: "alpha" }),
        at: "30:02",
        toolUseResult: { type: "text" },
        sourceToolAssistantUUID: "m1 2",
      },
      {
        ...result("toolu 2 result", "toolu 1 result", {
          tool_use_id: "toolu 2",
          content: "Exit code 3",
          is_error: true,
        }),
        at: "30:03",
        toolUseResult: "Error: Exit code 3",
        sourceToolAssistantUUID: "m1 3",
      },
      {
        ...assistant("end_turn", 0),
        parentUuid: "toolu 2 result",
        uuid: "m2 0",
        at: "30:04",
        content: [{ type: "text", text: "Done." }],
        requestId: "req of m2",
      },
      ...(isCurrent ? [{ type: "last-prompt", lastPrompt: "look", leafUuid: "m2 0" }] : []),
    ]);
  },
);

test.each(["2.1.12", "2.1.29", "2.1.328"])("an error of the API, as %s keeps it", async (version) => {
  const machine = sampleMachine();
  const claude = await machine.start({ version });
  const how = { kind: "api_error", text: "API Error: 529", status: 529, error: "server_error" } as const;
  await claude.say({ kind: "prompt", text: "hello" }, end(how));
  const isCurrent = version === "2.1.328";
  const [line] = linesOf(machine.text(file)).slice(isCurrent ? 3 : 2);
  expect(line).toEqual({
    parentUuid: "prompt 0",
    type: "assistant",
    content: [{ type: "text", text: "API Error: 529" }],
    stop: "stop_sequence",
    error: "server_error",
    isApiErrorMessage: true,
    uuid: "error 0",
    at: "30:00",
    ...(isCurrent ? { madeBy: null } : {}),
  });
  const kept = machine
    .text(file)
    .split("\n")
    .find((one) => one.includes("API Error"));
  expect((JSON.parse(kept ?? "") as Record<string, unknown>)["message"]).toEqual({
    id: "error message 0",
    container: null,
    model: "<synthetic>",
    role: "assistant",
    stop_reason: "stop_sequence",
    stop_sequence: "",
    type: "message",
    usage: {
      input_tokens: 0,
      cache_creation_input_tokens: 0,
      cache_read_input_tokens: 0,
      output_tokens: 0,
      server_tool_use: { web_search_requests: 0, web_fetch_requests: 0 },
      service_tier: null,
      cache_creation: { ephemeral_1h_input_tokens: 0, ephemeral_5m_input_tokens: 0 },
    },
    content: [{ type: "text", text: "API Error: 529" }],
    context_management: null,
  });
});

test("a terminal has no queue, and current says that it was one", async () => {
  const machine = sampleMachine();
  const claude = await machine.start({ interactive: true, version: "2.1.328" });
  await claude.say({ kind: "prompt", text: "hello" });
  expect(machine.text(file)).toMatch(/^\{"parentUuid":null.*"entrypoint":"cli".*\n$/);
});

test("attempts to reach the API and processes that break leave no line", async () => {
  const machine = sampleMachine();
  const claude = await machine.start({ version: "2.1.328" });
  await claude.say({ kind: "prompt", text: "hello" });
  const kept = machine.text(file);
  const failure = { type: "network_unreachable" } as const;
  await claude.say(
    { kind: "retry", failure, attempt: 1, retriesMax: 10 },
    end({ kind: "broken", failure: { type: "hang" } }),
  );
  expect(machine.text(file)).toBe(kept);
});

test("what is heard is in the file at once", async () => {
  const machine = sampleMachine();
  const claude = await machine.start();
  const sizes: (number | undefined)[] = [];
  for (const event of exchange("hello", "Hi!")) {
    sizes.push(machine.files.get(file)?.length);
    await claude.say(event);
  }
  expect(sizes[0]).toBeUndefined();
  expect(sizes[2]).toBeGreaterThan(sizes[1] ?? Infinity);
});

test("nothing is made before the first prompt, and nothing at all without persistence", async () => {
  const machine = sampleMachine();
  await machine.start();
  const claude = await machine.start({ options: { persistSession: false } });
  await claude.say(...exchange("hello", "Hi!"));
  expect([...machine.files]).toEqual([]);
});

test("a project is one folder, a working directory is only told", async () => {
  const machine = sampleMachine();
  const claude = await machine.start({ cwd: "/café/😀" });
  await claude.say(...exchange("hello", "Hi!"));
  const path = `/config/projects/-caf----/${firstId}.jsonl`;
  expect(machine.text(path)).toContain('"cwd":"/café/😀"');
});

test("a configuration that can't be written is told once, and the conversation goes on", async () => {
  const broken = (): Partial<Folder> => ({
    write: () => Promise.reject(new Error("EACCES: permission denied, open '/config/\u001b[31m'")),
  });
  const machine = sampleMachine(broken);
  const claude = await machine.start();
  await claude.say(...exchange("hello", "Hi!"));
  expect(machine.warnings).toEqual([
    "Warning: the session is no longer kept: EACCES: permission denied, open '/config/\\x1b[31m'\n",
  ]);
  expect([...machine.files]).toEqual([]);
});

test("what is thrown that is no error is told as well", async () => {
  // eslint-disable-next-line prefer-promise-reject-errors
  const machine = sampleMachine(() => ({ append: () => Promise.reject("full") }));
  const claude = await machine.start();
  await claude.say(...exchange("hello", "Hi!"));
  expect(machine.warnings).toEqual(["Warning: the session is no longer kept: full\n"]);
});
