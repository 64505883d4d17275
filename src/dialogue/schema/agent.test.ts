import { describe, expect, test } from "vitest";
import { emptyAgentScenario } from "../scenario.ts";
import { agentOf, camel } from "../../../tests/samples/agent-scenario.ts";

const toml = `
name = "everything"
default_model = "claude-opus-4-5-20251101"
claude_version = "2.1.29"
user_name = "Ada"
session_id = "550E8400-e29b-41d4-a716-446655440000"
project_path = "/p"
launch_timestamp = "2025-01-15T10:30:00-08:00"
working_directory = "/w"
trusted = false
permission_mode = "accept-edits"
default_response = "What?"

[[responses]]
pattern = { type = "contains", text = "hello" }
response = "Hello!"
max_matches = 2
turns = [
  { expect = "github", response = "GitHub it is." },
  { expect = { type = "any" }, failure = { type = "out_of_credits" } },
]

[[responses]]
pattern = { type = "regex", pattern = "(?i)fix.*bug" }
failure = { type = "rate_limit", retry_after = 30, times = 2 }
[responses.response]
text = "Let me look."
thinking = "A bug."
delay_ms = 200
usage = { input_tokens = 100, output_tokens = 20, cache_read_input_tokens = 80, cache_creation_input_tokens = 5 }
[[responses.response.tool_calls]]
tool = "Read"
input = { file_path = "/main.rs", lines = [1, 2.5, true] }
result = "fn main() {}"
[[responses.response.then]]
text = "Fixed."
delay_ms = 1
[[responses.response.then.expect_results]]
tool = "Read"
content = { type = "contains", text = "main" }
is_error = false
[[responses.response.then.expect_results]]
contains = "fn"

[[conversations.login.turns]]
expect = { glob = "log*" }
response = "Who are you?"

[tool_execution]
mode = "simulated"
sandbox_root = "/tmp/box"
allow_real_bash = true
[tool_execution.tools.Bash]
auto_approve = true
result = "ok"
error = "no"
[tool_execution.tools.AskUserQuestion.answers]
"Which one?" = "Rust"
`;

const json = {
  name: "everything",
  default_model: "claude-opus-4-5-20251101",
  claude_version: "2.1.29",
  user_name: "Ada",
  session_id: "550E8400-e29b-41d4-a716-446655440000",
  project_path: "/p",
  launch_timestamp: "2025-01-15T10:30:00-08:00",
  working_directory: "/w",
  trusted: false,
  permission_mode: "accept-edits",
  default_response: "What?",
  responses: [
    {
      pattern: { type: "contains", text: "hello" },
      response: "Hello!",
      max_matches: 2,
      turns: [
        { expect: "github", response: "GitHub it is." },
        { expect: { type: "any" }, failure: { type: "out_of_credits" } },
      ],
    },
    {
      pattern: { type: "regex", pattern: "(?i)fix.*bug" },
      failure: { type: "rate_limit", retry_after: 30, times: 2 },
      response: {
        text: "Let me look.",
        thinking: "A bug.",
        delay_ms: 200,
        usage: {
          input_tokens: 100,
          output_tokens: 20,
          cache_read_input_tokens: 80,
          cache_creation_input_tokens: 5,
        },
        tool_calls: [
          { tool: "Read", input: { file_path: "/main.rs", lines: [1, 2.5, true] }, result: "fn main() {}" },
        ],
        then: [
          {
            text: "Fixed.",
            delay_ms: 1,
            expect_results: [
              { tool: "Read", content: { type: "contains", text: "main" }, is_error: false },
              { contains: "fn" },
            ],
          },
        ],
      },
    },
  ],
  conversations: { login: { turns: [{ expect: { glob: "log*" }, response: "Who are you?" }] } },
  tool_execution: {
    mode: "simulated",
    sandbox_root: "/tmp/box",
    allow_real_bash: true,
    tools: {
      Bash: { auto_approve: true, result: "ok", error: "no" },
      AskUserQuestion: { answers: { "Which one?": "Rust" } },
    },
  },
};

/** Without places, and without what was not said. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, item: unknown) => (key === "at" ? undefined : item)));
}

const everything = {
  name: "everything",
  defaultModel: "claude-opus-4-5-20251101",
  claudeVersion: "2.1.29",
  userName: "Ada",
  sessionId: "550E8400-e29b-41d4-a716-446655440000",
  projectPath: "/p",
  launchTimestamp: "2025-01-15T10:30:00-08:00",
  workingDirectory: "/w",
  trusted: false,
  permissionMode: "accept-edits",
  defaultResponse: { text: "What?", delayMs: 0, toolCalls: [], then: [] },
  responses: [
    {
      id: "responses[0]",
      pattern: { is: "contains", text: "hello" },
      response: { text: "Hello!", delayMs: 0, toolCalls: [], then: [] },
      maxMatches: 2,
      turns: [
        {
          id: "responses[0].turns[0]",
          expect: { is: "equals", value: "github" },
          response: { text: "GitHub it is.", delayMs: 0, toolCalls: [], then: [] },
          text: '"github"',
        },
        {
          id: "responses[0].turns[1]",
          expect: { is: "any" },
          failure: { type: "out_of_credits" },
          text: "any prompt",
        },
      ],
      text: 'contains "hello"',
    },
    {
      id: "responses[1]",
      pattern: { is: "regex", regex: { source: String.raw`fix[^\n]*bug`, flags: "iu" } },
      response: {
        text: "Let me look.",
        thinking: "A bug.",
        delayMs: 200,
        usage: {
          inputTokens: 100,
          outputTokens: 20,
          cacheReadInputTokens: 80,
          cacheCreationInputTokens: 5,
        },
        toolCalls: [
          { tool: "Read", input: { file_path: "/main.rs", lines: [1, 2.5, true] }, result: "fn main() {}" },
        ],
        then: [
          {
            text: "Fixed.",
            delayMs: 1,
            toolCalls: [],
            expectResults: [
              { tool: "Read", isError: false, content: { is: "contains", text: "main" } },
              { content: { is: "contains", text: "fn" } },
            ],
          },
        ],
      },
      failure: { type: "rate_limit", retryAfter: 30, times: 2 },
      turns: [],
      text: String.raw`matches /fix[^\n]*bug/iu`,
    },
  ],
  conversations: [
    {
      name: "login",
      turns: [
        {
          id: "conversations.login.turns[0]",
          expect: { is: "glob", pattern: "log*" },
          response: { text: "Who are you?", delayMs: 0, toolCalls: [], then: [] },
          text: 'is like "log*"',
        },
      ],
    },
  ],
  toolExecution: {
    mode: "simulated",
    sandboxRoot: "/tmp/box",
    allowRealBash: true,
    tools: {
      Bash: { autoApprove: true, result: "ok", error: "no", answers: {} },
      AskUserQuestion: { autoApprove: false, answers: { "Which one?": "Rust" } },
    },
  },
};

describe("an agent scenario", () => {
  test("reads every field, in TOML, JSON, YAML and from TypeScript, alone and in a world", async () => {
    const text = JSON.stringify(json, null, 2);
    expect(plain(await agentOf(toml))).toEqual(everything);
    expect(plain(await agentOf(text, "agent.json"))).toEqual(everything);
    // JSON is YAML as well.
    expect(plain(await agentOf(text, "agent.yaml"))).toEqual(everything);
    expect(plain(await agentOf(camel(json) as object))).toEqual(everything);
    expect(plain(await agentOf({ agents: { claude: camel(json) } }))).toEqual(everything);
    expect(plain(await agentOf(JSON.stringify({ agents: { claude: json } }), "backlot.json"))).toEqual(
      everything,
    );
  });

  test("says where each rule and turn stands", async () => {
    const { responses } = await agentOf(toml);
    expect(responses[0]?.at).toMatchObject({ file: "agent.toml", line: 14 });
    expect(responses[0]?.turns[1]?.at).toMatchObject({ line: 20 });
    expect(responses[1]?.response?.then[0]?.expectResults[1]?.at).toMatchObject({ line: 42 });
  });

  test("comes to defaults where it says nothing", async () => {
    expect(plain(await agentOf("[agents.claude]"))).toEqual(plain(emptyAgentScenario));
    const { toolExecution, responses } = await agentOf(
      '[tool_execution.tools.Bash]\n[[responses]]\npattern = "x"\nresponse = { tool_calls = [{ tool = "Bash" }] }',
    );
    expect(toolExecution).toEqual({
      mode: "mock",
      sandboxRoot: undefined,
      allowRealBash: false,
      tools: { Bash: { autoApprove: false, result: undefined, error: undefined, answers: {} } },
    });
    expect(responses[0]?.response).toMatchObject({
      text: "",
      delayMs: 0,
      toolCalls: [{ tool: "Bash", input: {}, result: undefined }],
      then: [],
    });
  });

  test("takes TOML's own date and time", async () => {
    const { launchTimestamp } = await agentOf("launch_timestamp = 2025-01-15 10:30:00-08:00");
    expect(launchTimestamp).toBe("2025-01-15T10:30:00-08:00");
  });

  test.each([
    ["550e8400-e29b-41d4-a716-446655440000"],
    ["00000000-0000-0000-0000-000000000001"],
    ["FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF"],
    ["0193e3a0-7c4e-7b1a-9f00-1234567890ab"],
  ])("takes the UUID %s, whatever its version", async (id) => {
    expect((await agentOf(`session_id = "${id}"`)).sessionId).toBe(id);
  });
});
