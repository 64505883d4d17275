import { expect, test } from "vitest";
import type { Folder } from "../../../core/index.ts";
import { end, exchange, firstId, project, sampleMachine } from "../../../../tests/samples/agent-sessions.ts";

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
{"parentUuid":"prompt 0","isSidechain":false,"userType":"external","cwd":"/home/ada/my_app","sessionId":"${firstId}","version":"2.1.12","gitBranch":"","type":"assistant","message":{"model":"sonnet","id":"msg of hello","type":"message","role":"assistant","content":[{"type":"text","text":"Hi!"}],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":3,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":5,"service_tier":"standard"}},"requestId":"req of msg of hello","uuid":"msg of hello 0","timestamp":"2025-01-15T10:30:00.000Z"}
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
{"parentUuid":null,"isSidechain":false,"userType":"external","entrypoint":"sdk-cli","cwd":"/home/ada/my_app","sessionId":"${firstId}","version":"2.1.328","gitBranch":"HEAD","promptId":"prompt id 0","type":"user","message":{"role":"user","content":"hello"},"permissionMode":"default","promptSource":"sdk","turnOrigin":"sdk","turnPosition":{"promptIndex":0,"turnIndex":1},"uuid":"prompt 0","timestamp":"2025-01-15T10:30:00.000Z"}
{"parentUuid":"prompt 0","isSidechain":false,"userType":"external","entrypoint":"sdk-cli","cwd":"/home/ada/my_app","sessionId":"${firstId}","version":"2.1.328","gitBranch":"HEAD","type":"assistant","message":{"model":"sonnet","id":"msg of hello","type":"message","role":"assistant","content":[{"type":"text","text":"Hi!"}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":3,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":5,"service_tier":"standard","server_tool_use":{"web_search_requests":0,"web_fetch_requests":0},"cache_creation":{"ephemeral_1h_input_tokens":0,"ephemeral_5m_input_tokens":0},"output_tokens_details":{"thinking_tokens":0},"inference_geo":"","iterations":[],"speed":"standard","fallback_credit":null},"stop_details":null},"requestId":"req of msg of hello","apiBlockIndex":0,"requestedModel":"sonnet","requestRef":"request of msg of hello","effort":null,"perTurnEffort":null,"madeBy":"model","promptCacheRequested":"5m","uuid":"msg of hello 0","timestamp":"2025-01-15T10:30:00.000Z"}
{"type":"last-prompt","lastPrompt":"hello","leafUuid":"msg of hello 0","sessionId":"${firstId}"}
`,
  );
});

/** What only current says of an error. */
const currentError = {
  line: ',"apiErrorStatus":529,"apiErrorType":"overloaded_error","perTurnEffort":null,"failedResponseHadNoToolCall":true,"madeBy":"model"',
  entrypoint: '"entrypoint":"sdk-cli",',
  stop: '"stop_details":null,',
  usage:
    ',"output_tokens_details":null,"inference_geo":null,"iterations":null,"speed":null,"fallback_credit":null',
  message: ',"diagnostics":null',
  branch: "HEAD",
};
const classicError = { line: "", entrypoint: "", stop: "", usage: "", message: "", branch: "" };

test.each([
  ["2.1.12", classicError],
  ["2.1.29", classicError],
  ["2.1.328", currentError],
])("an error of the API, as %s keeps it", async (version, more) => {
  const machine = sampleMachine();
  const claude = await machine.start({ version });
  const how = { kind: "api_error", text: "API Error: 529", status: 529, error: "server_error" } as const;
  await claude.say({ kind: "prompt", text: "hello" }, end(how));
  const usage = `"usage":{"input_tokens":0,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":0,"service_tier":null,"server_tool_use":{"web_search_requests":0,"web_fetch_requests":0},"cache_creation":{"ephemeral_1h_input_tokens":0,"ephemeral_5m_input_tokens":0}${more.usage}}`;
  const message = `"message":{"id":"error message 0","container":null,"model":"<synthetic>","role":"assistant","stop_reason":"stop_sequence","stop_sequence":"",${more.stop}"type":"message",${usage},"content":[{"type":"text","text":"API Error: 529"}],"context_management":null${more.message}}`;
  expect(machine.text(file)).toContain(
    `{"parentUuid":"prompt 0","isSidechain":false,"userType":"external",${more.entrypoint}"cwd":"/home/ada/my_app","sessionId":"${firstId}","version":"${version}","gitBranch":"${more.branch}","type":"assistant",${message},"error":"server_error","isApiErrorMessage":true${more.line},"uuid":"error 0","timestamp":"2025-01-15T10:30:00.000Z"}\n`,
  );
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
  const refuse = () => Promise.reject(new Error("EACCES: permission denied, open '/config/\u001b[31m'"));
  const broken = (): Partial<Folder> => ({ write: refuse, append: refuse });
  const machine = sampleMachine(broken);
  const claude = await machine.start();
  await claude.say(...exchange("hello", "Hi!"));
  expect(machine.warnings).toEqual([
    "Warning: the session can't be kept: EACCES: permission denied, open '/config/\\x1b[31m'\n",
  ]);
  expect([...machine.files]).toEqual([]);
});

test("what is thrown that is no error is told as well", async () => {
  // eslint-disable-next-line prefer-promise-reject-errors
  const machine = sampleMachine(() => ({ append: () => Promise.reject("full") }));
  const claude = await machine.start();
  await claude.say(...exchange("hello", "Hi!"));
  expect(machine.warnings).toEqual(["Warning: the session can't be kept: full\n"]);
});
