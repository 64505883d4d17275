import { finding, type Finding } from "../../core/index.ts";
import { compileGlob } from "../../match/index.ts";
import type { DriftRefresh, DriftStage } from "../../scenario/index.ts";
import type { FrozenTests, TestResult } from "./evidence.ts";
import { counted, healthFacts, listed } from "./facts.ts";

/** How many tests there are, by how they ended. */
// A type, so that it is Json.
export type TestCounts = {
  readonly collected: number;
  readonly failed: number;
  readonly passed: number;
  readonly skipped: number;
};

/** What the frozen tests come to after a stage of a refresh. */
export interface Projection {
  /** The last stage that is done; undefined: none. */
  readonly stage: DriftStage | undefined;
  readonly counts: TestCounts;
  /** Tests that are deleted until then. */
  readonly drops: readonly string[];
  readonly adds: number;
  /** What becomes of the failures that were frozen. */
  readonly failures: {
    readonly deleted: readonly string[];
    readonly refreshed: readonly string[];
    /** Deleted or refreshed by a later stage. */
    readonly later: readonly string[];
    /** No stage names them: they stay. */
    readonly outOfScope: readonly string[];
  };
}

/** Counts tests by how they ended. */
export function countTests(tests: readonly Pick<TestResult, "outcome">[]): TestCounts {
  const of = (outcome: TestResult["outcome"]): number =>
    tests.filter((one) => one.outcome === outcome).length;
  return { collected: tests.length, failed: of("failed"), passed: of("passed"), skipped: of("skipped") };
}

/** Counts as one reads them. @example "117 collected, 9 failed, 108 passed" */
export function countsText({ collected, failed, passed, skipped }: TestCounts): string {
  const text = `${collected} collected, ${failed} failed, ${passed} passed`;
  return skipped === 0 ? text : `${text}, ${skipped} skipped`;
}

/**
 * What tests there are after the first stages of a refresh: baseline - drops + adds. Tests that are added pass, and so
 * do those that are refreshed.
 * @param done how many stages are done
 */
export function projectTests(frozen: FrozenTests, stages: readonly DriftStage[], done: number): Projection {
  const before = stages.slice(0, done);
  const after = stages.slice(done);
  const deletes = named(before.flatMap((stage) => stage.deletes));
  const refreshes = named(before.flatMap((stage) => stage.refreshes));
  const later = named(after.flatMap((stage) => [...stage.deletes, ...stage.refreshes]));
  const adds = before.reduce((sum, stage) => sum + stage.adds, 0);
  const drops = idsOf(frozen).filter(deletes);
  const left = frozen.failed.filter((id) => !deletes(id));
  const failures = {
    deleted: frozen.failed.filter(deletes),
    refreshed: left.filter(refreshes),
    later: left.filter((id) => !refreshes(id) && later(id)),
    outOfScope: left.filter((id) => !refreshes(id) && !later(id)),
  };
  const collected = idsOf(frozen).length - drops.length + adds;
  const failed = failures.later.length + failures.outOfScope.length;
  const skipped = frozen.skipped.filter((id) => !deletes(id)).length;
  return {
    stage: before.at(-1),
    counts: { collected, failed, passed: collected - failed - skipped, skipped },
    drops,
    adds,
    failures,
  };
}

/** Whether a name is meant by one of the globs. */
function named(globs: readonly string[]): (id: string) => boolean {
  const compiled = globs.map((glob) => compileGlob(glob));
  return (id) => compiled.some((glob) => glob.test(id));
}

/** All frozen tests. */
export function idsOf({ passed, failed, skipped }: FrozenTests): readonly string[] {
  return [...passed, ...failed, ...skipped];
}

/** What parts the tests of a report from those that were expected. */
interface Difference {
  /** Neither deleted nor there. */
  readonly gone: readonly string[];
  /** To be deleted, and still there. */
  readonly left: readonly string[];
  /** There, and not in the baseline. */
  readonly came: readonly string[];
  /** To be repaired, and still failing. */
  readonly failing: readonly string[];
}

function differenceOf(frozen: FrozenTests, projection: Projection, tests: readonly TestResult[]): Difference {
  const known = new Set(idsOf(frozen));
  const drops = new Set(projection.drops);
  const there = new Map(tests.map((one) => [one.id, one.outcome]));
  return {
    gone: [...known].filter((id) => !drops.has(id) && !there.has(id)),
    left: projection.drops.filter((id) => there.has(id)),
    came: tests.map((one) => one.id).filter((id) => !known.has(id)),
    failing: projection.failures.refreshed.filter((id) => there.get(id) === "failed"),
  };
}

function holds({ gone, left, came, failing }: Difference, adds: number): boolean {
  return gone.length + left.length + failing.length === 0 && came.length === adds;
}

/** H303: the tests of a report against what the baseline and the refresh come to. */
export function countFindings(
  frozen: FrozenTests,
  refresh: DriftRefresh,
  done: number,
  tests: readonly TestResult[],
): readonly Finding[] {
  const projection = projectTests(frozen, refresh.stages, done);
  const difference = differenceOf(frozen, projection, tests);
  const unnamed = unnamedFindings(frozen, refresh.stages.slice(0, done));
  if (holds(difference, projection.adds)) return unnamed;
  const fitting = refresh.stages.flatMap((stage, index) => {
    const other = projectTests(frozen, refresh.stages, index + 1);
    const fits = index + 1 !== done && holds(differenceOf(frozen, other, tests), other.adds);
    return fits ? [`--stage ${JSON.stringify(stage.name)}: ${countsText(other.counts)}`] : [];
  });
  return [...unnamed, countFinding(frozen, projection, difference, tests, fitting)];
}

function countFinding(
  frozen: FrozenTests,
  projection: Projection,
  { gone, left, came, failing }: Difference,
  tests: readonly TestResult[],
  near: readonly string[],
): Finding {
  const { stage, counts, drops, adds } = projection;
  const measured = countTests(tests);
  const total = idsOf(frozen).length;
  const after = stage === undefined ? "" : ` after the stage ${JSON.stringify(stage.name)}`;
  const formula = `${total} - ${drops.length} + ${adds}`;
  const parts = [
    gone.length === 0 ? [] : [`${counted(gone.length, "test")} went: ${listed(gone)}`],
    left.length === 0
      ? []
      : [
          `${counted(left.length, "test")} to be deleted ${left.length === 1 ? "is" : "are"} still there: ${listed(left)}`,
        ],
    came.length === adds
      ? []
      : [`${came.length} came where ${adds} are declared${came.length === 0 ? "" : `: ${listed(came)}`}`],
    failing.length === 0
      ? []
      : [
          `${counted(failing.length, "test")} to be repaired still ${failing.length === 1 ? "fails" : "fail"}: ${listed(failing)}`,
        ],
  ].flat();
  return finding("test-count", {
    at: stage?.at,
    what: `expected ${counts.collected} tests (${formula})${after}, collected ${measured.collected}; ${parts.join("; ")}`,
    why: `Expected: ${countsText(counts)}. Measured: ${countsText(measured)}.`,
    fix: [
      "a) run the whole suite, if this was a part of it",
      "b) declare what changed: deletes, refreshes and adds of a stage",
      "c) bring back what went",
      ...near.map((one) => `d) the counts are those of another stage: ${one}`),
    ].join("\n"),
    evidence: healthFacts(
      {
        witness: "TG",
        rule: "test-count",
        subject: stage?.name ?? "baseline",
        tests: [...gone, ...left, ...failing, ...(came.length === adds ? [] : came)],
        problems: gone.length + left.length + failing.length + Math.abs(came.length - adds),
      },
      { expected: counts, measured, drops: drops.length, adds },
    ),
  });
}

/** Globs that name no frozen test: mostly a slip of the pen, and then nothing is dropped. */
function unnamedFindings(frozen: FrozenTests, stages: readonly DriftStage[]): readonly Finding[] {
  const ids = idsOf(frozen);
  return stages.flatMap((stage) =>
    [...stage.deletes, ...stage.refreshes].flatMap((glob) => {
      const compiled = compileGlob(glob);
      if (ids.some((id) => compiled.test(id))) return [];
      const subject = `${stage.name} ${glob}`;
      return [
        finding("test-count", {
          at: stage.at,
          what: `the stage ${JSON.stringify(stage.name)} names ${JSON.stringify(glob)}, and no test of the baseline is called so`,
          why: "A stage that names no test changes none, so that the counts can't come out.",
          fix: "Correct the name: tests are called as the baseline has them.",
          near: nearTests(glob, ids),
          evidence: healthFacts({ witness: "T", rule: "test-count", subject, problems: 1 }),
        }),
      ];
    }),
  );
}

function nearTests(glob: string, ids: readonly string[]): readonly string[] {
  const word = glob.split(/[*?:/]+/).toSorted((one, other) => other.length - one.length)[0] as string;
  const start = word.slice(0, Math.max(4, Math.floor(word.length / 2)));
  return start === "" ? [] : ids.filter((id) => id.includes(start)).slice(0, 3);
}
