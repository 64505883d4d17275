import { describe, expect, test } from "vitest";
import { limits } from "../../core/index.ts";
import { readAgent, told } from "../../../tests/samples/agent-scenario.ts";

const many = <Item>(count: number, item: Item): readonly Item[] => Array.from({ length: count }, () => item);
const named = (count: number, item: object): object =>
  Object.fromEntries(many(count, item).map((one, index) => [`n${index}`, one]));
const turn = { expect: "x", response: "y" };
const call = { tool: "Bash" };
const step = { text: "x", tool_calls: [call] };

const cases: readonly (readonly [what: string, most: number, of: (count: number) => object, said: string])[] =
  [
    [
      "rules",
      limits.agentRules,
      (count) => ({ responses: many(count, { pattern: "x", response: "y" }) }),
      "responses has 2001 rules; it may have 2000",
    ],
    [
      "conversations",
      limits.agentConversations,
      (count) => ({ conversations: named(count, { turns: [turn] }) }),
      "conversations has 501 conversations; it may have 500",
    ],
    [
      "turns",
      limits.agentTurns,
      (count) => ({ conversations: { a: { turns: many(count, turn) } } }),
      "conversations.a.turns has 501 turns; it may have 500",
    ],
    [
      "tool calls",
      limits.agentToolCalls,
      (count) => ({ default_response: { tool_calls: many(count, call) } }),
      "default_response.tool_calls has 101 tool calls; it may have 100",
    ],
    [
      "steps",
      limits.agentSteps,
      (count) => ({ default_response: { ...step, then: many(count, step) } }),
      "default_response.then has 101 steps; it may have 100",
    ],
    [
      "expected results",
      limits.agentSteps,
      (count) => ({ default_response: { ...step, then: [{ text: "x", expect_results: many(count, {}) }] } }),
      "default_response.then[0].expect_results has 101 expected results; it may have 100",
    ],
    [
      "tools",
      limits.agentTools,
      (count) => ({ tool_execution: { tools: named(count, {}) } }),
      "tool_execution.tools has 501 tools; it may have 500",
    ],
    [
      "characters of a text",
      limits.agentTextChars,
      (count) => ({ default_response: "x".repeat(count) }),
      "default_response has 1048577 characters; a text may have 1048576",
    ],
  ];

describe.each(cases)("%s", (_, most, of, said) => {
  test("may be as many as the limit says, and no more", async () => {
    const at = await readAgent(JSON.stringify(of(most)), "agent.json");
    expect(told(at)).toEqual([]);
    const past = await readAgent(JSON.stringify(of(most + 1)), "agent.json");
    expect(told(past)).toEqual([`1 over-limit: ${said}`]);
  });
});
