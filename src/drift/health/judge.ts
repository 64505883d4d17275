import { finding, nearest, type Finding } from "../../core/index.ts";
import type { Inflate } from "../../fixture/index.ts";
import type { DriftRefresh } from "../../scenario/index.ts";
import type { Unchecked } from "../facts.ts";
import { countFindings, countTests, idsOf, projectTests, type TestCounts } from "./counts.ts";
import { deadFindings, deadTests } from "./dead.ts";
import type { FrozenTypes, HealthEvidence, TestResult } from "./evidence.ts";
import { faultsOf, frozenFaults, newFailures, newFaults, unloadedFindings } from "./failures.ts";
import { healthFacts } from "./facts.ts";
import { scopeFindings } from "./scope.ts";
import { secretFindings } from "./secrets.ts";
import { vacuousFindings } from "./vacuous.ts";

/** Counts of tests and types: measured, frozen, and expected after a stage. */
// Types, so that they are Json.
export type HealthTally = {
  readonly tests?: TestsTally;
  readonly types?: { readonly errors: number; readonly frozen?: number };
};

/** Counts of tests. */
export type TestsTally = {
  readonly measured: TestCounts;
  readonly frozen?: TestCounts;
  /** After which stage; "" after none. */
  readonly stage?: string;
  readonly expected?: TestCounts;
  /** What becomes of the frozen failures. */
  readonly failures?: {
    readonly deleted: number;
    readonly refreshed: number;
    readonly later: number;
    readonly outOfScope: number;
  };
};

/** What the rules about test health found. */
export interface HealthReport {
  readonly findings: readonly Finding[];
  readonly tally: HealthTally;
  readonly unchecked: readonly Unchecked[];
}

/** Judges the health of tests: H301 to H306. Each rule without its evidence is told as not checked. */
export function judgeHealth(evidence: HealthEvidence, inflate?: Inflate): HealthReport {
  const { baseline, refresh, stage } = evidence;
  const done = stagesDone(refresh, stage);
  const tests = allTests(evidence);
  const dead = deadTests(evidence);
  const explained = new Set(dead.map((one) => one.id));
  const unloaded = evidence.tests.flatMap((report) => report.unloaded);
  const countable = tests !== undefined && unloaded.length === 0 && baseline?.tests !== undefined;
  return {
    findings: [
      ...deadFindings(dead),
      ...vacuousFindings(evidence),
      ...unloadedFindings(evidence.tests, explained),
      ...(countable && refresh !== undefined ? countFindings(baseline.tests, refresh, done, tests) : []),
      ...(tests === undefined || baseline?.tests === undefined
        ? []
        : newFailures(baseline.tests, tests, explained)),
      ...typeFindings(evidence),
      ...(refresh === undefined || refresh.only.length === 0 || evidence.git?.changed === undefined
        ? []
        : scopeFindings(refresh, evidence.git.changed, evidence.own)),
      ...secretFindings(evidence.doubles, inflate),
    ],
    tally: tallyOf(evidence, tests, done),
    unchecked: uncheckedOf(evidence, tests),
  };
}

/** All tests of all reports; undefined: there is no report. Tests of the same name in two reports are two. */
export function allTests({ tests }: Pick<HealthEvidence, "tests">): readonly TestResult[] | undefined {
  if (tests.length === 0) return undefined;
  const taken = new Map<string, number>();
  return tests
    .flatMap((report) => report.tests)
    .map((one) => {
      const number = (taken.get(one.id) ?? 0) + 1;
      taken.set(one.id, number);
      return number === 1 ? one : { ...one, id: `${one.id}#${number}` };
    });
}

/** How many stages are done: up to the named one, all without a name. */
function stagesDone(refresh: DriftRefresh | undefined, stage: string | undefined): number {
  const stages = refresh?.stages ?? [];
  return stage === undefined ? stages.length : stages.findIndex((one) => one.name === stage) + 1;
}

/** What is wrong with the name of a stage: bad input, not drift. */
export function unknownStage(refresh: DriftRefresh | undefined, stage: string): Finding | undefined {
  const names = (refresh?.stages ?? []).map((one) => one.name);
  if (names.includes(stage)) return undefined;
  const none = refresh === undefined ? ": no scenario has [drift.refresh]" : "";
  return finding("unknown-stage", {
    at: { kind: "input", input: "--stage" },
    what: `there is no stage ${JSON.stringify(stage)}${none}`,
    near: nearest(stage, names, 5),
  });
}

function typeFindings({ types, baseline }: HealthEvidence): readonly Finding[] {
  if (types.length === 0 || baseline?.types === undefined) return [];
  const silent = types.filter((one) => one.checker === "unknown");
  const wanted = baseline.types.checkers.includes("pyright");
  if (!wanted || silent.length < types.length) return newFaults(baseline.types, faultsOf(types));
  // An empty report is a clean one of tsc; pyright always says how many errors it found.
  return silent.map(({ source }) =>
    finding("empty-report", {
      at: { kind: "input", input: source },
      what: `${source} is empty, and what was frozen is pyright's, which always says how many errors it found`,
      why: "The type checker did not run, or its output went elsewhere.",
      fix: "Run it again: pyright --outputjson > FILE",
      evidence: healthFacts({ witness: "T", rule: "empty-report", subject: source, problems: 1 }),
    }),
  );
}

function tallyOf(
  { types, baseline, refresh }: HealthEvidence,
  tests: readonly TestResult[] | undefined,
  done: number,
): HealthTally {
  const frozen = baseline?.tests;
  const faults = faultsOf(types);
  return {
    ...(tests === undefined
      ? {}
      : {
          tests: {
            measured: countTests(tests),
            ...(frozen === undefined
              ? {}
              : {
                  frozen: {
                    collected: idsOf(frozen).length,
                    failed: frozen.failed.length,
                    passed: frozen.passed.length,
                    skipped: frozen.skipped.length,
                  },
                }),
            ...(frozen === undefined || refresh === undefined
              ? {}
              : projected(projectTests(frozen, refresh.stages, done))),
          },
        }),
    ...(types.length === 0 ? {} : { types: { errors: faults.length, ...frozenTypes(baseline?.types) } }),
  };
}

function frozenTypes(frozen: FrozenTypes | undefined): { readonly frozen?: number } {
  return frozen === undefined ? {} : { frozen: frozenFaults(frozen) };
}

function projected({ stage, counts, failures }: ReturnType<typeof projectTests>): Partial<TestsTally> {
  return {
    stage: stage?.name ?? "",
    expected: counts,
    failures: {
      deleted: failures.deleted.length,
      refreshed: failures.refreshed.length,
      later: failures.later.length,
      outOfScope: failures.outOfScope.length,
    },
  };
}

function uncheckedOf(
  evidence: HealthEvidence,
  tests: readonly TestResult[] | undefined,
): readonly Unchecked[] {
  const { baseline, refresh, git, types } = evidence;
  const failing = tests?.filter((one) => one.outcome === "failed").map((one) => one.id) ?? [];
  const unloaded = evidence.tests.flatMap((report) => report.unloaded).map((one) => one.file);
  const told = (what: string, names: readonly string[]): readonly Unchecked[] =>
    names.length === 0 ? [] : [{ what, count: names.length, examples: names.slice(0, 5) }];
  const reports = evidence.tests.map((one) => one.source);
  return [
    ...(baseline?.tests === undefined ? told("failed tests that no baseline is there for", failing) : []),
    ...told("test files that could not be loaded: no count is held against the baseline", unloaded),
    ...(baseline?.tests !== undefined && tests === undefined
      ? told("frozen counts of tests without a report: --junit FILE", idsOf(baseline.tests))
      : []),
    ...(baseline?.types !== undefined && types.length === 0
      ? told(
          "files with frozen errors of types without a report: --types FILE",
          Object.keys(baseline.types.errors),
        )
      : []),
    ...(baseline?.types === undefined
      ? told(
          "errors of types that no baseline is there for",
          faultsOf(types).map((one) => `${one.file}:${one.line}`),
        )
      : []),
    ...told("test files whose text was not read: no walk through a missing folder is told", evidence.unread),
    ...(git === undefined ? told("reports of tests without git: no dead test is told", reports) : []),
    ...(refresh !== undefined && baseline?.tests === undefined
      ? told(
          "stages of the refresh without frozen tests to count from",
          refresh.stages.map((one) => one.name),
        )
      : []),
    ...(refresh !== undefined && refresh.only.length > 0 && git?.changed === undefined
      ? told("globs of files that the refresh may touch: its start is not known to git", refresh.only)
      : []),
  ];
}
