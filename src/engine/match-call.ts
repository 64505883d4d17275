import type { Expectation } from "../core/index.ts";
import {
  nearMisses,
  testConditions,
  type Ask,
  type CompiledConditions,
  type Question,
} from "../match/index.ts";
import type { Facts, Match } from "./double.ts";
import { forbidden, nearOf, tooManyCalls, tooSlow, unmatched, type Miss } from "./explain-match.ts";

/** Predicates whose answers matching needs. */
export interface Asks {
  readonly kind: "asks";
  readonly questions: readonly Question[];
}

/** An expectation in a running world. */
export interface Entry {
  readonly expectation: Expectation;
  readonly compiled: CompiledConditions;
  /** Numbers of the calls it answered. */
  readonly calls: number[];
  /** A call that it would have answered was answered by a higher layer. */
  answeredAbove: boolean;
  /** Place of its layer, from 0, the oldest. */
  rank: number;
  /** The expectation of a higher layer that stands in its place. */
  replacedBy: Entry | undefined;
  replaces: Entry[];
}

/** One call on its way through the expectations of its target. */
export interface Trial {
  /** Of that target, in the order in which they are tried. */
  readonly entries: readonly Entry[];
  readonly all: () => readonly Entry[];
  readonly facts: Facts;
  readonly call: number;
  readonly ask: Ask | undefined;
}

/** Of other targets, only what is as near as this is worth showing. */
const nearElsewhere = 0.3;

/** Finds the first expectation that takes a call, and counts it. */
export function matchCall(trial: Trial): Match | Asks {
  const { facts, call, ask } = trial;
  const usedUp: Entry[] = [];
  for (const entry of trial.entries) {
    const { expectation } = entry;
    const { max } = expectation.times;
    if (max !== null && max > 0 && entry.calls.length >= max) {
      usedUp.push(entry);
      continue;
    }
    const tried = testConditions(entry.compiled, facts, ask);
    if (tried.kind === "needs" || tried.kind === "asks") return tried;
    // Whether the first one matches is not known, so a later one must not answer for it.
    if (tried.kind === "timeout") {
      const finding = tooSlow(expectation, tried.condition, facts, call);
      return { kind: "unmatched", near: [], finding };
    }
    if (tried.kind !== "matched") continue;
    if (max === 0) return { kind: "forbidden", expectation, finding: forbidden(expectation, facts, call) };
    return take(entry, trial, tried.captures);
  }
  return refuse(trial, usedUp);
}

function take(entry: Entry, trial: Trial, captures: Readonly<Record<string, string>>): Match {
  const { expectation } = entry;
  const use = entry.calls.length;
  entry.calls.push(trial.call);
  // A lower expectation whose call a higher one answered is overridden, not unused.
  for (const lower of entry.replaces) lower.answeredAbove = true;
  for (const lower of trial.entries) {
    if (lower.rank >= entry.rank || lower.answeredAbove) continue;
    if (testConditions(lower.compiled, trial.facts, trial.ask).kind !== "unmatched")
      lower.answeredAbove = true;
  }
  const { answer } = expectation;
  const reply =
    answer.kind === "reply" ? (answer.replies[Math.min(use, answer.replies.length - 1)] ?? null) : null;
  return { kind: "matched", expectation, use, answer, reply, captures };
}

function refuse(trial: Trial, usedUp: readonly Entry[]): Match | Asks {
  const { facts, call, ask } = trial;
  const spent: Entry[] = [];
  for (const entry of usedUp) {
    const tried = testConditions(entry.compiled, facts, ask);
    if (tried.kind === "needs" || tried.kind === "asks") return tried;
    if (tried.kind === "matched") spent.push(entry);
  }
  const misses = missesOf(trial);
  const near = nearOf(facts, misses);
  const finding =
    spent.length > 0 ? tooManyCalls(facts, call, spent) : unmatched(facts, call, misses, otherMethods(trial));
  return { kind: "unmatched", near, finding };
}

function missesOf({ entries, all, facts }: Trial): readonly Miss[] {
  const here = entries.length > 0;
  const candidates = here ? entries : all().filter(({ expectation }) => expectation.double === facts.double);
  return nearMisses(candidates, (entry) => entry.compiled, facts)
    .filter(({ distance }) => here || distance < nearElsewhere)
    .map(({ candidate, distance, differences }) => ({
      expectation: candidate.expectation,
      distance,
      differences,
    }));
}

/** Methods for which a request is declared that has all but its method. */
function otherMethods({ entries, facts, ask }: Trial): readonly string[] {
  if (facts.fields["method"] === undefined) return [];
  const methods = entries.flatMap(({ expectation, compiled }) => {
    const method = expectation.conditions.find((one) => one.field === "method")?.matcher;
    if (method?.is !== "equals" || typeof method.value !== "string") return [];
    const others = compiled.cheapFirst.filter(({ condition }) => condition.field !== "method");
    const tried = testConditions({ ...compiled, cheapFirst: others }, facts, ask);
    return tried.kind === "matched" ? [method.value] : [];
  });
  return [...new Set(methods)];
}
