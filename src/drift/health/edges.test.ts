import { describe, expect, test } from "vitest";
import { utf8 } from "../../core/index.ts";
import type { HealthEvidence, TypeFault } from "../index.ts";
import { freezeHealth, judgeHealth, readTypes } from "./index.ts";
import { failure, healthEvidence, refresh, report, result } from "../../../tests/samples/suite.ts";

const findings = (evidence: Partial<HealthEvidence>) => judgeHealth(healthEvidence(evidence)).findings;
const found = (evidence: Partial<HealthEvidence>): string[] => findings(evidence).map((one) => one.what);
const git = {
  tracked: new Set(["src/a.ts", "tests/a.test.ts"]),
  ignored: new Set<string>(),
  changed: undefined,
};

describe("a new failure", () => {
  const before = freezeHealth(undefined, [result("tests/a.py::old")], [], false);

  test("stands where its runner says, and says what the first of its file said", () => {
    const first = { ...failure("tests/a.py::one", "assert 1 == 2\nmore"), line: 7 };
    expect(
      findings({
        tests: [report(result("tests/a.py::old"), first, failure("tests/a.py::two"))],
        baseline: before,
      }),
    ).toMatchObject([
      {
        at: { kind: "code", file: "tests/a.py", line: 7 },
        what: "2 tests of tests/a.py fail, and did not in the baseline: one, two",
        why: "The first says: assert 1 == 2",
        evidence: { sites: ["tests/a.py"], problems: 2 },
      },
    ]);
  });

  test("that says nothing, and whose file nobody knows, is told by its outermost group", () => {
    const lost = { ...failure("outer > inner"), file: undefined };
    const [one] = findings({ tests: [report(result("tests/a.py::old"), lost)], baseline: before });
    expect(one?.what).toBe("1 test of outer fails, and did not in the baseline: outer > inner");
    expect(one?.evidence).toMatchObject({ sites: [] });
    const alone = { ...failure("lone"), file: undefined };
    expect(found({ tests: [report(result("tests/a.py::old"), alone)], baseline: before })).toEqual([
      "1 test of lone fails, and did not in the baseline: lone",
    ]);
  });

  test("of loading a file that says nothing is told without a reason", () => {
    const unloaded = [{ file: "tests/a.py", failure: " \n" }];
    expect(found({ tests: [{ ...report(), unloaded }] })).toEqual(["tests/a.py could not be loaded"]);
  });

  test("of types in the configuration has no place", () => {
    const fault = (file: string, rule: string): TypeFault => ({
      file,
      rule,
      line: 0,
      column: 0,
      message: "said",
    });
    const types = (...faults: TypeFault[]) => [{ source: "t.txt", checker: "tsc", faults } as const];
    const baseline = freezeHealth(
      undefined,
      undefined,
      types(fault("b.ts", "TS1"), fault("a.ts", "TS1")),
      false,
    );
    expect(Object.keys(baseline?.types?.errors ?? {})).toEqual(["a.ts", "b.ts"]);
    const [one] = findings({ types: types(fault("", "TS5023")), baseline });
    expect(one?.at).toBeUndefined();
    expect(one?.what).toMatch(/^the checker's configuration has 1 error of types more .*TS5023 0 → 1/);
  });
});

describe("a dead test", () => {
  const dead = (test: ReturnType<typeof failure>) => findings({ tests: [report(test)], git });
  const said = "ENOENT: no such file or directory, open 'data/x.json'";

  test("stands at the line that its report gives, or only in its file, or nowhere", () => {
    expect(dead({ ...failure("tests/a.test.ts::b", said), line: 4 })[0]?.at).toMatchObject({ line: 4 });
    expect(dead(failure("tests/a.test.ts::b", said))[0]?.at).toEqual({
      kind: "input",
      input: "tests/a.test.ts",
    });
    expect(dead({ ...failure("b", said), file: undefined })[0]?.at).toBeUndefined();
  });

  test("names a file by its address, and one at the top of the project", () => {
    expect(
      dead(failure("tests/a.test.ts::b", "file not found: 'file:///home/ann/moot/data/y.json'")),
    ).toHaveLength(1);
    const [one] = dead(
      failure("tests/a.test.ts::b", "Cannot find module './lib.ts' imported from /home/ann/moot/x.ts"),
    );
    expect(one?.what).toBe("lib.ts is not in git, and 1 test of tests/a.test.ts fails over it");
  });

  test("is none where what was missing belongs to somebody else's module", () => {
    expect(
      dead(failure("tests/a.test.ts::b", "Cannot find module './x.js' imported from /usr/lib/p/y.js")),
    ).toEqual([]);
  });
});

describe("a vacuous test", () => {
  const vacuous = (
    source: string,
    name = "a",
    file = "tests/a.test.ts",
    more: Partial<HealthEvidence> = {},
  ) =>
    found({ tests: [report(result(`${file}::${name}`))], git, sources: new Map([[file, source]]), ...more });

  test("of several with the same fault is told once, and where its report says", () => {
    const [one] = findings({
      tests: [
        report(
          result("tests/a.php::a", { assertions: 0, line: 3 }),
          result("tests/a.php::b", { assertions: 0, line: 9 }),
        ),
      ],
    });
    expect(one).toMatchObject({
      at: { file: "tests/a.php", line: 3 },
      what: "tests/a.php::a, tests/a.php::b passed without an assertion",
      evidence: { sites: ["tests/a.php:3", "tests/a.php:9"] },
    });
    expect(one?.fix).toContain("a) delete these tests");
    const [lost] = findings({
      tests: [report({ ...result("Lost::a", { assertions: 0 }), file: undefined })],
    });
    expect([lost?.at, lost?.evidence]).toMatchObject([
      undefined,
      { sites: [], fingerprint: "vacuous-test Lost: no assertion" },
    ]);
  });

  test("is not told without git, or of a folder that lies deeper in the project", () => {
    const walk = 'test("a", () => { for (const f of globSync(`data/**`)) { expect(f).toBe(1); } });';
    expect(vacuous(walk)).toHaveLength(1);
    expect(vacuous(walk, "a", "tests/a.test.ts", { git: undefined })).toEqual([]);
    const deeper = { ...git, tracked: new Set(["packages/one/data/x.json"]) };
    expect(vacuous(walk, "a", "tests/a.test.ts", { git: deeper })).toEqual([]);
  });

  test.each([
    ["of another language", "func a() {}", "a", "a_test.go"],
    ["with a name that no function has", "def test_a():\n    pass\n", "test a", "tests/test_a.py"],
    ["whose head never ends", "def test_a(", "test_a", "tests/test_a.py"],
    ["whose bracket never closes", 'test("a", () => {', "a", "tests/a.test.ts"],
    [
      "with a line that is too long to read",
      `def test_a():\n    for p in Path('data').glob('${"x".repeat(500)}'):\n        assert p\n`,
      "test_a",
      "tests/test_a.py",
    ],
  ])("is none where its text is %s", (_, source, name, file) => {
    expect(vacuous(source, name, file)).toEqual([]);
  });
});

describe("a secret", () => {
  const real = (letters: string): string => ["ghp", `${letters}QfT2xVb7LmZ0pRw4YsHc8NdJ3aGe6UiO1B`].join("_");

  test("in JSON is told by its path; several in one file once", () => {
    const bytes = utf8(JSON.stringify({ a: { token: real("k9") }, b: real("m3") }));
    const [one, ...others] = findings({ doubles: [{ file: "fixtures/a.json", bytes }] });
    expect(others).toEqual([]);
    expect(one?.what).toMatch(
      /^fixtures\/a\.json holds what looks like a real secret \(.*\), ghp_… \(40 characters\), and 1 more$/,
    );
    expect(one?.fix).toContain("a) replace them by");
    expect(one?.at).toMatchObject({
      kind: "input",
      input: expect.stringMatching(/^fixtures\/a\.json: /) as unknown,
    });
    expect(one?.evidence).toMatchObject({
      problems: 2,
      sites: [expect.stringContaining("a.json: "), expect.anything()],
    });
  });

  test("that is encoded is told to be hidden; a file without one is not told", () => {
    const hidden = Buffer.from(`token: ${real("k9")} and more text around it`).toString("base64");
    expect(found({ doubles: [{ file: "a.txt", bytes: utf8(`body = ${hidden}\n`) }] })).toEqual([
      expect.stringMatching(/hidden in base64/),
    ]);
    expect(found({ doubles: [{ file: "a.txt", bytes: utf8("nothing here") }] })).toEqual([]);
  });
});

describe("a refresh", () => {
  test("that names no start is told without one", () => {
    const changed = ["src/a.py"];
    const [one] = findings({
      refresh: { ...refresh, since: undefined, stages: [] },
      git: { ...git, changed },
    });
    expect(one?.why).toContain("began at no commit");
    expect(one?.fix).toContain("git checkout COMMIT -- src/");
  });

  test("whose tests to be deleted are all there still, and of which none came, is counted so", () => {
    const tests = [result("t::a"), result("t::b")];
    const baseline = freezeHealth(undefined, tests, [], false);
    const stage = { name: "one", deletes: ["t::*"], refreshes: [], adds: 1, at: refresh.at };
    const what = found({
      tests: [report(...tests)],
      baseline,
      refresh: { ...refresh, only: [], stages: [stage] },
    })[0];
    expect(what).toContain("2 tests to be deleted are still there: t::a, t::b");
    expect(what).toMatch(/0 came where 1 are declared$/);
  });

  test("with a glob of nothing but stars and marks has no test near it", () => {
    const baseline = freezeHealth(undefined, [result("t::a")], [], false);
    const stage = { name: "one", deletes: ["????????????????"], refreshes: [], adds: 0, at: refresh.at };
    const [one] = findings({
      tests: [report(result("t::a"))],
      baseline,
      refresh: { ...refresh, only: [], stages: [stage] },
    });
    expect(one?.near).toEqual([]);
  });
});

describe("pyright's report as JSON", () => {
  const read = (value: unknown): unknown => {
    const types = readTypes("t.json", utf8(JSON.stringify(value)), "/project");
    return types.ok
      ? types.value.faults.map((one) => `${one.file}:${one.line} ${one.rule}`)
      : types.findings[0]?.what;
  };
  const entry = { file: "/project/a.py", message: "x", severity: "error" };
  const start = { line: 4, character: 2 };

  test("counts lines from 0, may name no rule, and no place", () => {
    const generalDiagnostics = [
      { ...entry, rule: "reportX", range: { start } },
      { ...entry, range: { start: 1 } },
      { ...entry, severity: "warning" },
      entry,
    ];
    expect(read({ generalDiagnostics, summary: { errorCount: 3 } })).toEqual([
      "a.py:5 reportX",
      "a.py:0 syntax",
      "a.py:0 syntax",
    ]);
  });

  test("of other forms is refused", () => {
    expect(read({ generalDiagnostics: [{ ...entry, rule: 7 }], summary: { errorCount: 1 } })).toBe(
      "t.json has an entry whose rule is no text: generalDiagnostics[0]",
    );
    expect(read({ generalDiagnostics: [], summary: 1 })).toMatch(/not pyright's/);
  });
});
