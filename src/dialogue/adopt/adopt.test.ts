import { describe, expect, test } from "vitest";
import { agentOf, readAgent, told } from "../../../tests/samples/agent-scenario.ts";

/** The smallest file that can only be claudeless's, without further differences. */
const claudeless = 'provider = "Claude API"\ndefault_model = "m"\ndefault_response = "x"\n';
const provider = "1 imported-scenario: provider is not read";

describe("a file of claudeless", () => {
  test("whose fields all mean the same is read without a word", async () => {
    const read = await readAgent(`
name = "simple"
session_id = "00000000-0000-0000-0000-000000000001"
permission_mode = "dont-ask"

[[responses]]
pattern = { type = "contains", text = "trigger" }
response = ""
failure = { type = "connection_timeout", after_ms = 100 }

[[responses]]
pattern = { type = "any" }
response = { text = "Fine.", delay_ms = 1, usage = { input_tokens = 1, output_tokens = 2 } }

[tool_execution]
mode = "mock"
`);
    expect(told(read)).toEqual([]);
    expect(read.scenario).toMatchObject({ name: "simple", toolExecution: { mode: "mock" } });
    expect(read.world).toBe("simple");
  });

  test("loads with fields that nothing here does, each told once with its reason", async () => {
    const read = await readAgent(`${claudeless}placeholder = 'Try "x"'
show_welcome_back = true
welcome_back_right_panel = ["a", "---"]
logged_in = false
[timeouts]
exit_hint_ms = 1
`);
    expect(read.scenario?.defaultModel).toBe("m");
    expect(told(read)).toEqual([
      provider,
      "4 imported-scenario: placeholder is not read",
      "5 imported-scenario: show_welcome_back is not read",
      "6 imported-scenario: welcome_back_right_panel is not read",
      "7 imported-scenario: logged_in is not read",
      "8 imported-scenario: timeouts is not read",
    ]);
    expect(read.findings.every(({ severity }) => severity === "note")).toBe(true);
    expect(read.findings[4]).toMatchObject({
      why: "Whoever starts the simulated CLI is logged in, and no setup comes first.",
      fix: "Remove logged_in, or name it x-logged_in.",
    });
  });

  test("is told nothing of fields that say what holds here anyway", async () => {
    expect(
      told(
        await readAgent(
          'logged_in = true\nshow_welcome_back = false\ndefault_model = "m"\ndefault_response = "x"',
        ),
      ),
    ).toEqual([]);
  });

  test("is told which defaults differ", async () => {
    const read = await readAgent(`provider = "x"
[[responses]]
pattern = { type = "any" }
max_matches = 1
response = { text = "", tool_calls = [{ tool = "Bash" }] }
`);
    expect(told(read)).toEqual([
      provider,
      "1 imported-scenario: default_model is not said: here it is claude-sonnet-4-20250514",
      "1 imported-scenario: tool_execution.mode is not said: here it is mock",
      "1 imported-scenario: default_response is not said: a prompt that no rule takes is an error here",
    ]);
    expect(read.scenario?.toolExecution.mode).toBe("mock");
  });

  test("that has tool_execution without a mode is told so there", async () => {
    const text = `${claudeless}[tool_execution.tools.Bash]\nauto_approve = true\n[[responses]]\npattern = "x"\nresponse = "y"\n`;
    expect(told(await readAgent(text))).toEqual([provider]);
    const calling = `${text}[[responses.turns]]\nexpect = "x"\nresponse = { tool_calls = [{ tool = "Bash" }] }\n`;
    expect(told(await readAgent(calling))).toEqual([
      provider,
      "4 imported-scenario: tool_execution.mode is not said: here it is mock",
    ]);
  });

  test("is told that results of tools count, and that turns wait for prompts", async () => {
    const read = await readAgent(`${claudeless}[tool_execution]
mode = "mock"
[tool_execution.tools.Bash]
result = "ok"
[tool_execution.tools.Read]
auto_approve = true
[[responses]]
pattern = "x"
response = { text = "", tool_calls = [{ tool = "Bash" }] }
turns = [{ expect = "ok", response = "y" }]
[[responses]]
pattern = "y"
response = "z"
turns = [{ expect = "ok", response = "y" }]
`);
    expect(told(read)).toEqual([
      provider,
      "7 imported-scenario: result of a tool is what comes of it",
      "13 imported-scenario: turns wait for prompts, not for results of tools",
    ]);
  });

  test.each([
    ['permission_mode = "Plan"', "permissionMode", "plan", 'permission_mode is read as "plan", not "Plan"'],
    [
      'session_id = "550E8400E29B41D4A716446655440000"',
      "sessionId",
      "550e8400-e29b-41d4-a716-446655440000",
      'session_id is read as "550e8400-e29b-41d4-a716-446655440000", not "550E8400E29B41D4A716446655440000"',
    ],
    [
      'session_id = "{550e8400-e29b-41d4-a716-446655440000}"',
      "sessionId",
      "550e8400-e29b-41d4-a716-446655440000",
      'session_id is read as "550e8400-e29b-41d4-a716-446655440000", not "{550e8400-e29b-41d4-a716-446655440000}"',
    ],
  ] as const)("%s is read as it is spelled here", async (text, field, value, what) => {
    const read = await readAgent(text);
    expect(read.scenario?.[field]).toBe(value);
    expect(told(read)).toEqual([`1 imported-scenario: ${what}`]);
  });

  test.each([
    ['permission_mode = "nope"', "invalid-value"],
    ["permission_mode = 3", "wrong-type"],
    ['session_id = "{550e8400"', "invalid-value"],
    ['session_id = "550e8400e-29b-41d4-a716-446655440000"', "invalid-value"],
    ["responses = 3\nprovider = 1\ntool_execution = 3", "wrong-type"],
    ["tool_execution = { tools = 3 }\nprovider = 1", "wrong-type"],
    ['default_response = { text = "x", tool_calls = 3 }\nprovider = 1', "wrong-type"],
  ])("%s stays wrong", async (text, name) => {
    expect((await readAgent(text)).findings.map((one) => one.name)).toContain(name);
  });

  test("may be a value of TypeScript, in camelCase", async () => {
    const { findings, scenario } = await readAgent({
      provider: "x",
      loggedIn: false,
      defaultModel: "m",
      defaultResponse: "x",
    });
    expect(findings.map(({ what }) => what)).toEqual(["provider is not read", "loggedIn is not read"]);
    expect(scenario?.defaultModel).toBe("m");
  });
});

describe("what says nothing", () => {
  test("is left out: rules that answer no prompt, and in JSON what is null", async () => {
    const text = `{
"session_id": null,
"responses": [
{ "pattern": "a", "max_matches": 0, "response": "x" },
{ "pattern": "b", "response": { "text": "y", "tool_calls": [{ "tool": "A", "input": { "a": null } }] },
"failure": null }
]
}`;
    const read = await readAgent(text, "agent.json");
    expect(told(read)).toEqual([
      "2 imported-scenario: session_id is null: it counts as not said",
      "4 imported-scenario: a rule with max_matches 0 is left out",
      "6 imported-scenario: failure is null: it counts as not said",
    ]);
    expect(read.scenario?.responses).toMatchObject([
      { id: "responses[0]", text: '"b"', response: { toolCalls: [{ input: { a: null } }] } },
    ]);
  });

  test("stays a mistake in YAML, where it is nearly always a value that was forgotten", async () => {
    const { findings } = await readAgent("session_id:\ntrusted: true\n", "agent.yaml");
    expect(findings.map(({ name }) => name)).toEqual(["wrong-type"]);
  });
});

describe("an agent's file", () => {
  test("is warned of a field that fell into the input of a tool", async () => {
    const read = await readAgent(`
[default_response]
text = "A plan."
[[default_response.tool_calls]]
tool = "ExitPlanMode"
[default_response.tool_calls.input]
plan = "x"
permission_mode = "plan"
[[default_response.tool_calls]]
tool = "Mine"
input = { permission_mode = "plan" }
[[default_response.tool_calls]]
tool = "Other"
`);
    expect(told(read)).toEqual([
      '8 misplaced-field: "permission_mode" is given to a tool; it is a field of the scenario',
    ]);
    expect(read.findings[0]?.severity).toBe("warning");
    expect(read.scenario?.defaultResponse?.toolCalls[0]?.input).toEqual({
      plan: "x",
      permission_mode: "plan",
    });
  });

  test("is joined with a world's: what both say is theirs together", async () => {
    const world =
      'include = ["agent.toml"]\n[agents.claude]\nresponses = [{ pattern = "b", response = "y" }]';
    const agent = 'user_name = "Ada"\nresponses = [{ pattern = "a", response = "x" }]';
    const { responses, userName } = await agentOf(world, "backlot.toml", { "agent.toml": agent });
    expect(responses.map(({ text, id, at }) => [text, id, at.kind === "file" && at.file])).toEqual([
      ['"a"', "responses[0]", "agent.toml"],
      ['"b"', "responses[1]", "backlot.toml"],
    ]);
    expect(userName).toBe("Ada");
    const wrong = await readAgent(`${world}\nusr_name = "x"`, "backlot.toml", { "agent.toml": agent });
    expect(told(wrong)).toEqual(['4 unknown-field: unknown field "usr_name" in agents.claude (user_name)']);
  });
});
