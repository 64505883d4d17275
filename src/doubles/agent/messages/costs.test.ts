import { describe, expect, test } from "vitest";
import fc from "fast-check";
import {
  messageOf,
  sampleFacts,
  text,
  tokens,
  turnOf,
} from "../../../../tests/samples/agent-conversation.ts";
import type { JsonObject } from "../../../core/index.ts";
import { sumOf } from "../conversation/tokens.ts";
import type { ConversationEvent, TokenUsage } from "../conversation/events.ts";
import { createMessages } from "./index.ts";

/** The results of turns, each of messages with such tokens. */
function resultsOf(
  version: string,
  turns: readonly (readonly (readonly [string, TokenUsage])[])[],
): JsonObject[] {
  const messages = createMessages(sampleFacts({ version }));
  return turns.map((turn) => {
    const said = turn.map(([model, usage], index): ConversationEvent => {
      const message = { ...messageOf(index, [text("Hi.")], usage), model };
      return { kind: "message", message };
    });
    const events = turnOf({ kind: "success", text: "Hi." }, said);
    return events.flatMap((event) => messages.of(event)).at(-1) ?? {};
  });
}

const cost = (result: JsonObject): number => result["total_cost_usd"] as number;
const models = (result: JsonObject, key = "modelUsage"): Readonly<Record<string, Record<string, number>>> =>
  result[key] as never;

const usages = fc
  .tuple(fc.nat(1_000_000), fc.nat(100_000), fc.nat(1_000_000), fc.nat(1_000_000))
  .map((parts) => tokens(...parts));
const names = fc.constantFrom("claude-sonnet-4-20250514", "claude-opus-4-1", "haiku", "__proto__");

describe("costs", () => {
  test("of models add up to the total, and tokens of models to those of the turn", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(names, usages), { maxLength: 6 }), (turn) => {
        const [result = {}] = resultsOf("2.1.12", [turn]);
        const each = Object.values(models(result));
        const nano = each.reduce((sum, { costUSD = 0 }) => sum + Math.round(costUSD * 1e9), 0);
        expect(Math.round(cost(result) * 1e9)).toBe(nano);
        const sum = turn.reduce((all, [, usage]) => sumOf(all, usage), tokens(0, 0));
        expect(each.reduce((all, { inputTokens = 0 }) => all + inputTokens, 0)).toBe(sum.inputTokens);
        expect(result["usage"]).toMatchObject({
          input_tokens: sum.inputTokens,
          output_tokens: sum.outputTokens,
          cache_read_input_tokens: sum.cacheReadInputTokens,
          cache_creation_input_tokens: sum.cacheCreationInputTokens,
        });
      }),
    );
  });

  test("of later turns come on top; what the last one added stands apart", () => {
    const sonnet = "claude-sonnet-4-20250514";
    const [first = {}, second = {}] = resultsOf("2.1.328", [
      [[sonnet, tokens(1000, 0)]],
      [
        [sonnet, tokens(500, 100)],
        ["haiku", tokens(0, 10)],
      ],
    ]);
    expect([cost(first), cost(second)]).toEqual([0.003, 0.00605]);
    expect(models(second)[sonnet]).toMatchObject({ inputTokens: 1500, outputTokens: 100 });
    expect(models(second, "model_usage_since_last_result")[sonnet]).toMatchObject({ inputTokens: 500 });
    expect([first, second].map(({ result_index: index, duration_api_ms: ms }) => [index, ms])).toEqual([
      [0, 120],
      [1, 120 + 200 + 120 + 20],
    ]);
  });

  test("of nothing are nothing", () => {
    const [result = {}] = resultsOf("2.1.12", [[]]);
    expect([cost(result), models(result), result["duration_ms"]]).toEqual([0, {}, 15]);
  });
});
