import type { Finding, JsonObject } from "../core/index.ts";
import { leftText, type Allowed, type ExpectationUse, type WorldReport } from "../engine/index.ts";
import type { Allow } from "../scenario/index.ts";
import { applyAllow, useSubjects } from "./allow.ts";
import { evidenceOf } from "./causes.ts";
import { judgeCounts } from "./counts.ts";

/** A world of a shared scenario, with the checks that its scenario switches off. */
export interface SharedWorld {
  readonly report: WorldReport;
  readonly allow: readonly Allow[];
}

/** What is to be said of a shared scenario over all its worlds. */
export interface OverRun {
  readonly findings: readonly Finding[];
  readonly allowed: readonly Allowed[];
}

/**
 * Judges the expectations of shared scenarios over all worlds of a run: one that any world used is used. What a
 * scenario allows stays allowed.
 */
export function judgeOverRun(worlds: readonly SharedWorld[]): OverRun {
  const scenarios = new Map<string, SharedWorld[]>();
  for (const world of worlds) {
    const files = world.report.files.join("\n");
    scenarios.set(files, [...(scenarios.get(files) ?? []), world]);
  }
  const judged = [...scenarios.values()].map((same) => {
    const uses = mergedUses(same);
    const allow = same[0]?.allow ?? [];
    const subjects = (one: Finding): readonly string[] => [
      ...useSubjects(uses.find(({ expectation }) => expectation.id === evidenceOf(one, "expectation"))),
      ...[evidenceOf(one, "of")].filter((of) => typeof of === "string"),
    ];
    return applyAllow([...leftInAll(same), ...judgeCounts(uses)], allow, subjects, true);
  });
  return {
    findings: judged.flatMap(({ findings }) => findings),
    allowed: judged.flatMap(({ allowed }) => allowed),
  };
}

/** What no world used: a line that is missing in one of them was used there. */
function leftInAll([first, ...others]: readonly SharedWorld[]): readonly Finding[] {
  return (first?.report.pending ?? []).flatMap((one) => {
    const same = others.map(({ report }) =>
      report.pending?.find(
        (other) => other.name === one.name && evidenceOf(other, "of") === evidenceOf(one, "of"),
      ),
    );
    const everywhere = same.filter((other) => other !== undefined);
    if (everywhere.length < same.length) return [];
    const left = linesLeft(one);
    if (left.length === 0) return [one];
    const still = left.filter((line) => everywhere.every((other) => linesLeft(other).includes(line)));
    if (still.length === 0) return [];
    const what = leftText(one.what.split("\n")[0] ?? "", still);
    return [{ ...one, what, evidence: { ...(one.evidence as JsonObject), left: still } }];
  });
}

function linesLeft(one: Finding): readonly string[] {
  const left = evidenceOf(one, "left");
  return Array.isArray(left) ? left.filter((line) => typeof line === "string") : [];
}

function mergedUses(worlds: readonly SharedWorld[]): readonly ExpectationUse[] {
  const merged = new Map<string, ExpectationUse>();
  for (const use of worlds.flatMap(({ report }) => report.expectations)) {
    const before = merged.get(use.expectation.id);
    merged.set(use.expectation.id, {
      ...use,
      calls: [...(before?.calls ?? []), ...use.calls],
      overridden: use.overridden || before?.overridden === true,
    });
  }
  return [...merged.values()];
}
