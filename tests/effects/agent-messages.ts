import { expect } from "vitest";
import { agent, answering, blocks, outcomes, result, rule, say } from "./agent.ts";
import type { Effect, Stage } from "./effect.ts";

const read = '{ tool = "Read", input = { file_path = "/a" }, result = "of the call" }';
const approved = "[agents.claude.tool_execution.tools.Read]\nauto_approve = true\n";
const step = (fields: string, before = 'text = "first"'): string =>
  answering(`{ ${before}, tool_calls = [${read}], then = [{ ${fields} }] }`, "", approved);
const usageOf = (stage: Stage): unknown => result(stage)["usage"];
const textsOf = (stage: Stage, field: "text" | "thinking"): unknown =>
  blocks(stage, "assistant").flatMap((block) => block[field] ?? []);
const usage = (fields: string): Pick<Effect, "toml"> => ({
  toml: answering(`{ text = "hi", usage = { ${fields} } }`),
});
const took = ({ run }: Stage): boolean => run(["claude", "-p", "hello"]).ms >= 59;

/** What tools came to is expected; the prompts are numbers of results. */
function expected(toml: string, takes: readonly string[], leaves: readonly string[]): Effect {
  const results = [...takes, ...leaves];
  const responses = results.map((one, index) =>
    rule(
      `"${index}"`,
      `response = { text = "a", tool_calls = [{ tool = "Read", input = { file_path = "/a" }, result = ${JSON.stringify(one)} }], then = [{ text = "as expected", expect_results = [{ ${toml} }] }] }`,
    ),
  );
  return {
    toml: agent("", responses.join("") + approved),
    show: (stage) => results.map((_, index) => say(stage, `${index}`) === "as expected\n"),
    is: [...takes.map(() => true), ...leaves.map(() => false)],
  };
}

const expectedResults: Readonly<Record<string, Effect>> = {
  "#agent_step.expect_results": {
    toml: step('text = "then", expect_results = [{ contains = "another" }]'),
    show: async (stage) => [say(stage, "hello").includes("BKL2015"), await stage.findings()],
    is: [true, ["unexpected-result"]],
  },
  "#agent_step.expect_results[].tool": {
    toml: step('text = "then", expect_results = [{ tool = "Grep" }]'),
    show: (stage) => say(stage, "hello").includes("expected a result of Grep"),
    is: true,
  },
  "#agent_step.expect_results[].content": expected(
    'content = { type = "contains", text = "b" }',
    ["abc"],
    ["a"],
  ),
  "#agent_step.expect_results[].is_error": {
    toml: step('text = "then", expect_results = [{ is_error = true }]'),
    show: (stage) => say(stage, "hello").includes("BKL2015"),
    is: true,
  },
  "#agent_step.expect_results[].equals": expected('equals = "a"', ["a"], ["A", "aa"]),
  "#agent_step.expect_results[].contains": expected('contains = "b"', ["abc"], ["ac"]),
  "#agent_step.expect_results[].starts_with": expected('starts_with = "a"', ["ab"], ["ba"]),
  "#agent_step.expect_results[].ends_with": expected('ends_with = "a"', ["ba"], ["ab"]),
  "#agent_step.expect_results[].glob": expected('glob = "v?.*"', ["v1.2"], ["v12.0"]),
  "#agent_step.expect_results[].regex": expected('regex = "^v\\\\d+$"', ["v12"], ["v1x"]),
  "#agent_step.expect_results[].any": expected("any = true", ["", "x"], []),
  "#agent_step.expect_results[].one_of": expected(
    'one_of = ["a", { starts_with = "b" }]',
    ["a", "bc"],
    ["c"],
  ),
  "#agent_step.expect_results[].includes": expected('includes = "b"', ["abc"], ["ac"]),
  "#agent_step.expect_results[].json": expected("json = { a = 1 }", ['{"a":1,"b":2}'], ['{"a":2}', "nope"]),
  "#agent_step.expect_results[].not": expected('not = "a"', ["b"], ["a"]),
};

/** What the fields of what an agent says do. */
export const agentMessages: Readonly<Record<string, Effect>> = {
  "#agent_response_table.text": {
    toml: answering('{ text = "hi" }'),
    show: (stage) => say(stage, "hello"),
    is: "hi\n",
  },
  "#agent_response_table.thinking": {
    toml: answering('{ text = "hi", thinking = "A greeting." }'),
    show: (stage) => textsOf(stage, "thinking"),
    is: ["A greeting."],
  },
  "#agent_response_table.delay_ms": {
    toml: answering('{ text = "hi", delay_ms = 60 }'),
    show: took,
    is: true,
  },
  "#agent_response_table.usage": {
    ...usage("input_tokens = 100, output_tokens = 20"),
    show: usageOf,
    is: expect.objectContaining({ input_tokens: 100, output_tokens: 20 }),
  },
  "#agent_response_table.tool_calls": {
    toml: answering(`{ text = "hi", tool_calls = [${read}, ${read}] }`, "", approved),
    show: outcomes,
    is: ["of the call", "of the call"],
  },
  "#agent_response_table.then": {
    toml: step('text = "second"'),
    show: (stage) => [textsOf(stage, "text"), say(stage, "hello")],
    is: [["first", "second"], "second\n"],
  },
  "#agent_usage.input_tokens": {
    ...usage("input_tokens = 1000"),
    show: usageOf,
    is: expect.objectContaining({ input_tokens: 1000 }),
  },
  "#agent_usage.output_tokens": {
    ...usage("output_tokens = 1000"),
    show: (stage) => [usageOf(stage), result(stage)["total_cost_usd"]],
    is: [expect.objectContaining({ output_tokens: 1000 }), 0.015],
  },
  "#agent_usage.cache_read_input_tokens": {
    ...usage("cache_read_input_tokens = 7"),
    show: usageOf,
    is: expect.objectContaining({ cache_read_input_tokens: 7 }),
  },
  "#agent_usage.cache_creation_input_tokens": {
    ...usage("cache_creation_input_tokens = 9"),
    show: usageOf,
    is: expect.objectContaining({ cache_creation_input_tokens: 9 }),
  },
  "#agent_tool_call.tool": {
    toml: answering(`{ tool_calls = [{ tool = "Reed" }] }`),
    show: outcomes,
    is: [{ failed: "<tool_use_error>Error: No such tool available: Reed</tool_use_error>" }],
  },
  "#agent_tool_call.input": {
    toml: answering(
      '{ tool_calls = [{ tool = "Read", input = { file_path = { "$file" = "path.txt" } } }] }',
      "",
      approved,
    ),
    files: { "path.txt": "/srv/a" },
    show: (stage) => blocks(stage, "assistant").flatMap(({ input }) => input ?? []),
    is: [{ file_path: "/srv/a" }],
  },
  "#agent_tool_call.result": {
    toml: answering(`{ tool_calls = [${read}] }`, "", `${approved}result = "of the tool"\nerror = "no"\n`),
    show: outcomes,
    is: ["of the call"],
  },
  "#agent_step.text": {
    toml: step('text = "second"'),
    show: (stage) => say(stage, "hello"),
    is: "second\n",
  },
  "#agent_step.thinking": {
    toml: step('text = "second", thinking = "Done."'),
    show: (stage) => textsOf(stage, "thinking"),
    is: ["Done."],
  },
  "#agent_step.delay_ms": { toml: step('text = "second", delay_ms = 60'), show: took, is: true },
  "#agent_step.usage": {
    toml: step(
      'text = "second", usage = { input_tokens = 2 }',
      'text = "first", usage = { input_tokens = 1 }',
    ),
    show: usageOf,
    is: expect.objectContaining({ input_tokens: 3 }),
  },
  "#agent_step.tool_calls": {
    toml: step(`text = "second", tool_calls = [${read}]`),
    show: (stage) => [outcomes(stage), result(stage)["num_turns"]],
    is: [["of the call", "of the call"], 3],
  },
  ...expectedResults,
};
