import { finding, type Finding, type Severity } from "../core/index.ts";
import { applyAllow } from "./apply-allow.ts";
import { applyBaseline } from "./baseline/index.ts";
import type { DriftEvidence } from "./evidence.ts";
import { isMissing, missingEvidence } from "./missing-evidence.ts";
import {
  withConsequences,
  type Baseline,
  type DriftReport,
  type DriftTally,
  type JudgeOptions,
} from "./report.ts";
import { judgeRules } from "./rules/index.ts";
import { viewOf } from "./rules/view.ts";
import { tallyOf } from "./tally.ts";
import { gateFacts, withFacts } from "./with-facts.ts";

/**
 * Holds stubs and journals against the contracts: rules, root causes first, `[[allow]]` and the baseline. Reads
 * nothing and changes nothing.
 * @example judgeDrift(evidence, { allow: scenario.allow, failOn: "error" }).exitCode
 */
export function judgeDrift(evidence: DriftEvidence, options: JudgeOptions = {}): DriftReport {
  const { allow = [], failOn = "error", baseline, more = [], health } = options;
  const view = viewOf(evidence);
  const tally = withHealth(tallyOf(view), health);
  const told = more.filter(isMissing);
  const missing = [...told, ...missingEvidence(evidence, tally, told.length > 0)];
  const found = [...missing, ...judgeRules(view), ...more.filter((one) => !isMissing(one))];
  const complete = missing.length === 0 && tally.worlds.ended === tally.worlds.total;
  const allowed = applyAllow(found.map(withFacts), allow, complete);
  const judged = applyBaseline([...allowed.findings, ...coverage(baseline, tally)], baseline);
  return {
    findings: judged.findings,
    allowed: allowed.allowed,
    known: judged.known,
    // What was not looked at is not gone.
    gone: missing.length === 0 ? judged.gone : [],
    tally,
    failOn,
    exitCode: exitCodeOf(judged.findings, failOn),
  };
}

/** Counts of tests and types, where a report of them was given. */
function withHealth(tally: DriftTally, health: JudgeOptions["health"]): DriftTally {
  if (health === undefined) return tally;
  const counts = Object.keys(health.tally).length === 0 ? {} : { health: health.tally };
  return { ...tally, ...counts, unchecked: [...tally.unchecked, ...health.unchecked] };
}

/** Whether fewer operations were met than before (H214). */
function coverage(baseline: Baseline | undefined, { operations, worlds }: DriftTally): readonly Finding[] {
  const before = baseline?.coverage;
  if (before === undefined || worlds.total === 0) return [];
  const { declared, called, stubbed } = operations;
  if (called >= before.called && stubbed >= before.stubbed) return [];
  return [
    finding("coverage-fell", {
      what: `${called} of ${declared} operations are called and ${stubbed} are stubbed; the baseline has ${before.called} and ${before.stubbed}`,
      evidence: gateFacts("coverage-fell", "all operations", { witness: "JSA" }),
    }),
  ];
}

const weight: Readonly<Record<Severity, number>> = { error: 2, warning: 1, note: 0 };

/** Missing evidence weighs more than findings: who repairs those would take the rest for clean. */
function exitCodeOf(findings: readonly Finding[], failOn: Severity): 0 | 1 | 3 {
  const all = withConsequences(findings);
  if (all.some(isMissing)) return 3;
  return all.some((one) => weight[one.severity] >= weight[failOn]) ? 1 : 0;
}
