import {
  type CompiledCondition,
  type CompiledConditions,
  type MatchFacts,
  unread,
  valueOf,
} from "./conditions.ts";
import { nameMatcher } from "./explain.ts";

/** How much a field weighs in a distance: what a call is counts more than what it carries. */
const weights: Readonly<Record<string, number>> = { path: 6, args: 6, method: 3 };

/** Of more candidates than this, only those with the fewest conditions that fail are measured. */
const measured = 2_000;

const mostDifferences = 12;

/** A key whose value is a credential: what came is never shown. */
const credential = /authorization|cookie|token|secret|passw|api-?_?key|credential|signature/i;

/** A candidate that nearly matched. */
export interface NearMiss<Candidate> {
  readonly candidate: Candidate;
  /** 0 when it matches (it was used up, say), up to 1. */
  readonly distance: number;
  /** What keeps it from matching, one sentence each. */
  readonly differences: readonly string[];
}

/**
 * The candidates nearest to a call, nearest first. A field that was not read yet counts neither way.
 * @param conditionsOf the compiled conditions of a candidate
 * @example nearMisses(entries, (entry) => entry.compiled, facts)[0]?.differences
 */
export function nearMisses<Candidate>(
  candidates: readonly Candidate[],
  conditionsOf: (candidate: Candidate) => CompiledConditions,
  facts: MatchFacts,
  most = 3,
): readonly NearMiss<Candidate>[] {
  const scored = promising(candidates, conditionsOf, facts).map((candidate) => ({
    candidate,
    distance: conditionsDistance(conditionsOf(candidate), facts),
  }));
  scored.sort((left, right) => left.distance - right.distance);
  const limit = farthest(scored[0]?.distance ?? 0);
  const near = scored.slice(0, most).filter(({ distance }) => distance <= limit);
  return near.map(({ candidate, distance }) => ({
    candidate,
    distance,
    differences: conditionsDifferences(conditionsOf(candidate), facts),
  }));
}

/** Beside one that fits nearly, others that are much farther away only distract. */
function farthest(best: number): number {
  return best * 2 + 0.05;
}

function promising<Candidate>(
  candidates: readonly Candidate[],
  conditionsOf: (candidate: Candidate) => CompiledConditions,
  facts: MatchFacts,
): readonly Candidate[] {
  if (candidates.length <= measured) return candidates;
  const counted = candidates.map((candidate) => ({
    candidate,
    failing: known(conditionsOf(candidate), facts).filter(
      ({ condition, matcher }) => matcher.cost < 5 && matcher.test(valueOf(condition, facts)) === false,
    ).length,
  }));
  counted.sort((left, right) => left.failing - right.failing);
  return counted.slice(0, measured).map(({ candidate }) => candidate);
}

/** The conditions that can be tried without reading more of the call. */
function known(compiled: CompiledConditions, facts: MatchFacts): readonly CompiledCondition[] {
  return compiled.conditions.filter(({ condition }) => !unread(condition, facts));
}

/** How far a call is from matching, 0 to 1: the weighted mean of its conditions' distances. */
function conditionsDistance(compiled: CompiledConditions, facts: MatchFacts): number {
  let sum = 0;
  let weight = 0;
  for (const { condition, matcher } of known(compiled, facts)) {
    const one = weights[condition.field] ?? 1;
    sum += one * matcher.distance(valueOf(condition, facts));
    weight += one;
  }
  return weight === 0 ? 0 : sum / weight;
}

/**
 * What keeps a call from matching, one sentence each, in the order the conditions were declared. Values
 * of keys that carry credentials are left out.
 */
function conditionsDifferences(compiled: CompiledConditions, facts: MatchFacts): readonly string[] {
  const found = known(compiled, facts).flatMap(({ condition, label, matcher }) => {
    const value = valueOf(condition, facts);
    const sentences = matcher.differences(value, label);
    if (sentences.length === 0 || value === undefined) return sentences;
    if (condition.key === undefined || !credential.test(condition.key)) return sentences;
    return [`${label}: expected ${nameMatcher(condition.matcher)}, got another value (hidden)`];
  });
  if (found.length <= mostDifferences) return found;
  return [...found.slice(0, mostDifferences), `and ${found.length - mostDifferences} more`];
}
