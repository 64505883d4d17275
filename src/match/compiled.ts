import type { Matcher, RegexPort } from "../core/index.ts";
import { explainMatcher, nameMatcher } from "./explain.ts";
import { showValue } from "./show.ts";
import { type Ask, distances, either, isList, type Mode, type Outcome, type Value } from "./value.ts";

/** What compiling needs from outside. */
export interface MatchTools {
  readonly regex: RegexPort;
}

/** A matcher ready to be tried many times. Nothing here throws, whatever the value. */
export interface CompiledMatcher {
  /** Whether a predicate is in it, so that `ask` may be called. */
  readonly needsHandler: boolean;
  /** Rough price of a test; the cheap ones are tried first. */
  readonly cost: number;
  /** Whether the value matches. Without `ask`, predicates are "pending". */
  test(value: Value, ask?: Ask): Outcome;
  /** 0 when it matches, up to 1: a typo is nearer than another text, that nearer than a wrong type or nothing. */
  distance(value: Value): number;
  /** In words: `contains "kind: Deployment"`. */
  explain(): string;
  /** What keeps the value from matching, one sentence each; empty when it matches. */
  differences(value: Value, label: string): readonly string[];
  /** What a path template captured; only where the matcher is one. */
  capture?(value: Value): Readonly<Record<string, string>> | undefined;
}

/** Compiles a matcher that stands inside another one. */
export type CompileInner = (matcher: Matcher, mode: Mode) => CompiledMatcher;

/** The sentence for a value that is not what a matcher wants. */
export function differs(matcher: Matcher, value: Value, label: string): string {
  const wanted = `${label}: expected ${nameMatcher(matcher)}`;
  return value === undefined ? `${wanted}, but it is missing` : `${wanted}, got ${showValue(value)}`;
}

/** What a matcher of texts says of one text. */
export interface TextRule {
  test(text: string): Outcome;
  /** Distance of a text that does not match. */
  distance(text: string): number;
  /** A better sentence than the usual one. */
  difference?(label: string, text: string): string;
}

/** A matcher of texts: tries the one text, or any of the many. */
export function textMatcher(matcher: Matcher, mode: Mode, cost: number, rule: TextRule): CompiledMatcher {
  const test = (value: Value): Outcome => {
    if (typeof value === "string") return rule.test(value);
    if (mode !== "many" || !isList(value)) return false;
    let outcome: Outcome = false;
    for (const item of value) if (typeof item === "string") outcome = either(outcome, rule.test(item));
    return outcome;
  };
  const apart = (text: string): number => (rule.test(text) === true ? 0 : rule.distance(text));
  const distance = (value: Value): number => {
    if (typeof value === "string") return apart(value);
    if (mode === "many" && isList(value)) return nearestOf(value, apart).distance;
    return value === undefined ? distances.missing : distances.wrongType;
  };
  return {
    ...plain(matcher, cost, test, distance),
    differences(value, label) {
      if (test(value) === true) return [];
      if (rule.difference === undefined) return [differs(matcher, only(value, mode), label)];
      if (typeof value === "string") return [rule.difference(label, value)];
      if (mode !== "many" || !isList(value)) return [differs(matcher, value, label)];
      const { text } = nearestOf(value, apart);
      if (text === undefined) return [differs(matcher, undefined, label)];
      const others = value.length - 1;
      const more = others === 0 ? "" : ` (and ${others} other ${others === 1 ? "value" : "values"})`;
      return [rule.difference(label, text) + more];
    },
  };
}

/** The one value of a key stands for itself in a sentence; several are shown as a list. */
export function only(value: Value, mode: Mode): Value {
  if (mode !== "many" || !isList(value) || value.length > 1) return value;
  return value[0];
}

function nearestOf(
  values: readonly Value[],
  apart: (text: string) => number,
): { readonly text: string | undefined; readonly distance: number } {
  let text: string | undefined;
  let distance: number = distances.missing;
  for (const value of values) {
    if (typeof value !== "string") continue;
    const here = apart(value);
    if (text !== undefined && here >= distance) continue;
    text = value;
    distance = here;
  }
  return { text, distance };
}

/** A compiled matcher with the usual sentences. */
export function plain(
  matcher: Matcher,
  cost: number,
  test: (value: Value, ask?: Ask) => Outcome,
  distance: (value: Value) => number,
): CompiledMatcher {
  return {
    needsHandler: false,
    cost,
    test,
    distance,
    explain: () => explainMatcher(matcher),
    differences: (value, label) => (test(value) === true ? [] : [differs(matcher, value, label)]),
  };
}
