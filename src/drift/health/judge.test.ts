import { describe, expect, test } from "vitest";
import { driftFacts, type HealthEvidence, type TestsTally } from "../index.ts";
import { countsText } from "./counts.ts";
import { freezeHealth, judgeHealth, unknownStage } from "./index.ts";
import {
  exampleTests,
  failure,
  frozen,
  healthEvidence,
  publishTest,
  refresh,
  report,
  result,
  scaffoldTests,
  suite,
  vacuousTest,
} from "../../../tests/samples/suite.ts";

const git = {
  tracked: new Set(["tests/test_example.py", "tests/test_scaffold.py", "src/moot/scaffold.py"]),
  ignored: new Set<string>(),
  changed: undefined,
};

const source = `EXAMPLE_DIR = Path(__file__).parent.parent.parent / "examples" / "markdraft"

def test_no_convo_specific_paths():
    for path in EXAMPLE_DIR.rglob("*"):
        assert "convo" not in path.read_text()
`;

function at(stage: 0 | 1 | 2 | 3, name?: string): HealthEvidence {
  return healthEvidence({
    tests: [report(...suite(stage))],
    git,
    sources: new Map([["tests/test_example.py", source]]),
    baseline: { tests: frozen(suite(0)), types: undefined },
    refresh,
    stage: name,
  });
}

/** What was found, as rule and tests. */
const found = (evidence: HealthEvidence): string[] =>
  judgeHealth(evidence).findings.map((one) => `${one.name}: ${one.what}`);

describe("a refresh in three stages", () => {
  test("begins with 124 tests of which 15 fail: five and one read what git does not have, one is vacuous", () => {
    const { refresh: _, ...plain } = at(0);
    const { findings, tally } = judgeHealth({ ...plain, refresh: undefined });
    const counts = { collected: 124, failed: 15, passed: 109, skipped: 0 };
    expect(tally).toEqual({ tests: { measured: counts, frozen: counts } });
    expect(findings.map((one) => one.what)).toEqual([
      "examples/markdraft/ is not in git, and 5 tests of tests/test_example.py fail over it",
      "docs/publish.md is not in git, and 1 test of tests/test_templates.py fails over it",
      `${vacuousTest} passed on a walk through examples/markdraft/, which is not in git`,
    ]);
    expect(findings.map((one) => driftFacts(one)?.fingerprint)).toEqual([
      "dead-test examples",
      "dead-test docs",
      "vacuous-test tests/test_example.py: examples/markdraft/",
    ]);
    expect(driftFacts(findings[0] as never)).toMatchObject({
      tests: 5,
      test_names: exampleTests,
      sites: Array.from({ length: 5 }, () => "tests/test_example.py:12"),
      problems: 5,
    });
  });

  test.each([
    [1, "dead tests", "117 collected, 9 failed, 108 passed", [6, 0, 9, 0]],
    [2, "scaffold", "117 collected, 0 failed, 117 passed", [6, 9, 0, 0]],
    [3, "shapes", "117 collected, 0 failed, 117 passed", [6, 9, 0, 0]],
  ] as const)("after stage %i, %s: %s", (number, name, counts, [deleted, refreshed, later, outOfScope]) => {
    const { findings, tally } = judgeHealth(at(number, name));
    const { measured, expected, stage, failures } = tally.tests as Required<TestsTally>;
    expect(findings).toEqual([]);
    expect([countsText(measured), countsText(expected), stage]).toEqual([counts, counts, name]);
    expect(failures).toEqual({ deleted, refreshed, later, outOfScope });
  });

  test("without a stage all of them are to be done", () => {
    expect(found(at(3))).toEqual([]);
    const [count] = judgeHealth(at(1)).findings;
    expect(count?.what).toBe(
      `expected 117 tests (124 - 7 + 0) after the stage "shapes", collected 117; 9 tests to be repaired still fail: ${scaffoldTests.slice(0, 5).join(", ")} and 4 more`,
    );
    expect(count?.fix).toContain('--stage "dead tests": 117 collected, 9 failed, 108 passed');
  });

  test("a test too many, one too few and one that should be gone are told by name", () => {
    const tests = [...suite(1).slice(1), result(publishTest), result("tests/test_new.py::test_new")];
    const [count] = judgeHealth({ ...at(1, "dead tests"), tests: [report(...tests)] }).findings;
    expect(count).toMatchObject({
      name: "test-count",
      what: `expected 117 tests (124 - 7 + 0) after the stage "dead tests", collected 118; 1 test went: ${scaffoldTests[0] ?? ""}; 1 test to be deleted is still there: ${publishTest}; 1 came where 0 are declared: tests/test_new.py::test_new`,
    });
  });

  test("a stage that is not there, and a glob that names no test, are told", () => {
    expect(unknownStage(refresh, "dead")).toMatchObject({
      name: "unknown-stage",
      what: 'there is no stage "dead"',
    });
    expect(unknownStage(undefined, "x")?.what).toBe('there is no stage "x": no scenario has [drift.refresh]');
    expect(unknownStage(refresh, "shapes")).toBeUndefined();
    const slip = { ...refresh.stages[0], deletes: ["tests/test_exmaple.py::*"] };
    const [unnamed, count] = judgeHealth({
      ...at(0),
      refresh: { ...refresh, stages: [slip] },
    }).findings.filter((one) => one.name === "test-count");
    expect(unnamed?.what).toBe(
      'the stage "dead tests" names "tests/test_exmaple.py::*", and no test of the baseline is called so',
    );
    expect(count).toBeUndefined();
  });

  test("a new failure is told for itself, and not as a wrong count", () => {
    const tests = [...suite(3).slice(0, -1), failure("tests/test_other.py::test_107", "AssertionError: x")];
    expect(found({ ...at(3), tests: [report(...tests)] })).toEqual([
      "new-failure: 1 test of tests/test_other.py fails, and did not in the baseline: test_107",
    ]);
  });
});

describe("what is not checked is told", () => {
  const unchecked = (evidence: HealthEvidence): string[] =>
    judgeHealth(evidence).unchecked.map((one) => `${one.count} ${one.what}`);

  test("failures without a baseline, reports without git", () => {
    expect(unchecked(healthEvidence({ tests: [report(...suite(0))] }))).toEqual([
      "15 failed tests that no baseline is there for",
      "1 reports of tests without git: no dead test is told",
    ]);
  });

  test("frozen counts without a report", () => {
    const types = { checkers: ["tsc"], errors: { "a.ts": { TS1: 2 } } };
    expect(unchecked(healthEvidence({ baseline: { tests: frozen(suite(0)), types } }))).toEqual([
      "124 frozen counts of tests without a report: --junit FILE",
      "1 files with frozen errors of types without a report: --types FILE",
    ]);
  });

  test("a refresh without a baseline or a start", () => {
    expect(unchecked(healthEvidence({ refresh, git }))).toEqual([
      "3 stages of the refresh without frozen tests to count from",
      "1 globs of files that the refresh may touch: its start is not known to git",
    ]);
  });

  test("counts, where a file could not be loaded; and evidence is missing then", () => {
    const broken = {
      ...report(...suite(1)),
      unloaded: [{ file: "tests/test_b.py", failure: "\n  ImportError: x\n" }],
    };
    const judged = judgeHealth({ ...at(1), tests: [broken] });
    expect(judged.findings.map((one) => one.what)).toEqual([
      "tests/test_b.py could not be loaded: ImportError: x",
    ]);
    expect(judged.unchecked[0]?.what).toContain("could not be loaded");
  });

  test("an empty report of types where pyright's is frozen", () => {
    const types = [{ source: "t.txt", checker: "unknown", faults: [] }] as const;
    const baseline = { tests: undefined, types: { checkers: ["pyright"], errors: {} } };
    expect(found(healthEvidence({ types, baseline }))).toEqual([
      "empty-report: t.txt is empty, and what was frozen is pyright's, which always says how many errors it found",
    ]);
    expect(found(healthEvidence({ types }))).toEqual([]);
  });
});

test("the same name in two reports is two tests", () => {
  const two = { tests: [report(result("a")), report(result("a"))] };
  expect(judgeHealth(healthEvidence(two)).tally.tests?.measured.collected).toBe(2);
  const before = freezeHealth(undefined, suite(0), [], false);
  expect(before.tests?.failed).toHaveLength(15);
});
