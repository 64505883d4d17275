import type { RegexPort } from "../core/index.ts";
import { compileConditions, testConditions } from "../match/index.ts";
import type { AgentScenario, Failure, Response, ResponseRule, Step, Turn } from "./scenario.ts";
import type { Matcher } from "../core/index.ts";
import type { ToolResult, Transcript } from "./transcript.ts";

/** Where a conversation stands: what answers its last prompt. */
export interface Position {
  /** The rule or conversation that answers: "responses[0]", "conversations.login"; "default_response"; null: nothing does. */
  readonly rule: string | null;
  /** The rule, or the turn of it, that holds the answer; for ids. */
  readonly at: string | null;
  readonly response?: Response | undefined;
  readonly failure?: Failure | undefined;
}

interface Walk {
  /** Turns that may come next, by rule. */
  active: { readonly rule: string; readonly turns: readonly Turn[]; readonly next: number } | null;
  readonly matched: Map<string, number>;
}

/**
 * Finds what answers the last prompt of a transcript. All prompts before it are walked through as well, so that nothing
 * has to be kept from one call to the next: a conversation that another process resumes stands where its text says.
 */
export function fold(
  scenario: AgentScenario,
  { prompts }: Transcript,
  tools: { readonly regex: RegexPort },
): Position {
  const walk: Walk = { active: null, matched: new Map() };
  const takes = (matcher: Matcher, prompt: string): boolean =>
    testConditions(compileConditions([{ field: "prompt", matcher }], tools), {
      fields: { prompt },
      readable: [],
    }).kind === "matched";
  let position: Position = { rule: null, at: null };
  for (const prompt of prompts) position = stepOn(scenario, walk, (matcher) => takes(matcher, prompt));
  return position;
}

function stepOn(scenario: AgentScenario, walk: Walk, takes: (matcher: Matcher) => boolean): Position {
  const { active } = walk;
  const turn = active?.turns[active.next];
  if (active !== null && turn !== undefined && takes(turn.expect)) {
    walk.active = { ...active, next: active.next + 1 };
    return { rule: active.rule, at: turn.id, response: turn.response, failure: turn.failure };
  }
  walk.active = null;
  const rule = scenario.responses.find((one) => !isUsedUp(one, walk) && takes(one.pattern));
  if (rule !== undefined) {
    walk.matched.set(rule.id, (walk.matched.get(rule.id) ?? 0) + 1);
    if (rule.turns.length > 0) walk.active = { rule: rule.id, turns: rule.turns, next: 0 };
    return { rule: rule.id, at: rule.id, response: rule.response, failure: rule.failure };
  }
  for (const { name, turns } of scenario.conversations) {
    const [first] = turns;
    if (first === undefined || !takes(first.expect)) continue;
    const id = `conversations.${name}`;
    walk.active = { rule: id, turns, next: 1 };
    return { rule: id, at: first.id, response: first.response, failure: first.failure };
  }
  return scenario.defaultResponse === undefined
    ? { rule: null, at: null }
    : { rule: "default_response", at: "default_response", response: scenario.defaultResponse };
}

function isUsedUp({ id, maxMatches }: ResponseRule, { matched }: Walk): boolean {
  return maxMatches !== undefined && (matched.get(id) ?? 0) >= maxMatches;
}

/** The message that a response comes to after some rounds of tools. */
export function stepOf(response: Response, step: number): Step {
  if (step === 0) return response;
  const last = response.then.at(-1);
  if (last === undefined) return { text: response.text, delayMs: 0, toolCalls: [] };
  const found = response.then[step - 1];
  // Whoever answers a closing message with more results is told the closing text again, without tools.
  return found ?? { ...last, delayMs: 0, toolCalls: [] };
}

/** What of expected results did not come; undefined: all did, or none were expected. */
export function missedResult(
  _response: Response,
  _step: number,
  _results: readonly ToolResult[],
  _tools: { readonly regex: RegexPort },
): { readonly at: string } | undefined {
  return undefined;
}
