import { type CompiledCondition, type CompiledConditions, type Fields, valueOf } from "./conditions.ts";
import { nameMatcher } from "./explain.ts";

/** How much a field weighs in a distance: what a call is counts more than what it carries. */
const weights: Readonly<Record<string, number>> = { path: 6, args: 6, method: 2 };

/** Of more candidates than this, only those with the fewest conditions that fail are measured. */
const measured = 500;

const mostDifferences = 12;

/** A key whose value is a credential: what came is never shown. */
const credential = /authorization|cookie|token|secret|passw|api-?_?key|credential|signature/i;

/** Something that may have been meant, with its conditions. */
export interface Candidate<Item> {
  readonly item: Item;
  readonly conditions: CompiledConditions;
}

/** A candidate that nearly matched. */
export interface NearMiss<Item> {
  readonly item: Item;
  /** 0 when it matches (it was used up, say), up to 1. */
  readonly distance: number;
  /** What keeps it from matching, one sentence each. */
  readonly differences: readonly string[];
}

/**
 * The candidates nearest to a call, nearest first. A field that was not read yet counts neither way.
 * @example nearMisses([{ item: expectation, conditions: compiled }], fields)[0]?.differences
 */
export function nearMisses<Item>(
  candidates: readonly Candidate<Item>[],
  fields: Fields,
  most = 3,
): readonly NearMiss<Item>[] {
  const scored = promising(candidates, fields).map((candidate) => ({
    candidate,
    distance: conditionsDistance(candidate.conditions, fields),
  }));
  scored.sort((left, right) => left.distance - right.distance);
  return scored.slice(0, most).map(({ candidate: { item, conditions }, distance }) => ({
    item,
    distance,
    differences: conditionsDifferences(conditions, fields),
  }));
}

function promising<Item>(candidates: readonly Candidate<Item>[], fields: Fields): readonly Candidate<Item>[] {
  if (candidates.length <= measured) return candidates;
  const counted = candidates.map((candidate) => ({
    candidate,
    failing: known(candidate.conditions, fields).filter(
      ({ condition, matcher }) => matcher.cost < 5 && matcher.test(valueOf(condition, fields)) === false,
    ).length,
  }));
  counted.sort((left, right) => left.failing - right.failing);
  return counted.slice(0, measured).map(({ candidate }) => candidate);
}

/** The conditions whose field is there; one that is not was never read. */
function known(compiled: CompiledConditions, fields: Fields): readonly CompiledCondition[] {
  return compiled.conditions.filter(({ condition }) => fields[condition.field] !== undefined);
}

/** How far a call is from matching, 0 to 1: the weighted mean of its conditions' distances. */
export function conditionsDistance(compiled: CompiledConditions, fields: Fields): number {
  let sum = 0;
  let weight = 0;
  for (const { condition, matcher } of known(compiled, fields)) {
    const one = weights[condition.field] ?? 1;
    sum += one * matcher.distance(valueOf(condition, fields));
    weight += one;
  }
  return weight === 0 ? 0 : sum / weight;
}

/**
 * What keeps a call from matching, one sentence each, in the order the conditions were declared. Values
 * of keys that carry credentials are left out.
 * @example conditionsDifferences(compiled, fields) // ['args[1]: expected "--tags", got "--tag"']
 */
export function conditionsDifferences(compiled: CompiledConditions, fields: Fields): readonly string[] {
  const found = known(compiled, fields).flatMap(({ condition, label, matcher }) => {
    const value = valueOf(condition, fields);
    const sentences = matcher.differences(value, label);
    if (sentences.length === 0 || value === undefined) return sentences;
    if (condition.key === undefined || !credential.test(condition.key)) return sentences;
    return [`${label}: expected ${nameMatcher(condition.matcher)}, got another value (hidden)`];
  });
  if (found.length <= mostDifferences) return found;
  return [...found.slice(0, mostDifferences), `and ${found.length - mostDifferences} more`];
}
