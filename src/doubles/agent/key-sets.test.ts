import { describe, expect, test } from "vitest";
import { messagesIn, sampleAgent, type Ran, type SampleAgent } from "../../../tests/samples/agent.ts";
import { seenKept, seenOf, wrongIn } from "../../../tests/samples/agent-keys.ts";
import type { JsonObject } from "../../core/index.ts";
import { manifestOf } from "./messages/manifest/manifest.ts";
import { measuredVersions, profileOf } from "./profile.ts";

const failures = {
  network_unreachable: "",
  connection_timeout: ", after_ms = 1",
  auth_error: ', message = "expired"',
  rate_limit: ", retry_after = 1",
  out_of_credits: "",
  partial_response: ', partial_text = "I was"',
  malformed_json: ', raw = "{"',
} as const;

const rules = `
[[agents.claude.responses]]
pattern = "hello"
response = { text = "Hi!", usage = { input_tokens = 3, output_tokens = 5 } }

[[agents.claude.responses]]
pattern = "think"
response = { text = "Hi!", thinking = "They said think.", usage = { input_tokens = 4, output_tokens = 9 } }

[[agents.claude.responses]]
pattern = "tools"
[agents.claude.responses.response]
text = "Let me look."
usage = { input_tokens = 10, output_tokens = 20, cache_read_input_tokens = 30, cache_creation_input_tokens = 40 }
tool_calls = [
  { tool = "Bash", input = { command = "echo hi" }, result = "hi" },
  { tool = "Read", input = { file_path = "/repo/a.txt" }, result = "alpha" },
]
[[agents.claude.responses.response.then]]
text = "It says alpha."
usage = { input_tokens = 1, output_tokens = 2 }

[[agents.claude.responses]]
pattern = "deny"
[agents.claude.responses.response]
text = "I'll write."
tool_calls = [{ tool = "Write", input = { file_path = "/etc/motd", content = "x" } }]
[[agents.claude.responses.response.then]]
text = "I may not."

[[agents.claude.responses]]
pattern = "json"
response = '{"answer":42}'

${Object.entries(failures)
  .map(
    ([type, fields]) =>
      `[[agents.claude.responses]]\npattern = "${type}"\nfailure = { type = "${type}"${fields} }\n`,
  )
  .join("\n")}`;

/** Names of conversations, with what `claude` is called with: once, or several times. */
const conversations: Readonly<Record<string, readonly (readonly string[])[]>> = {
  text: [["hello"]],
  thinking: [["think"]],
  tools: [["tools"]],
  denial: [["deny"]],
  "max turns": [["tools", "--max-turns", "1"]],
  "max budget": [["tools", "--max-budget-usd", "0.0001"]],
  ...Object.fromEntries(Object.keys(failures).map((type) => [type, [[type]]])),
  unmatched: [["what?"]],
  partial: [["hello", "--include-partial-messages"]],
  "partial thinking": [["think", "--include-partial-messages"]],
  "partial tools": [["tools", "--include-partial-messages"]],
  "partial failure": [["rate_limit", "--include-partial-messages"]],
  "json schema": [["json", "--json-schema", '{"type":"object"}']],
  "json schema of no JSON": [["hello", "--json-schema", '{"type":"object"}']],
  resume: [
    ["hello", "--session-id", id(1)],
    ["tools", "--resume", id(1)],
  ],
  continue: [["tools"], ["hello", "--continue"]],
  fork: [
    ["tools", "--session-id", id(1)],
    ["hello", "--resume", id(1), "--fork-session"],
  ],
  "nothing kept": [["tools", "--no-session-persistence"]],
  "unknown session": [["hello", "--resume", id(9)]],
};

function id(digit: number): string {
  return `550e8400-e29b-41d4-a716-44665544000${digit}`;
}

function scenarioOf(version: string): string {
  return `[agents.claude]\noptional = true\nclaude_version = "${version}"\n${rules}`;
}

async function hold(version: string, name: string): Promise<{ agent: SampleAgent; runs: readonly Ran[] }> {
  const agent = await sampleAgent(scenarioOf(version));
  const runs: Ran[] = [];
  for (const [prompt = "", ...flags] of conversations[name] ?? [])
    runs.push(await agent.claude(["-p", prompt, "--output-format", "stream-json", "--verbose", ...flags]));
  return { agent, runs };
}

/** Lines of all session files. */
function keptBy({ files }: SampleAgent): readonly JsonObject[] {
  const sessions = [...files].filter(([path]) => path.endsWith(".jsonl"));
  return sessions.flatMap(([, bytes]) => messagesIn(new TextDecoder().decode(bytes)));
}

/** What was printed, in order, in short: kinds without what a whole conversation has many of. */
function orderOf({ stdout }: Ran): string {
  return messagesIn(stdout)
    .map((message) => (seenOf(message)[0]?.kind ?? "").replace("stream_event:", "~"))
    .join(" ");
}

describe.each(measuredVersions)("in $version", ({ version, name: profile }) => {
  const { printed, nested, kept } = manifestOf(profileOf(version));
  const sets = { ...printed, ...nested };
  const isCurrent = profile === "current";

  test.each(Object.keys(conversations))("keys of all that is printed and kept: %s", async (name) => {
    const { agent, runs } = await hold(version, name);
    const messages = runs.flatMap(({ stdout }) => messagesIn(stdout));
    expect(messages.length).toBeGreaterThan(0);
    expect(wrongIn(sets, messages.flatMap(seenOf))).toEqual([]);
    expect(wrongIn(kept, keptBy(agent).flatMap(seenKept))).toEqual([]);
    expect(runs.map(({ stderr }) => stderr).join("")).toBe(
      name === "unknown session" && isCurrent ? `No conversation found with session ID: ${id(9)}\n` : "",
    );
  });

  test("what is printed of messages and tools has the ids of what is kept", async () => {
    const { agent, runs } = await hold(version, "tools");
    const kept = keptBy(agent).flatMap(({ type, uuid }) => (type === "assistant" ? [uuid] : []));
    const told = messagesIn((runs.at(-1) as Ran).stdout);
    expect(told.flatMap(({ type, uuid }) => (type === "assistant" ? [uuid] : []))).toEqual(kept);
  });

  test.each(["tools", "denial", "rate_limit", "max turns", "unmatched"])(
    "json is the result, and all messages where it is verbose: %s",
    async (name) => {
      const [[prompt = "", ...flags] = []] = conversations[name] ?? [];
      const words = ["-p", prompt, "--output-format", "json", ...flags];
      const agent = await sampleAgent(scenarioOf(version));
      const { stdout } = await agent.claude(words);
      const result = JSON.parse(stdout) as JsonObject;
      expect(wrongIn(sets, seenOf(result))).toEqual([]);
      const all = JSON.parse((await agent.claude([...words, "--verbose"])).stdout) as readonly JsonObject[];
      expect(wrongIn(sets, all.flatMap(seenOf))).toEqual([]);
      expect(all[0]).toMatchObject({ type: "system", subtype: "init" });
      expect(Object.keys(all.at(-1) ?? {})).toEqual(Object.keys(result));
      const streamed = (await hold(version, name)).runs.flatMap((run) => messagesIn(run.stdout));
      expect(all.flatMap(seenOf).map(({ kind }) => kind)).toEqual(
        streamed.flatMap(seenOf).map(({ kind }) => kind),
      );
    },
  );

  const error = isCurrent ? "(is_error)" : "";
  const retries = isCurrent ? "system:api_retry ".repeat(10) : "";
  const failed = "assistant(synthetic) result:success(is_error)";
  const status = isCurrent ? "system:status " : "";
  const blocks = "~content_block_start ~content_block_delta assistant ~content_block_stop";
  const ended = "~message_delta ~message_stop result:success";
  const twoTools = "assistant assistant assistant user[tool_result] user[tool_result]";

  test.each([
    ["text", "assistant result:success", 0, 1],
    ["thinking", "assistant assistant result:success", 0, 1],
    ["tools", `${twoTools} assistant result:success`, 0, 3],
    [
      "denial",
      `assistant assistant ${isCurrent ? "system:permission_denied " : ""}user[tool_result] assistant result:success`,
      0,
      2,
    ],
    ["max turns", `${twoTools} result:error_max_turns${error}`, isCurrent ? 1 : 0, 2],
    ["max budget", `assistant assistant assistant result:error_max_budget_usd${error}`, isCurrent ? 1 : 0, 1],
    ["network_unreachable", `${retries}${failed}`, 1, 1],
    ["connection_timeout", `${retries}${failed}`, 1, 1],
    ["auth_error", `${retries}${failed}`, 1, 1],
    ["rate_limit", `${retries}${failed}`, 1, 1],
    ["out_of_credits", failed, 1, 1],
    ["partial_response", failed, 1, 1],
    ["malformed_json", failed, 1, 1],
    ["unmatched", failed, 1, 1],
    ["partial", `${status}~message_start ${blocks} ${ended}`, 0, 1],
    ["json schema", "assistant result:success", 0, 1],
    ["json schema of no JSON", "assistant result:error_during_execution(is_error)", 1, 1],
    ["resume", `${twoTools} assistant result:success`, 0, 3],
    ["fork", "assistant result:success", 0, 1],
  ])("order, exit code and num_turns: %s", async (name, order, code, turns) => {
    const { runs } = await hold(version, name);
    const last = runs.at(-1) as Ran;
    expect(orderOf(last)).toBe(`system:init ${order}`);
    expect(last.code).toBe(code);
    expect(messagesIn(last.stdout).at(-1)).toMatchObject({ num_turns: turns });
  });

  test.each([
    ["text", []],
    ["tools", []],
    ["denial", [{ tool_name: "Write", tool_input: { file_path: "/etc/motd", content: "x" } }]],
    ["max turns", []],
    ["resume", []],
    ["unmatched", []],
  ])("tokens, costs and denials add up: %s", async (name, denials) => {
    const { agent, runs } = await hold(version, name);
    const printedLast = messagesIn((runs.at(-1) as Ran).stdout);
    const result = printedLast.at(-1) as unknown as Result;
    const session = printedLast[0]?.["session_id"];
    const ids = new Set(
      printedLast.flatMap(({ type, message }) =>
        type === "assistant" ? [(message as unknown as Message).id] : [],
      ),
    );
    // What is kept has the tokens of a message in each of its blocks, those that it wrote included.
    const messages = new Map(
      keptBy(agent)
        .filter(({ type, sessionId }) => type === "assistant" && sessionId === session)
        .map(({ message }) => [(message as unknown as Message).id, message as unknown as Message]),
    );
    const sum = (key: keyof Message["usage"]): number =>
      [...messages.values()].reduce(
        (total, { id: one, usage }) => total + (ids.has(one) ? usage[key] : 0),
        0,
      );
    // The real one stops at its budget before it has added the last message.
    const told = (key: keyof Message["usage"]): number => (name === "max budget" ? 0 : sum(key));
    expect(result.usage).toMatchObject({
      input_tokens: told("input_tokens"),
      output_tokens: told("output_tokens"),
      cache_read_input_tokens: told("cache_read_input_tokens"),
      cache_creation_input_tokens: told("cache_creation_input_tokens"),
    });
    const models = Object.values(result.modelUsage);
    const input = sum("input_tokens");
    expect(models.map(({ inputTokens }) => inputTokens)).toEqual(input === 0 ? [] : [input]);
    expect(result.total_cost_usd).toBe(models.reduce((total, { costUSD }) => total + costUSD, 0));
    expect(result.permission_denials).toMatchObject(denials);
    expect(result.permission_denials.length).toBe(denials.length);
  });
});

interface Message {
  readonly id: string;
  readonly usage: Readonly<
    Record<
      "input_tokens" | "output_tokens" | "cache_read_input_tokens" | "cache_creation_input_tokens",
      number
    >
  >;
}

interface Result {
  readonly usage: Message["usage"];
  readonly modelUsage: Readonly<Record<string, { readonly inputTokens: number; readonly costUSD: number }>>;
  readonly total_cost_usd: number;
  readonly permission_denials: readonly unknown[];
}
