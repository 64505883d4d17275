import { finding, type Finding } from "../../core/index.ts";
import type { Inflate } from "../../fixture/index.ts";
import type { Unchecked } from "../report.ts";
import { countFindings, countsText, countTests, idsOf, projectTests, type TestCounts } from "./counts.ts";
import { deadFindings, deadTests } from "./dead.ts";
import type { FrozenTypes, HealthEvidence, TestResult } from "./evidence.ts";
import { faultsOf, frozenFaults, newFailures, newFaults, unloadedFindings } from "./failures.ts";
import { counted, healthFacts } from "./facts.ts";
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
  /** Whether what was to be judged is not there: a report that was asked for says nothing. */
  readonly missing: boolean;
}

/** Judges the health of tests: H301 to H306. Each rule without its evidence is told as not checked. */
export function judgeHealth(evidence: HealthEvidence, inflate?: Inflate): HealthReport {
  const { baseline, refresh, stage } = evidence;
  const stages = refresh?.stages ?? [];
  const known = stage === undefined ? stages.length : stages.findIndex((one) => one.name === stage) + 1;
  const done = stage !== undefined && known === 0 ? undefined : known;
  const tests = allTests(evidence);
  const dead = deadTests(evidence);
  const explained = new Set(dead.map((one) => one.id));
  const unloaded = evidence.tests.flatMap((report) => report.unloaded);
  const countable = tests !== undefined && unloaded.length === 0 && baseline?.tests !== undefined;
  return {
    findings: [
      ...(done === undefined
        ? [
            unknownStage(
              stage ?? "",
              stages.map((one) => one.name),
            ),
          ]
        : []),
      ...deadFindings(dead),
      ...vacuousFindings(evidence),
      ...unloadedFindings(evidence.tests, explained),
      ...(countable && refresh !== undefined && done !== undefined
        ? countFindings(baseline.tests, refresh, done, tests)
        : []),
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
    missing: unloaded.length > 0 || (wantsPyright(evidence) && evidence.types.every(isSilent)),
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

function unknownStage(stage: string, names: readonly string[]): Finding {
  return finding("unknown-stage", {
    at: { kind: "input", input: "--stage" },
    what: `there is no stage ${JSON.stringify(stage)}`,
    near: names.slice(0, 5),
    evidence: healthFacts({ witness: "T", rule: "unknown-stage", subject: stage, problems: 1 }),
  });
}

function typeFindings({ types, baseline }: HealthEvidence): readonly Finding[] {
  return types.length === 0 || baseline?.types === undefined
    ? []
    : newFaults(baseline.types, faultsOf(types));
}

/** An empty report is a clean one of tsc; pyright always says how many errors it found. */
function wantsPyright({ types, baseline }: HealthEvidence): boolean {
  return types.length > 0 && baseline?.types?.checkers.includes("pyright") === true;
}

function isSilent({ checker }: { readonly checker: string }): boolean {
  return checker === "unknown";
}

function tallyOf(
  { types, baseline, refresh }: HealthEvidence,
  tests: readonly TestResult[] | undefined,
  done: number | undefined,
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
            ...(frozen === undefined || refresh === undefined || done === undefined
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

/** The counts as lines, for people. */
export function healthLines({ tests, types }: HealthTally): readonly string[] {
  return [
    ...(tests === undefined ? [] : testLines(tests)),
    ...(types === undefined
      ? []
      : [
          `types: ${counted(types.errors, "error")}${types.frozen === undefined ? "" : ` (baseline: ${types.frozen})`}`,
        ]),
  ];
}

function testLines({ measured, frozen, stage, expected, failures }: TestsTally): readonly string[] {
  const before = frozen === undefined ? "" : ` (baseline: ${countsText(frozen)})`;
  const after = stage === "" || stage === undefined ? "" : ` after the stage ${JSON.stringify(stage)}`;
  return [
    `tests: ${countsText(measured)}${before}`,
    ...(expected === undefined ? [] : [`expected${after}: ${countsText(expected)}`]),
    ...(failures === undefined
      ? []
      : [
          `frozen failures: ${failures.deleted} deleted, ${failures.refreshed} refreshed, ${failures.later} left to later stages, ${failures.outOfScope} out of scope`,
        ]),
  ];
}
