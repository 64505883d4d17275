import { finding, type Finding, type FindingName, type Severity } from "../core/index.ts";
import { applyAllow } from "./apply-allow.ts";
import { applyBaseline } from "./baseline/index.ts";
import type { DriftEvidence } from "./evidence.ts";
import {
  withConsequences,
  type Baseline,
  type DriftReport,
  type DriftTally,
  type JudgeOptions,
} from "./report.ts";
import { judgeRules } from "./rules/index.ts";
import { viewOf, type View } from "./rules/view.ts";
import { tallyOf } from "./tally.ts";

/**
 * Holds stubs and journals against the contracts: rules, root causes first, `[[allow]]` and the baseline. Reads
 * nothing and changes nothing.
 * @example judgeDrift(evidence, { allow: scenario.allow, failOn: "error" }).exitCode
 */
export function judgeDrift(evidence: DriftEvidence, options: JudgeOptions = {}): DriftReport {
  const { allow = [], failOn = "error", baseline, more = [] } = options;
  const view = viewOf(evidence);
  const tally = tallyOf(view);
  const missing = missingEvidence(view, tally);
  const told = [
    ...missing,
    ...more.filter(isMissing),
    ...judgeRules(view),
    ...more.filter((one) => !isMissing(one)),
  ];
  const complete = missing.length === 0 && tally.worlds.ended === tally.worlds.total;
  const allowed = applyAllow(told, allow, complete);
  const judged = applyBaseline([...allowed.findings, ...coverage(baseline, tally)], baseline);
  return {
    findings: judged.findings,
    allowed: allowed.allowed,
    known: judged.known,
    gone: judged.gone,
    tally,
    failOn,
    exitCode: exitCodeOf(judged.findings, failOn),
  };
}

/** Findings that say that a part of the evidence is not there. */
const missingNames: ReadonlySet<string> = new Set<FindingName>([
  "evidence-missing",
  "journal-cut-short",
  "world-not-closed",
]);

function isMissing({ name }: Finding): boolean {
  return missingNames.has(name);
}

/** What has to be there, so that finding nothing means something. */
function missingEvidence({ evidence }: View, tally: DriftTally): readonly Finding[] {
  const told: Finding[] = [];
  const add = (subject: string, what: string, fix?: string, names: readonly string[] = []): void => {
    told.push(
      finding("evidence-missing", {
        what,
        fix,
        evidence: {
          witness: "J",
          operation: subject,
          tests: names.length,
          test_names: names.slice(0, 5),
          sites: [],
          stubs: [],
          problems: 1,
          fingerprint: `evidence-missing ${subject}`,
        },
      }),
    );
  };
  if (evidence.worlds.length === 0) add("journal", "no journal is there, so no call was looked at");
  if (evidence.services.length === 0) {
    add(
      "services",
      "no service is there to judge",
      "Declare the services that the program calls: [services.NAME]",
    );
  } else if (tally.services.anchored > 0 && tally.stubs.judged + tally.calls.judged === 0) {
    add(
      "stubs and calls",
      "nothing could be held against a contract: no stub and no call of its service is there",
    );
  }
  const cut = evidence.worlds.filter(({ complete }) => !complete);
  if (cut.length > 0) {
    const what = `${cut.length} of ${evidence.worlds.length} journals are not whole`;
    add(
      "whole journals",
      what,
      undefined,
      cut.map(({ title }) => title),
    );
  }
  return told;
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
      evidence: {
        witness: "JSA",
        operation: "all operations",
        tests: worlds.total,
        test_names: [],
        sites: [],
        stubs: [],
        problems: 1,
        fingerprint: "coverage-fell",
      },
    }),
  ];
}

const weight: Readonly<Record<Severity, number>> = { error: 2, warning: 1, note: 0 };

function exitCodeOf(findings: readonly Finding[], failOn: Severity): 0 | 1 | 3 {
  const all = withConsequences(findings);
  if (all.some(isMissing)) return 3;
  return all.some(({ severity }) => weight[severity] >= weight[failOn]) ? 1 : 0;
}
