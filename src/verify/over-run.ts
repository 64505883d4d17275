import type { Finding } from "../core/index.ts";
import type { Allowed, ExpectationUse, WorldReport } from "../engine/index.ts";
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
    const subjects = (one: Finding): readonly string[] =>
      useSubjects(uses.find(({ expectation }) => expectation.id === evidenceOf(one, "expectation")));
    return applyAllow(judgeCounts(uses), allow, subjects, true);
  });
  return {
    findings: judged.flatMap(({ findings }) => findings),
    allowed: judged.flatMap(({ allowed }) => allowed),
  };
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
