import { describe, expect, test } from "vitest";
import { camel, readAgent, told } from "../../../tests/samples/agent-scenario.ts";

describe("typos in an agent scenario", () => {
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
