import type { Finding } from "../../core/index.ts";
import { driftFacts, fingerprintOf, withConsequences, type Baseline, type BaselineEntry } from "../report.ts";

/** Findings after the baseline. */
interface AfterBaseline {
  readonly findings: readonly Finding[];
  readonly known: readonly Finding[];
  readonly gone: readonly BaselineEntry[];
}

/**
 * What can't be frozen: what is missing, what the gate says of its own files, and a contract that is not the locked one:
 * whatever it becomes, it would be the same finding.
 */
const never: ReadonlySet<string> = new Set([
  "evidence-missing",
  "unused-allow",
  "incomplete-allow",
  "coverage-fell",
  "empty-report",
  "unloaded-tests",
  "test-count",
  "scope-breach",
  "contract-changed",
]);

/** Whether a baseline may hold a finding. */
export function freezable({ name }: Finding): boolean {
  return !never.has(name);
}

/**
 * Takes out what is frozen. One that stands for more problems than it did is new: at another place, or in another field.
 * A root that is frozen leaves its consequences that are not; they are told in its place.
 */
export function applyBaseline(findings: readonly Finding[], baseline: Baseline | undefined): AfterBaseline {
  if (baseline === undefined) return { findings, known: [], gone: [] };
  const entries = new Map(baseline.findings.map((entry) => [entry.fingerprint, entry]));
  const met = new Set<string>();
  const known: Finding[] = [];
  const left = split(
    findings,
    (one) => {
      const entry = entries.get(fingerprintOf(one));
      if (entry === undefined || !freezable(one)) return false;
      met.add(entry.fingerprint);
      return (driftFacts(one)?.problems ?? 1) <= entry.problems;
    },
    known,
  );
  return {
    findings: left,
    known: withConsequences(known),
    gone: baseline.findings.filter(({ fingerprint }) => !met.has(fingerprint)),
  };
}

function split(
  findings: readonly Finding[],
  isKnown: (one: Finding) => boolean,
  known: Finding[],
): readonly Finding[] {
  return findings.flatMap((one): readonly Finding[] => {
    const { consequences, ...own } = one;
    const below = split(consequences ?? [], isKnown, known);
    if (isKnown(own)) {
      known.push(own);
      return below;
    }
    return [below.length === 0 ? own : { ...own, consequences: below }];
  });
}
