import type { Finding } from "../core/index.ts";
import type { ExpectationUse, WorldReport } from "../engine/index.ts";

/** What became of an expectation. */
export type ExpectationStatus = "met" | "unmet" | "optional-unused" | "overridden";

/** Counts of one world or of all worlds of a run. */
export interface Tally {
  readonly calls: number;
  /** Calls by outcome. */
  readonly answered: number;
  readonly passed: number;
  readonly refused: number;
  readonly gone: number;
  readonly failed: number;
  /** Expectations that count: overridden ones and unused optional ones don't. */
  readonly expectations: number;
  readonly met: number;
}

/** What became of an expectation, by its own count; whether that is a problem is said by findings alone. */
export function statusOf(use: ExpectationUse): ExpectationStatus {
  const { min, max } = use.expectation.times;
  if (use.overridden) return "overridden";
  if (use.calls.length < min) return "unmet";
  return use.calls.length === 0 && max !== 0 ? "optional-unused" : "met";
}

/** Counts the calls and expectations of worlds. */
export function tallyOf(worlds: readonly WorldReport[]): Tally {
  const outcomes = { answered: 0, passed: 0, refused: 0, gone: 0, failed: 0 };
  let calls = 0;
  let expectations = 0;
  let met = 0;
  for (const world of worlds) {
    calls += world.calls.length;
    for (const call of world.calls) outcomes[call.outcome] += 1;
    for (const use of world.expectations) {
      const status = statusOf(use);
      if (status === "met" || status === "unmet") expectations += 1;
      if (status === "met") met += 1;
    }
  }
  return { calls, ...outcomes, expectations, met };
}

/** Findings with everything that followed from them, in order. */
export function withConsequences(findings: readonly Finding[]): Finding[] {
  return findings.flatMap((one) => [one, ...withConsequences(one.consequences ?? [])]);
}

/** Errors among findings and their consequences, counted by name in order of first appearance. */
export function errorsByName(findings: readonly Finding[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of withConsequences(findings)) {
    if (one.severity === "error") counts.set(one.name, (counts.get(one.name) ?? 0) + one.count);
  }
  return counts;
}
