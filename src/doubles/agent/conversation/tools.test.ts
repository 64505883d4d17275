import { describe, expect, test } from "vitest";
import { messagesIn, sampleAgent, type Ran } from "../../../../tests/samples/agent.ts";
import type { JsonObject } from "../../../core/index.ts";

const stream = ["--output-format", "stream-json", "--verbose"];

/** What tools came to, in order: the text that the model is told, with "!" before an error. */
function toldIn({ stdout }: Ran): readonly string[] {
  return messagesIn(stdout)
    .filter(({ type }) => type === "user")
    .flatMap(({ message }) => (message as JsonObject)["content"] as readonly JsonObject[])
    .map(({ content, is_error: isError }) => `${isError === true ? "!" : ""}${content as string}`);
}

/** What the model said, in order; tools by name. */
function saidIn({ stdout }: Ran): readonly string[] {
  return messagesIn(stdout)
    .filter(({ type }) => type === "assistant")
    .flatMap(({ message }) => (message as JsonObject)["content"] as readonly JsonObject[])
    .map(({ type, text, name }) => (type === "tool_use" ? `${name as string}()` : (text as string)));
}

const call = (fields = ""): string =>
  `response = { text = "Look.", tool_calls = [{ tool = "Bash", input = { command = "ls" }${fields} }] }`;

describe("what a tool comes to", () => {
  const both =
    '[agents.claude.tool_execution.tools.Bash]\nresult = "the tool\'s"\nerror = "the tool\'s error"\n';

  test.each([
    ["is its own result first", call(', result = "its own"'), both, "its own"],
    ["then the error of the tool", call(), both, "!the tool's error"],
    ["then the result of the tool", call(), both.replace(/error.*\n/, ""), "the tool's"],
    [
      "then what the mode makes of it",
      call(),
      '[agents.claude.tool_execution]\nmode = "disabled"\n',
      "!Tools are disabled (tool_execution.mode).",
    ],
    ["which is that it was mocked, where nothing is said", call(), "", "Bash was mocked."],
  ])("%s", async (_, response, tools, told) => {
    const agent = await sampleAgent(
      `[agents.claude]\n[[agents.claude.responses]]\npattern = "go"\n${response}\n${tools}`,
    );
    const ran = await agent.claude(["-p", "go", ...stream]);
    expect(toldIn(ran)).toEqual([told]);
    expect(ran.code).toBe(0);
  });

  test("does not matter where a flag takes the tool away", async () => {
    const agent = await sampleAgent(
      `[agents.claude]\n[[agents.claude.responses]]\npattern = { any = true }\n${call(', result = "x"')}\n`,
    );
    for (const flags of [
      ["--disallowedTools", "Bash"],
      ["--tools", "Read"],
      ["--tools", ""],
    ])
      expect(toldIn(await agent.claude([...stream, "-p", "go", ...flags]))).toEqual([
        "!<tool_use_error>Error: No such tool available: Bash</tool_use_error>",
      ]);
  });
});

describe("after the results of tools", () => {
  test("the text is said once more where there are no other steps", async () => {
    const agent = await sampleAgent(
      `[agents.claude]\n[[agents.claude.responses]]\npattern = "go"\n${call()}\n`,
    );
    const ran = await agent.claude(["-p", "go", ...stream]);
    expect(saidIn(ran)).toEqual(["Look.", "Bash()", "Look."]);
    expect(messagesIn(ran.stdout).at(-1)).toMatchObject({ result: "Look.", num_turns: 2 });
  });

  const steps = (expected: string): string => `
[agents.claude]
[[agents.claude.responses]]
pattern = "go"
[agents.claude.responses.response]
text = "Look."
tool_calls = [{ tool = "Bash", input = { command = "ls" }, result = "a.txt" }]
[[agents.claude.responses.response.then]]
expect_results = [${expected}]
tool_calls = [
  { tool = "Bash", input = { command = "cat a.txt" }, result = "alpha" },
  { tool = "Bash", input = { command = "pwd" }, result = "/repo" },
]
[[agents.claude.responses.response.then]]
text = "It says alpha."
usage = { input_tokens = 7, output_tokens = 3 }
`;

  test("the next step is said, until none calls tools", async () => {
    const agent = await sampleAgent(steps('{ tool = "Bash", contains = "a.txt", is_error = false }'));
    const ran = await agent.claude(["-p", "go", ...stream]);
    expect(saidIn(ran)).toEqual(["Look.", "Bash()", "Bash()", "Bash()", "It says alpha."]);
    expect(toldIn(ran)).toEqual(["a.txt", "alpha", "/repo"]);
    expect(messagesIn(ran.stdout).at(-1)).toMatchObject({ result: "It says alpha.", num_turns: 4 });
    expect(agent.turns()[0]?.tools.map(({ tool, input }) => [tool, input])).toEqual([
      ["Bash", { command: "ls" }],
      ["Bash", { command: "cat a.txt" }],
      ["Bash", { command: "pwd" }],
    ]);
    expect(agent.findings()).toEqual([]);
  });

  test("a result that is not as expected is told as such, where it is expected", async () => {
    const agent = await sampleAgent(steps('{ tool = "Bash", contains = "b.txt" }'));
    const ran = await agent.claude(["-p", "go", ...stream]);
    expect(saidIn(ran).slice(0, 2)).toEqual(["Look.", "Bash()"]);
    expect(ran).toMatchObject({ code: 1, stderr: "" });
    expect(messagesIn(ran.stdout).at(-1)).toMatchObject({ type: "result", is_error: true });
    expect(agent.findings()).toMatchObject([
      {
        name: "unexpected-result",
        code: "BKL2015",
        severity: "error",
        what: 'expected a result of Bash: contains "b.txt"; Bash gave "a.txt"',
        at: { kind: "file", file: "backlot.toml" },
      },
    ]);
  });
});

test.each([
  [
    "of no name that there is",
    "Nope",
    "{ a = 1 }",
    "!<tool_use_error>Error: No such tool available: Nope</tool_use_error>",
  ],
  [
    "with other input than it takes",
    "Write",
    "{ a = 1 }",
    "!<tool_use_error>InputValidationError: Write failed due to the following issues:\nThe required parameter `file_path` is missing\nThe required parameter `content` is missing\nAn unexpected parameter `a` was provided</tool_use_error>",
  ],
])("a tool %s is no denial", async (_, tool, input, told) => {
  const agent = await sampleAgent(`
[agents.claude.tool_execution]
mode = "simulated"
[[agents.claude.responses]]
pattern = "go"
[agents.claude.responses.response]
text = "Look."
tool_calls = [{ tool = "${tool}", input = ${input} }]
`);
  const ran = await agent.claude(["-p", "go", ...stream]);
  expect(toldIn(ran)).toEqual([told]);
  expect(messagesIn(ran.stdout).at(-1)).toMatchObject({ permission_denials: [], num_turns: 2 });
});

describe("limits that are flags", () => {
  const looping = `
[agents.claude]
[[agents.claude.responses]]
pattern = "go"
[agents.claude.responses.response]
text = "One."
usage = { input_tokens = 100, output_tokens = 100 }
tool_calls = [{ tool = "Bash", input = { command = "ls" } }]
[[agents.claude.responses.response.then]]
text = "Two."
usage = { input_tokens = 100, output_tokens = 100 }
`;

  test.each([
    ["1", "Error: Reached max turns (1)"],
    ["2", "Two.\n"],
    ["3", "Two.\n"],
  ])("--max-turns %s", async (turns, stdout) => {
    const agent = await sampleAgent(looping);
    expect(await agent.claude(["-p", "go", "--max-turns", turns])).toMatchObject({
      stdout,
      stderr: "",
      code: 0,
    });
    expect(agent.turns()[0]?.tools.length).toBe(1);
    const json = await agent.claude(["-p", "go", "--max-turns", turns, "--output-format", "json"]);
    // Whoever was stopped after one had a second one in mind.
    expect(JSON.parse(json.stdout)).toMatchObject({ num_turns: 2 });
  });

  test.each([
    // 100 tokens in and 100 out cost 0.0018 dollars.
    ["0.0017", "Error: Exceeded USD budget (0.0017)", 0],
    ["0.0018", "Error: Exceeded USD budget (0.0018)", 1],
    ["0.0036", "Two.\n", 1],
  ])("--max-budget-usd %s", async (budget, stdout, tools) => {
    const agent = await sampleAgent(looping);
    expect(await agent.claude(["-p", "go", "--max-budget-usd", budget])).toMatchObject({ stdout, code: 0 });
    expect(agent.turns()[0]?.tools.length).toBe(tools);
  });
});

test("delays are waited for before each message", async () => {
  const agent = await sampleAgent(`
[agents.claude]
[[agents.claude.responses]]
pattern = "go"
[agents.claude.responses.response]
text = "One."
delay_ms = 250
tool_calls = [{ tool = "Bash", input = { command = "ls" } }]
[[agents.claude.responses.response.then]]
text = "Two."
delay_ms = 40
`);
  await agent.claude(["-p", "go"]);
  expect(agent.waits()).toEqual([250, 40]);
});
