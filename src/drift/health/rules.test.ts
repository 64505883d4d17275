import { describe, expect, test } from "vitest";
import { isJsonObject, utf8 } from "../../core/index.ts";
import { driftFacts, type HealthEvidence, type TypeFault } from "../index.ts";
import { freezeHealth, healthBaselineJson, judgeHealth, readHealthBaseline, suspectPaths } from "./index.ts";
import { failure, healthEvidence, refresh, report, result, suite } from "../../../tests/samples/suite.ts";

const found = (evidence: HealthEvidence): string[] => judgeHealth(evidence).findings.map((one) => one.what);
const git = {
  tracked: new Set(["src/a.ts", "tests/a.test.ts"]),
  ignored: new Set<string>(),
  changed: undefined,
};

describe("a dead test", () => {
  const dead = (said: string, more: Partial<typeof git> = {}): string[] =>
    found(healthEvidence({ tests: [report(failure("tests/a.test.ts::b", said))], git: { ...git, ...more } }));

  test.each([
    ["ENOENT: no such file or directory, open 'data/x.json'", "data/x.json"],
    ["ENOENT: no such file or directory, open '/home/ann/moot/data/x'", "data/x"],
    ["ENOENT: no such file or directory, scandir './data'", "data"],
    ["FileNotFoundError: [Errno 2] No such file or directory: '/home/ann/moot/data/x.json'", "data/x.json"],
    ["open /home/ann/moot/testdata/x.golden: no such file or directory", "testdata/x.golden"],
    ["Cannot find module '../data/x.json' from 'tests/a.test.ts'", "data/x.json"],
    ["Cannot find module '/home/ann/moot/lib/x.ts' imported from /home/ann/moot/tests/a.test.ts", "lib/x.ts"],
    ["AssertionError: Publish doc missing at /home/ann/moot/docs/publish.md", "docs/publish.md"],
    [
      "assert False\n + where False = PosixPath('/home/ann/moot/docs/publish.md').exists()",
      "docs/publish.md",
    ],
    ["docs/publish.md does not exist", "docs/publish.md"],
    [
      "FileNotFoundError: [Errno 2] No such file or directory: '/home/ann/examples/x.toml'",
      "../examples/x.toml",
    ],
  ])("%j", (said, path) => {
    expect(dead(said)).toEqual([`${path} is not in git, and 1 test of tests/a.test.ts fails over it`]);
  });

  test.each([
    // Tracked: the failure has another reason.
    "ENOENT: no such file or directory, open 'src/a.ts'",
    "ENOENT: no such file or directory, scandir 'src'",
    "Cannot find module './a.js' imported from /home/ann/moot/src/b.ts",
    // Elsewhere, or somebody else's.
    "ENOENT: no such file or directory, open '/tmp/x/y.json'",
    "FileNotFoundError: [Errno 2] No such file or directory: '/home/ann/.cache/x.toml'",
    "Cannot find module 'lodash/fp' from 'tests/a.test.ts'",
    "Cannot find module './x' imported from 'node_modules/p/index.js'",
    "ENOENT: no such file or directory, open 'node_modules/p/x.json'",
    // Not about a file at all.
    "404 not found: GET /api/actors/me",
    "https://example.com/a.json not found",
    "expected data/x.json to be 1",
    "user/role missing",
  ])("none: %j", (said) => {
    expect(dead(said)).toEqual([]);
  });

  test("what git ignores is made by somebody, and is no dead test", () => {
    const said = "ENOENT: no such file or directory, open 'dist/x.js'";
    expect(dead(said, { ignored: new Set(["dist/x.js"]) })).toEqual([]);
    expect(suspectPaths({ tests: [report(failure("a", said))], root: "/home/ann/moot" })).toEqual([
      "dist/x.js",
    ]);
  });

  test("a file that can't be loaded for it is one too", () => {
    const unloaded = [
      {
        file: "tests/a.test.ts",
        failure: "Cannot find module './b.ts' imported from /home/ann/moot/tests/a.test.ts",
      },
    ];
    expect(found(healthEvidence({ tests: [{ ...report(), unloaded }], git }))).toEqual([
      "tests/b.ts is not in git, and 1 test of tests/a.test.ts fails over it",
    ]);
  });
});

describe("a vacuous test", () => {
  const vacuous = (file: string, name: string, source: string, more = {}): string[] =>
    found(
      healthEvidence({
        tests: [report(result(`${file}::${name}`, more))],
        git,
        sources: new Map([[file, source]]),
      }),
    );

  test("whose runner counted no assertion", () => {
    expect(
      found(
        healthEvidence({
          tests: [report(result("T::a", { assertions: 0 }), result("T::b", { assertions: 1 }))],
          git,
        }),
      ),
    ).toEqual(["T::a passed and made no assertion"]);
  });

  test.each([
    ["def test_a():\n    pass\n", ["nothing in it"]],
    ['def test_a():\n    """Later."""\n\ndef test_b():\n    assert 1\n', ["nothing in it"]],
    ["async def test_a(): ...\n", ["nothing in it"]],
    ["def test_a():\n    for p in Path('data').glob('*'):\n        assert p\n", ["walked through data/"]],
    [
      "D = ROOT / 'data'\ndef test_a(x):\n    assert all(p.ok for p in D.rglob('*'))\n",
      ["walked through data/"],
    ],
    [
      "class T:\n    def test_a(self):\n        for a, b, c in os.walk('data'):\n            self.assertTrue(a)\n",
      ["walked through data/"],
    ],
    ["def test_a():\n    for p in Path('src').glob('*'):\n        assert p\n", []],
    ["def test_a():\n    for p in Path('data').glob('*'):\n        assert p\n    assert seen\n", []],
    ["def test_a():\n    for p in Path('data').glob('*'):\n        pass\n    check_all()\n", []],
    ["def test_a():\n    for p in os.listdir('data'):\n        assert p\n", []],
    ["def test_a():\n    for p in Path(where).glob('*'):\n        assert p\n", []],
    ["def test_a():\n    run()\n", []],
    ["def test_a():\n    pass\nclass T:\n    def test_a(self):\n        pass\n", []],
  ])("Python: %j", (source, how) => {
    const said = vacuous("tests/test_a.py", "test_a[1]", source);
    expect(said).toHaveLength(how.length);
    for (const [index, words] of how.entries()) expect(said[index]).toContain(words);
  });

  test.each([
    ['test("a", () => {});', ["nothing in it"]],
    ["it('a', async () => { /* later */ }, 500);", []],
    ['test.only("a", async ({ world }) => {\n  // later\n});', []],
    ['test("a", function () {});', ["nothing in it"]],
    [
      'test("a", () => { for (const f of globSync("data/**")) { expect(f).toBe(1); } });',
      ["walked through data/"],
    ],
    [
      'const dir = "data";\ntest("a", async () => { for (const f of await fg(`${dir}/*`)) { expect(f).toBe(1); } });',
      [],
    ],
    ['test("a", () => { for (const f of globSync("data/**")) { expect(f); } expect(1); });', []],
    ['test("a", () => { for (const f of readdirSync("data")) { expect(f); } });', []],
    ['test("a", () => { expect(")").toBe(1); });', []],
    ['test("a", () => {}); test("a", () => {});', []],
    ['log("a", () => {});', []],
  ])("JavaScript: %j", (source, how) => {
    const said = vacuous("tests/a.test.ts", "outer > a", source);
    expect(said).toHaveLength(how.length);
    for (const [index, words] of how.entries()) expect(said[index]).toContain(words);
  });

  test("whose world saw no call is a note, when the journal is whole and counts every kind of call", () => {
    const world = {
      id: "w",
      title: "t",
      test: true,
      outcome: "passed",
      complete: true,
      stubs: [],
      calls: [],
      callCount: 0,
    } as const;
    const worlds = [
      world,
      { ...world, id: "x", callCount: 1 },
      { ...world, id: "y", callCount: undefined },
      { ...world, id: "z", complete: false },
      { ...world, id: "f", outcome: "failed" as const },
      { ...world, id: "m", test: false },
    ];
    expect(judgeHealth(healthEvidence({ worlds })).findings).toMatchObject([
      { severity: "note", what: "1 test passed with a world in which nothing was called: t" },
    ]);
  });
});

describe("errors of types", () => {
  const fault = (file: string, rule: string, line = 1): TypeFault => ({
    file,
    rule,
    line,
    column: 1,
    message: `${rule} said`,
  });
  const before = [
    ...Array.from({ length: 11 }, () => fault("src/mcp.py", "reportX")),
    fault("tests/test_launch.py", "reportY"),
  ];
  const types = (faults: readonly TypeFault[]): HealthEvidence["types"] => [
    { source: "t.json", checker: "pyright", faults },
  ];
  const baseline = freezeHealth(undefined, undefined, types(before), false);

  test("as frozen, or fewer, are no finding", () => {
    expect(found(healthEvidence({ types: types(before), baseline }))).toEqual([]);
    expect(found(healthEvidence({ types: types(before.slice(3)), baseline }))).toEqual([]);
    expect(judgeHealth(healthEvidence({ types: types(before), baseline })).tally.types).toEqual({
      errors: 12,
      frozen: 12,
    });
  });

  test("one more is told with its file, its rule and the sum", () => {
    const evidence = healthEvidence({
      types: types([...before, fault("tests/test_auth.py", "reportX", 7)]),
      baseline,
    });
    expect(judgeHealth(evidence).findings).toMatchObject([
      {
        name: "new-failure",
        at: { file: "tests/test_auth.py", line: 7 },
        what: "tests/test_auth.py has 1 error of types more than the baseline (reportX 0 → 1); in all 12 → 13",
        evidence: { fingerprint: "new-failure types tests/test_auth.py", before: 12, after: 13 },
      },
    ]);
  });

  test("one that went does not pay for one that came elsewhere", () => {
    expect(
      found(healthEvidence({ types: types([...before.slice(1), fault("a.py", "reportX")]), baseline })),
    ).toHaveLength(1);
  });

  test("names that objects have of themselves are names like others", () => {
    const odd = types([fault("__proto__", "constructor")]);
    expect(found(healthEvidence({ types: odd, baseline }))).toHaveLength(1);
    expect(
      found(healthEvidence({ types: odd, baseline: freezeHealth(undefined, undefined, odd, false) })),
    ).toEqual([]);
  });
});

test("a refresh that touches other files than it may is told by folder; its own files are no part of it", () => {
  const changed = ["tests/a.py", "src/moot/a.py", "src/moot/b.py", "README.md", "backlot.toml"];
  const { findings } = judgeHealth(
    healthEvidence({ refresh: { ...refresh, stages: [] }, own: ["backlot.toml"], git: { ...git, changed } }),
  );
  expect(findings.map((one) => [driftFacts(one)?.fingerprint, one.what])).toEqual([
    [
      "scope-breach src/",
      "2 files changed outside of what the refresh may touch: src/moot/a.py, src/moot/b.py",
    ],
    ["scope-breach README.md", "1 file changed outside of what the refresh may touch: README.md"],
  ]);
});

test("a real-looking secret in a double is told with its line and never shown; made-up ones pass", () => {
  const real = ["ghp", "k9QfT2xVb7LmZ0pRw4YsHc8NdJ3aGe6UiO1B"].join("_");
  const text = `name = "x"\napi_key = "convo_key_live_product"\n\ntoken = "${real}"\n`;
  const { findings } = judgeHealth(
    healthEvidence({ doubles: [{ file: "backlot.toml", bytes: utf8(text) }] }),
  );
  expect(findings).toMatchObject([
    {
      name: "secret-in-double",
      at: { kind: "code", file: "backlot.toml", line: 4, column: 10 },
      what: "backlot.toml holds what looks like a real secret: GitHub token, ghp_… (40 characters)",
    },
  ]);
  expect(JSON.stringify(findings)).not.toContain(real.slice(4, 14));
});

describe("what is frozen", () => {
  const types = [
    { source: "t", checker: "tsc", faults: [{ file: "a.ts", rule: "TS1", line: 1, column: 1, message: "" }] },
  ] as const;

  test("comes back from its file as it was", () => {
    const frozen = freezeHealth(undefined, suite(0), types, false);
    const json = healthBaselineJson(frozen);
    expect(readHealthBaseline("b.json", JSON.parse(JSON.stringify(json)) as never)).toEqual({
      ok: true,
      value: frozen,
      findings: [],
    });
    expect(healthBaselineJson({ tests: undefined, types: undefined })).toBeUndefined();
    expect(readHealthBaseline("b.json", undefined)).toMatchObject({ ok: true });
  });

  test("takes failures and errors out, and none in", () => {
    const first = freezeHealth(undefined, [failure("a"), failure("b"), result("c")], types, false);
    const more = [
      {
        ...types[0],
        faults: [...types[0].faults, ...types[0].faults, { ...types[0].faults[0], file: "b.ts" }],
      },
    ];
    const then = freezeHealth(first, [failure("a"), result("b"), failure("c")], more, false);
    expect(then.tests).toEqual({ passed: ["b"], failed: ["a"], skipped: [] });
    expect(then.types?.errors).toEqual({ "a.ts": { TS1: 1 } });
    expect(freezeHealth(first, [], [{ ...types[0], faults: [] }], false).types?.errors).toEqual({});
  });

  test("stays while a refresh is counted from it, and where no report was given", () => {
    const first = freezeHealth(undefined, suite(0), types, false);
    expect(freezeHealth(first, suite(3), [], true)).toEqual(first);
    expect(freezeHealth(first, undefined, [], false)).toEqual(first);
  });

  test.each([
    [{ tests: [] }, "health.tests is no object"],
    [{ tests: { passed: [], failed: "x", skipped: [] } }, "health.tests.failed is no list of texts"],
    [{ types: { checkers: [], errors: 3 } }, "health.types.errors is no object"],
    [
      { types: { checkers: [], errors: { "a.ts": { TS1: -1 } } } },
      'health.types.errors of "a.ts" are no counts',
    ],
  ])("%j can't be read", (json, what) => {
    if (!isJsonObject(json)) throw new Error("no object");
    expect(readHealthBaseline("b.json", json)).toMatchObject({
      ok: false,
      findings: [{ what: `b.json: ${what}` }],
    });
  });
});
