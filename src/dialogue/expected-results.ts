import { quote } from "../core/index.ts";
import type { Place } from "../core/index.ts";
import { describeMatcher } from "./describe.ts";
import { takes, withOneTimeout, type DialogueTools } from "./prompts.ts";
import type { ExpectedResult, Response } from "./scenario.ts";
import type { ToolResult } from "./transcript.ts";

/** An expected result that did not come. */
export interface MissedResult {
  /** Where it is declared. */
  readonly at: Place;
  /** Its place in the list of its step, from 0. */
  readonly index: number;
  /** All of it on one line: `expected a result of Bash: contains "ok"; Bash gave "failed"`. */
  readonly what: string;
  /** What was expected, in words: `a result of Bash: contains "ok"`. */
  readonly expected: string;
  /** What came, one result an item: `Bash gave "failed"`. */
  readonly got: readonly string[];
}

/**
 * The first of the expected results that did not come; undefined: all did, or none were expected. Each must be met by a
 * result of its own, in whatever order.
 * @param step how many messages of the model came since the prompt: 1 where the first round of results is judged
 */
export function missedResult(
  response: Response,
  step: number,
  results: readonly ToolResult[],
  tools: DialogueTools,
): MissedResult | undefined {
  const expected = response.then[step - 1]?.expectResults ?? [];
  const met = new Map<number, number>();
  const bounded = withOneTimeout(tools);
  for (const [index, one] of expected.entries()) {
    if (assign(index, expected, results, met, new Set(), bounded)) continue;
    const wanted = expectedText(one);
    const got = results.map(resultText);
    const what = `expected ${wanted}; ${got.length === 0 ? "no tool gave any" : got.join(", ")}`;
    return { at: one.at, index, what, expected: wanted, got };
  }
  return undefined;
}

/** Finds a result for an expectation; one that is taken may be left to it, where whoever has it finds another. */
function assign(
  index: number,
  expected: readonly ExpectedResult[],
  results: readonly ToolResult[],
  met: Map<number, number>,
  tried: Set<number>,
  tools: DialogueTools,
): boolean {
  for (const [at, result] of results.entries()) {
    if (tried.has(at) || !fits(expected[index] as ExpectedResult, result, tools)) continue;
    tried.add(at);
    const holder = met.get(at);
    if (holder !== undefined && !assign(holder, expected, results, met, tried, tools)) continue;
    met.set(at, index);
    return true;
  }
  return false;
}

function fits({ tool, content, isError }: ExpectedResult, result: ToolResult, tools: DialogueTools): boolean {
  if (tool !== undefined && tool !== result.tool) return false;
  if (isError !== undefined && isError !== result.isError) return false;
  return content === undefined || takes(content, result.content, tools) === true;
}

function expectedText({ tool, content, isError }: ExpectedResult): string {
  const kind = isError === undefined ? "a result" : isError ? "an error" : "a result that is no error";
  const of = tool === undefined ? "" : ` of ${tool}`;
  return `${kind}${of}${content === undefined ? "" : `: ${describeContent(content)}`}`;
}

function describeContent(content: NonNullable<ExpectedResult["content"]>): string {
  return content.is === "any" ? "any text" : describeMatcher(content);
}

function resultText({ tool, content, isError }: ToolResult): string {
  return `${tool} ${isError ? "failed with" : "gave"} ${quote(content)}`;
}
