import { describe, expect, test } from "vitest";
import type { AnyField, AnyShape, TableShape } from "../../scenario/shape/shape.ts";
import { emptyAgentScenario } from "../scenario.ts";
import { agentOf, readAgent, told } from "../testing-read.ts";
import { agentFields } from "./agent.ts";

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

/** The same value with names of fields in camelCase; names of tools, of what they take and of questions are the user's. */
function camel(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camel);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const name = key.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
      return [name, key === "input" || key === "answers" ? item : camel(item)];
    }),
  );
}

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

  test("every field says what it is for, with an example where it is no table of its own", () => {
    const bad: string[] = [];
    const visit = (shape: AnyShape, path: string, seen: ReadonlySet<string>): void => {
      if (shape.kind === "mapped") visit(shape.from, path, seen);
      else if (shape.kind === "list") visit(shape.item, `${path}[]`, seen);
      else if (shape.kind === "record") visit(shape.value, `${path}.*`, seen);
      else if (shape.kind === "choose") for (const one of shape.alternatives) visit(one.shape, path, seen);
      else if (shape.kind === "named" && !seen.has(shape.name)) {
        if (!shape.doc.endsWith(".")) bad.push(path);
        visit(shape.shape(), path, new Set([...seen, shape.name]));
      } else if (shape.kind === "table") fieldsOf(shape, path, seen);
    };
    const fieldsOf = (
      { fields }: Pick<TableShape, "fields">,
      path: string,
      seen: ReadonlySet<string>,
    ): void => {
      for (const [name, field] of Object.entries<AnyField>(fields)) {
        const at = `${path}.${name}`;
        if (!field.doc.endsWith(".") || !/^[A-Z]|^[a-z_]+: |^`/.test(field.doc))
          bad.push(`${at}: ${field.doc}`);
        const isSection = ["responses", "tool_execution", "turns", "source", "flags"].includes(name);
        if (field.example === undefined && field.codeOnly !== true && !isSection)
          bad.push(`${at}: no example`);
        visit(field.shape, at, seen);
      }
    };
    fieldsOf({ fields: agentFields }, "", new Set());
    expect(bad).toEqual([]);
  });
});

describe("mistakes in an agent scenario", () => {
  const rule = (more: string): string => `[[responses]]\npattern = "x"\n${more}`;

  test.each([
    ['session_id = "nope"', '1 invalid-value: session_id must be a valid UUID, not "nope"'],
    ["session_id = 7", "1 wrong-type: session_id must be a valid UUID, not the integer 7"],
    [
      'launch_timestamp = "2025-01-15T10:30:00"',
      '1 invalid-value: launch_timestamp must be ISO 8601 (RFC 3339) with an offset, not "2025-01-15T10:30:00"',
    ],
    [
      "launch_timestamp = 2025-01-15T10:30:00",
      "1 wrong-type: launch_timestamp must be ISO 8601 (RFC 3339) with an offset, not the date 2025-01-15T10:30:00",
    ],
    [
      'launch_timestamp = "9999-12-31T23:59:59-01:00"',
      '1 invalid-value: launch_timestamp must be ISO 8601 (RFC 3339) with an offset, not "9999-12-31T23:59:59-01:00"',
    ],
    [
      'launch_timestamp = "2025-02-30T00:00:00Z"',
      '1 invalid-value: launch_timestamp must be ISO 8601 (RFC 3339) with an offset, not "2025-02-30T00:00:00Z"',
    ],
    [
      'permission_mode = "acceptEdits"',
      '1 invalid-value: permission_mode must be one of "default", "plan", "full-auto", "accept-edits", "bypass-permissions", "dont-ask", "delegate" or "auto", not "acceptEdits" ("accept-edits")',
    ],
    [
      '[tool_execution]\nmode = "mocked"',
      '2 invalid-value: tool_execution.mode must be one of "disabled", "mock", "simulated" or "live", not "mocked" ("mock")',
    ],
    ['claude_version = "2.1"', '1 invalid-value: claude_version must be a version, "2.1.12", not "2.1"'],
    ['default_model = ""', "1 invalid-value: default_model is empty"],
    ['trusted = "yes"', '1 wrong-type: trusted must be true or false, not the string "yes"'],
    ["default_response = 3", "1 wrong-type: default_response must be a string or a table, not the integer 3"],
    [
      "default_response = {}",
      "1 missing-field: default_response says nothing: it has no text and calls no tools",
    ],
    [rule(""), "1 missing-field: responses[0] has neither response nor failure"],
    [
      rule('turns = [{ expect = "y", response = "z" }]'),
      "1 missing-field: responses[0] has neither response nor failure",
    ],
    [
      rule('failure = { type = "hang", times = 1 }'),
      "1 missing-field: responses[0] has a failure with times, but no response",
    ],
    [
      rule('response = "y"\nturns = [{ expect = "z" }]'),
      "4 missing-field: responses[0].turns[0] has neither response nor failure",
    ],
    [
      rule('response = "y"\nmax_matches = 0'),
      "4 invalid-value: responses[0].max_matches must be an integer, 1 or more, not 0",
    ],
    [
      rule('response = { text = "y", then = [{ text = "z" }] }'),
      "3 unreachable-expectation: responses[0].response.then[0] is never said: the step before it has no tool_calls",
    ],
    [
      rule(
        'response = { text = "y", tool_calls = [{ tool = "A" }], then = [{ text = "z" }, { text = "w" }] }',
      ),
      "3 unreachable-expectation: responses[0].response.then[1] is never said: the step before it has no tool_calls",
    ],
    [
      rule('response = { tool_calls = [{ tool = "A" }], then = [{ expect_results = [] }] }'),
      "3 missing-field: responses[0].response.then[0] says nothing: it has no text and calls no tools",
    ],
    [
      rule(
        'response = { tool_calls = [{ tool = "A" }], then = [{ text = "z", expect_results = [{ content = "a", contains = "b" }] }] }',
      ),
      "3 conflicting-fields: responses[0].response.then[0].expect_results[0] has content and contains, which exclude each other (content)",
    ],
    ["[conversations.a]\nturns = []", "1 invalid-value: conversations.a.turns is empty"],
    ["[conversations.a]", "1 missing-field: conversations.a has no turns"],
  ])("%s", async (text, finding) => {
    expect(told(await readAgent(text))).toEqual([finding]);
  });

  const typos: readonly (readonly [path: string, value: object, told: string])[] = [
    [
      "the top",
      { defualt_model: "x", trusted: true },
      '"defualt_model" at the top of the file (default_model)',
    ],
    ["tool_execution", { tool_execution: { moode: "mock" } }, '"moode" in tool_execution (mode)'],
    [
      "a tool",
      { tool_execution: { tools: { Bash: { auto_aprove: true } } } },
      '"auto_aprove" in tool_execution.tools.Bash (auto_approve)',
    ],
    ["a rule", { responses: [{ patern: "x", response: "y" }] }, '"patern" in responses[0] (pattern)'],
    [
      "a tagged pattern",
      { responses: [{ pattern: { type: "any", txet: "x" }, response: "y" }] },
      '"txet" in responses[0].pattern (text)',
    ],
    [
      "a matcher",
      { responses: [{ pattern: { contians: "x" }, response: "y" }] },
      '"contians" in responses[0].pattern (contains)',
    ],
    [
      "a matcher in a matcher",
      { responses: [{ pattern: { not: { contians: "x" } }, response: "y" }] },
      '"contians" in responses[0].pattern.not (contains)',
    ],
    [
      "a response",
      { responses: [{ pattern: "x", response: { text: "y", delay_m: 1 } }] },
      '"delay_m" in responses[0].response (delay_ms)',
    ],
    [
      "a default response",
      { default_response: { text: "y", usgae: {} } },
      '"usgae" in default_response (usage)',
    ],
    [
      "usage",
      { default_response: { text: "y", usage: { input_token: 1 } } },
      '"input_token" in default_response.usage (input_tokens)',
    ],
    [
      "a tool call",
      { default_response: { text: "y", tool_calls: [{ tool: "Bash", reslut: "x" }] } },
      '"reslut" in default_response.tool_calls[0] (result)',
    ],
    [
      "a step",
      {
        default_response: {
          text: "y",
          tool_calls: [{ tool: "A" }],
          then: [{ text: "x", expect_result: [] }],
        },
      },
      '"expect_result" in default_response.then[0] (expect_results)',
    ],
    [
      "an expected result",
      {
        default_response: {
          text: "y",
          tool_calls: [{ tool: "A" }],
          then: [{ text: "x", expect_results: [{ is_eror: true }] }],
        },
      },
      '"is_eror" in default_response.then[0].expect_results[0] (is_error)',
    ],
    [
      "a turn",
      { responses: [{ pattern: "x", response: "y", turns: [{ expect: "a", respnse: "b" }] }] },
      '"respnse" in responses[0].turns[0] (response)',
    ],
    [
      "a failure",
      { responses: [{ pattern: "x", failure: { type: "rate_limit", retry_afer: 1 } }] },
      '"retry_afer" in responses[0].failure (retry_after)',
    ],
    ["a conversation", { conversations: { a: { trns: [] } } }, '"trns" in conversations.a (turns)'],
  ];

  /** Without its line, and without the table that a world has round an agent. */
  const short = (line: string): string =>
    line
      .replace(/^\d+ /, "")
      .replace("in agents.claude.", "in ")
      .replace("in agents.claude (", "at the top of the file (");

  test.each(typos)("a typo in %s is told with what was meant, in every format", async (_, value, said) => {
    const text = JSON.stringify(value, null, 1);
    const world = JSON.stringify({ agents: { claude: value } });
    for (const [content, file] of [
      [text, "agent.json"],
      [text, "agent.yaml"],
      [world, "backlot.json"],
    ] as const) {
      const findings = told(await readAgent(content, file)).map(short);
      expect(findings).toContain(`unknown-field: unknown field ${said}`);
    }
    const camelCase = told(await readAgent({ agents: { claude: camel(value) } })).map(short);
    expect(camelCase).toContain(
      `unknown-field: unknown field ${said.replaceAll(/_([a-z])/g, (__, letter: string) => letter.toUpperCase())}`,
    );
  });

  test("a typo in TOML is marked where it stands", async () => {
    expect(told(await readAgent('name = "a"\n[tool_execution]\nmoode = "mock"\n'))).toEqual([
      '3 unknown-field: unknown field "moode" in tool_execution (mode)',
    ]);
  });
});
