import type { Matcher, Place } from "../core/index.ts";
import { takes, type DialogueTools } from "./prompts.ts";
import type { AgentScenario, Failure, Response, ResponseRule, Step, Turn } from "./scenario.ts";
import type { Transcript } from "./transcript.ts";

/** Where a conversation stands: what answers its last prompt. */
export interface Position {
  /** The rule or conversation that answers: "responses[0]", "conversations.login"; "default_response"; null: nothing does. */
  readonly rule: string | null;
  /** The rule, or the turn of it, that holds the answer; for ids. */
  readonly at: string | null;
  readonly response?: Response | undefined;
  readonly failure?: Failure | undefined;
  /**
   * A rule or turn whose regular expression ran out of its time. Whether it takes the prompt is not known, so that
   * nothing behind it may answer.
   */
  readonly tooSlow?: { readonly id: string; readonly at: Place } | undefined;
}

interface Walk {
  /** Turns that may come next, by rule. */
  active: { readonly rule: string; readonly turns: readonly Turn[]; readonly next: number } | null;
  readonly matched: Map<string, number>;
}

/**
 * Finds what answers the last prompt of a transcript. All prompts before it are walked through as well, so that nothing
 * has to be kept from one call to the next: a conversation that another process resumes stands where its text says.
 * @example fold(scenario, { prompts: ["log in", "github"], step: 0, results: [] }, { regex }).at // "responses[0].turns[0]"
 */
export function fold(scenario: AgentScenario, { prompts }: Transcript, tools: DialogueTools): Position {
  const walk: Walk = { active: null, matched: new Map() };
  let position: Position = nothing;
  for (const prompt of prompts) {
    position = stepOn(scenario, walk, (matcher) => takes(matcher, prompt, tools));
    if (position.tooSlow !== undefined) return position;
  }
  return position;
}

const nothing: Position = { rule: null, at: null };

type Takes = (matcher: Matcher) => boolean | "timeout";

function stepOn(scenario: AgentScenario, walk: Walk, taken: Takes): Position {
  const { active } = walk;
  const turn = active?.turns[active.next];
  walk.active = null;
  if (active !== null && turn !== undefined) {
    const here = taken(turn.expect);
    if (here === "timeout") return slow(turn);
    if (here) return enter(walk, active.rule, active.turns, active.next);
  }
  return ruleFor(scenario, walk, taken) ?? conversationFor(scenario, walk, taken) ?? otherwise(scenario);
}

/** Answers with a turn; the one after it may come next. */
function enter(walk: Walk, rule: string, turns: readonly Turn[], index: number): Position {
  const { id, response, failure } = turns[index] as Turn;
  walk.active = { rule, turns, next: index + 1 };
  return { rule, at: id, response, failure };
}

function ruleFor({ responses }: AgentScenario, walk: Walk, taken: Takes): Position | undefined {
  for (const rule of responses) {
    if (isUsedUp(rule, walk)) continue;
    const here = taken(rule.pattern);
    if (here === "timeout") return slow(rule);
    if (!here) continue;
    const { id, turns, response, failure } = rule;
    walk.matched.set(id, (walk.matched.get(id) ?? 0) + 1);
    walk.active = { rule: id, turns, next: 0 };
    return { rule: id, at: id, response, failure };
  }
  return undefined;
}

function isUsedUp({ id, maxMatches }: ResponseRule, { matched }: Walk): boolean {
  return maxMatches !== undefined && (matched.get(id) ?? 0) >= maxMatches;
}

function conversationFor({ conversations }: AgentScenario, walk: Walk, taken: Takes): Position | undefined {
  for (const { name, turns } of conversations) {
    const [first] = turns;
    const here = first === undefined ? false : taken(first.expect);
    if (here === "timeout") return slow(first as Turn);
    if (here) return enter(walk, `conversations.${name}`, turns, 0);
  }
  return undefined;
}

function slow({ id, at }: { readonly id: string; readonly at: Place }): Position {
  return { ...nothing, tooSlow: { id, at } };
}

function otherwise({ defaultResponse }: AgentScenario): Position {
  if (defaultResponse === undefined) return nothing;
  return { rule: "default_response", at: "default_response", response: defaultResponse };
}

/**
 * Whether a failure happens, or the response comes in its place.
 * @param happened how often in a row it has happened already, where the conversation stands
 */
export function failsNow(failure: Failure, happened: number): boolean {
  return failure.times === undefined || happened < failure.times;
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
