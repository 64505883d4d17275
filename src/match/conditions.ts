import type { Condition, HandlerRef, Json } from "../core/index.ts";
import { compileMatcher } from "./compile.ts";
import type { CompiledMatcher, MatchTools } from "./compiled.ts";
import { conditionLabel } from "./explain.ts";
import { type Ask, both, isList, type Outcome, type Value } from "./value.ts";

/** A value of a fact: text, a list, or lists by key. */
export type FieldValue = string | readonly string[] | Readonly<Record<string, readonly string[]>>;

/** What matching knows of a call, by field; a field that has to be read first is absent until it was. */
export type Fields = Readonly<Record<string, FieldValue>>;

/** A condition ready to be tried. */
export interface CompiledCondition {
  readonly condition: Condition;
  readonly label: string;
  readonly matcher: CompiledMatcher;
}

/** The conditions of one expectation, compiled once. */
export interface CompiledConditions {
  /** In the order they were declared. */
  readonly conditions: readonly CompiledCondition[];
  /** The same, cheapest first. */
  readonly cheapFirst: readonly CompiledCondition[];
  readonly needsHandler: boolean;
}

/** A predicate that must be asked about a value before it can be said whether the call matches. */
export interface Question {
  readonly handler: HandlerRef;
  readonly value: Json;
}

/** What trying an expectation's conditions on a call says. */
export type Tried =
  | { readonly kind: "matched"; readonly captures: Readonly<Record<string, string>> }
  | { readonly kind: "unmatched" }
  /** All else matches; this field must be read. */
  | { readonly kind: "needs"; readonly field: string }
  /** All else matches; these predicates must be asked, then the conditions tried again with the answers. */
  | { readonly kind: "asks"; readonly questions: readonly Question[] }
  /** All else matches; the regular expression for this (`body`, `headers.accept`) ran out of its budget. */
  | { readonly kind: "timeout"; readonly field: string };

const noCaptures = Object.freeze({});
const matched: Tried = Object.freeze({ kind: "matched", captures: noCaptures });
const unmatched: Tried = Object.freeze({ kind: "unmatched" });

/** Compiles the conditions of an expectation, once for all calls. */
export function compileConditions(conditions: readonly Condition[], tools: MatchTools): CompiledConditions {
  const compiled = conditions.map((condition) => ({
    condition,
    label: conditionLabel(condition),
    matcher: compileMatcher(condition.matcher, tools, condition.key === undefined ? "text" : "many"),
  }));
  return {
    conditions: compiled,
    cheapFirst: compiled.toSorted((left, right) => left.matcher.cost - right.matcher.cost),
    needsHandler: compiled.some(({ matcher }) => matcher.needsHandler),
  };
}

/**
 * Tries an expectation's conditions on a call. Cheap ones first; predicates are only asked, and a field is
 * only read, when everything else matches.
 * @param readable fields that can be had by reading the call's input; others that are absent are missing
 * @param ask answers of predicates so far, see Tried
 */
export function testConditions(
  compiled: CompiledConditions,
  fields: Fields,
  readable: readonly string[] = [],
  ask?: Ask,
): Tried {
  const questions: Question[] | undefined = compiled.needsHandler ? [] : undefined;
  const answers = questions === undefined ? undefined : collecting(questions, ask);
  let needs: string | undefined;
  let slow: string | undefined;
  let outcome: Outcome = true;
  for (const one of compiled.cheapFirst) {
    const { field } = one.condition;
    if (fields[field] === undefined && readable.includes(field)) {
      needs ??= field;
      continue;
    }
    const here = one.matcher.test(valueOf(one.condition, fields), answers);
    if (here === false) return unmatched;
    if (here === "timeout") slow ??= one.label;
    outcome = both(outcome, here);
  }
  if (questions !== undefined && outcome === "pending") return { kind: "asks", questions };
  if (slow !== undefined) return { kind: "timeout", field: slow };
  if (needs !== undefined) return { kind: "needs", field: needs };
  return withCaptures(compiled, fields);
}

function collecting(questions: Question[], ask: Ask | undefined): Ask {
  return (handler, value) => {
    const answer = ask?.(handler, value);
    if (answer === undefined) questions.push({ handler, value });
    return answer;
  };
}

function withCaptures(compiled: CompiledConditions, fields: Fields): Tried {
  let captures: Readonly<Record<string, string>> | undefined;
  for (const { condition, matcher } of compiled.conditions) {
    const here = matcher.capture?.(valueOf(condition, fields));
    if (here !== undefined) captures = captures === undefined ? here : Object.assign({}, captures, here);
  }
  return captures === undefined ? matched : { kind: "matched", captures };
}

/** The value that a condition looks at; undefined when the call has none. */
export function valueOf(condition: Condition, fields: Fields): Value {
  const value = fields[condition.field];
  if (condition.key === undefined || value === undefined) return value;
  if (typeof value === "string" || isList(value)) return undefined;
  return Object.hasOwn(value, condition.key) ? value[condition.key] : undefined;
}
