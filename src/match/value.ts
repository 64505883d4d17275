import type { HandlerRef, Json } from "../core/index.ts";

/**
 * What a matcher is tried on: text (lossless, see core/bytes.ts), a list of texts, JSON, or undefined when
 * the call has no such value.
 */
export type Value = Json | undefined;

/**
 * What trying says. "timeout": a regular expression ran out of its budget, so nobody knows. "pending": a
 * predicate has to be asked first.
 */
export type Outcome = boolean | "timeout" | "pending";

/** Answers for a predicate what it said of a value, or undefined while that is not known. */
export type Ask = (handler: HandlerRef, value: Json) => boolean | undefined;

/**
 * How a value stands in its call. "text": one text or one list. "many": the values of one key (a header
 * sent twice), of which any may match. "json": inside a JSON document, where a text is only a text.
 */
export type Mode = "text" | "many" | "json";

/** Whether a value is a list. */
export function isList(value: Value): value is readonly Json[] {
  return Array.isArray(value);
}

/** All must hold: one that fails decides, then what is not known yet. */
export function both(left: Outcome, right: Outcome): Outcome {
  if (left === false || right === false) return false;
  if (left === "pending" || right === "pending") return "pending";
  return left === "timeout" || right === "timeout" ? "timeout" : true;
}

/** One must hold: one that holds decides, then what is not known yet. */
export function either(left: Outcome, right: Outcome): Outcome {
  if (left === true || right === true) return true;
  if (left === "pending" || right === "pending") return "pending";
  return left === "timeout" || right === "timeout" ? "timeout" : false;
}

/** The opposite; what is not known stays so. */
export function negate(outcome: Outcome): Outcome {
  return typeof outcome === "boolean" ? !outcome : outcome;
}

/** Distances that do not come from comparing two texts. Texts that differ are 0.1 to 0.7 apart. */
export const distances = {
  /** A different text at the least. */
  typo: 0.1,
  /** A different text at the most. */
  other: 0.7,
  /** A regular expression or predicate that says no, with no way to tell by how much. */
  unmeasured: 0.6,
  /** Text where JSON is wanted, a list where a text is wanted. */
  wrongType: 0.9,
  missing: 1,
} as const;
