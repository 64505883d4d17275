import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RegexPort } from "../core/index.ts";
import { missedResult } from "./expected-results.ts";
import type { Response } from "./scenario.ts";
import { agentOf } from "../../tests/samples/agent-scenario.ts";
import type { ToolResult } from "./transcript.ts";

const regex: RegexPort = {
  check: () => ({ ok: true }),
  test: ({ source, flags }, text) => (source === "slow" ? "timeout" : RegExp(source, flags).test(text)),
};

async function responseOf(expected: string): Promise<Response> {
  const { defaultResponse } = await agentOf(
    `default_response = { text = "a", tool_calls = [{ tool = "Bash" }], then = [{ text = "b", expect_results = ${expected} }] }`,
  );
  return defaultResponse as Response;
}

const bash = (content: string, isError = false): ToolResult => ({ tool: "Bash", content, isError });
const read = (content: string): ToolResult => ({ tool: "Read", content, isError: false });

describe("missedResult", () => {
  test.each<[expected: string, results: readonly ToolResult[]]>([
    ["[]", []],
    ['[{ tool = "Bash" }]', [bash("x")]],
    ['[{ content = "x" }]', [bash("x")]],
    ['[{ contains = "passed", is_error = false }]', [read("nothing"), bash("2 passed")]],
    ["[{ is_error = true }, { is_error = false }]", [bash("a"), bash("b", true)]],
    // What the first one takes at first, only the second one can use.
    ['[{ any = true }, { tool = "Bash" }]', [bash("a"), read("b")]],
    ['[{ any = true }, { any = true }, { tool = "Bash" }]', [bash("a"), read("b"), read("c")]],
  ])("%s is met", async (expected, results) => {
    expect(missedResult(await responseOf(expected), 1, results, { regex })).toBeUndefined();
  });

  test.each<
    [expected: string, results: readonly ToolResult[], index: number, said: string, got: readonly string[]]
  >([
    ["[{}]", [], 0, "a result", []],
    ['[{ tool = "Bash" }]', [read("x")], 0, "a result of Bash", ['Read gave "x"']],
    ['[{ tool = "Bash", is_error = true }]', [bash("x")], 0, "an error of Bash", ['Bash gave "x"']],
    [
      '[{ is_error = false, contains = "ok" }]',
      [bash("ok", true)],
      0,
      'a result that is no error: contains "ok"',
      ['Bash failed with "ok"'],
    ],
    ['[{ tool = "Bash", any = true }]', [], 0, "a result of Bash: any text", []],
    ['[{ content = { regex = "slow" } }]', [bash("x")], 0, "a result: matches /slow/", ['Bash gave "x"']],
    [
      '[{ tool = "Bash" }, { tool = "Bash" }]',
      [bash("x"), read("y")],
      1,
      "a result of Bash",
      ['Bash gave "x"', 'Read gave "y"'],
    ],
  ])("%s misses one", async (expected, results, index, said, got) => {
    const response = await responseOf(expected);
    expect(missedResult(response, 1, results, { regex })).toEqual({
      at: response.then[0]?.expectResults[index]?.at,
      index,
      what: `expected ${said}; ${got.length === 0 ? "no tool gave any" : got.join(", ")}`,
      expected: said,
      got,
    });
  });

  test("asks nothing before the first round, nor after the last", async () => {
    const response = await responseOf("[{}]");
    expect(missedResult(response, 0, [], { regex })).toBeUndefined();
    expect(missedResult(response, 2, [], { regex })).toBeUndefined();
  });

  test("does not depend on the order of the results", async () => {
    const response = await responseOf('[{ any = true }, { tool = "Bash" }, { contains = "z" }]');
    const results = [bash("a"), read("b"), read("z")];
    fc.assert(
      fc.property(fc.shuffledSubarray(results, { minLength: 3 }), (shuffled) => {
        expect(missedResult(response, 1, shuffled, { regex })).toBeUndefined();
      }),
    );
  });
});
