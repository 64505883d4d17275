import type { Finding } from "../../core/index.ts";
import type { DriftEvidence } from "../evidence.ts";
import { driftFacts, withConsequences, type DriftReport } from "../report.ts";
import type { Decision, FixPlan, Repair } from "./repair.ts";
import { settle, type FixOptions, type Planner } from "./settle.ts";

/**
 * What can be put right of what the gate has found, and what has to be decided. Changes nothing. Only what fails the gate
 * is looked at; what `[[allow]]` and the baseline let be is let be here too. What the contract lacks and the program
 * calls is never deleted: it is refused as the service refuses it, and the call is left to be decided.
 * @example planFix(judgeDrift(evidence), evidence, { isWritten: () => true, isShared: () => false })
 */
export function planFix(report: DriftReport, evidence: DriftEvidence, options: FixOptions): FixPlan {
  const planner = newPlanner(report, evidence, options);
  const lesser: Finding[] = [];
  // What goes needs nothing else, so it is known first.
  for (const one of withConsequences(report.findings)) if (one.name === "stale-stub") settle(planner, one);
  for (const root of report.findings) {
    const family = withConsequences([root]);
    if (!family.some((one) => fails(report, one))) {
      lesser.push(root);
      continue;
    }
    const settled = settle(planner, root);
    // What is wrong with a stub that goes, and what was not called because a test stopped here, is settled with it.
    const moot = settled && (root.name === "stale-stub" || root.name === "missing-stub");
    const below = (root.consequences ?? []).filter(
      (one) => fails(report, one) && !moot && !settle(planner, one),
    );
    if (!settled && fails(report, root)) planner.decisions.push(decision(planner, root));
    else if (!moot) planner.decisions.push(...below.map((one) => decision(planner, one)));
  }
  return { repairs: inOrder(planner.repairs), decisions: planner.decisions, lesser: lesser.length };
}

const order = ["add", "refuse", "change", "delete"];

function inOrder(repairs: readonly Repair[]): readonly Repair[] {
  return repairs.toSorted((left, right) => order.indexOf(left.repair) - order.indexOf(right.repair));
}

function newPlanner(report: DriftReport, evidence: DriftEvidence, options: FixOptions): Planner {
  const everything = [
    ...report.findings,
    ...report.known,
    ...report.allowed.flatMap(({ findings }) => findings),
  ];
  const phantoms = withConsequences(everything).filter(
    ({ name }) => name === "phantom-call" || name === "phantom-call-method",
  );
  return {
    ...options,
    report,
    evidence,
    stubs: new Map(evidence.stubs.map((stub) => [stub.id, stub])),
    anchors: new Map(
      evidence.services.flatMap(({ name, anchor }) =>
        anchor === undefined ? [] : [[name, anchor] as const],
      ),
    ),
    phantoms: new Set(phantoms.flatMap((one) => driftFacts(one)?.operation ?? [])),
    repairs: [],
    decisions: [],
    done: new Set(),
    gone: new Set(),
    settled: new Map(),
    hindered: new Map(),
  };
}

const weight = { error: 2, warning: 1, note: 0 } as const;

function fails({ failOn }: DriftReport, { severity }: Finding): boolean {
  return weight[severity] >= weight[failOn];
}

/** A finding that is left, with what kept it or what follows from it from being repaired. */
function decision({ hindered }: Planner, one: Finding): Decision {
  const told = withConsequences([one]).flatMap((each) => {
    const facts = driftFacts(each);
    return facts === undefined ? [] : (hindered.get(facts.fingerprint) ?? []);
  });
  // What follows says why this very stub is not written.
  const fix = one.fix.replaceAll(" (backlot fix writes one)", "");
  return { finding: { ...one, fix }, options: fix.split("\n"), ...told[0] };
}
