import { describe, expect, test } from "vitest";
import { utf8 } from "../../core/index.ts";
import { driftFacts, type HealthEvidence } from "../index.ts";
import { judgeHealth, suspectPaths } from "./index.ts";
import { failure, healthEvidence, refresh, report, result } from "../../../tests/samples/suite.ts";

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

test.each([
  [
    "collection failure\nImportError while importing\nTraceback:\nE   ModuleNotFoundError: No module named 'x'",
    "ModuleNotFoundError: No module named 'x'",
  ],
  ["\n  ● Test suite failed to run\n\n    Cannot find module 'x'", "Cannot find module 'x'"],
  ["test failed\n", "test failed"],
])("a file that can't be loaded is told with its reason: %j", (failure, reason) => {
  const unloaded = [{ file: "tests/a.py", failure }];
  expect(found(healthEvidence({ tests: [{ ...report(), unloaded }] }))).toEqual([
    `tests/a.py could not be loaded: ${reason}`,
  ]);
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
    ).toEqual(["T::a passed without an assertion"]);
  });

  test.each([
    ["def test_a():\n    pass\n", ["with nothing inside"]],
    ['def test_a():\n    """Later."""\n\ndef test_b():\n    assert 1\n', ["with nothing inside"]],
    ["async def test_a(): ...\n", ["with nothing inside"]],
    ["def test_a():\n    for p in Path('data').glob('*'):\n        assert p\n", ["on a walk through data/"]],
    [
      "D = ROOT / 'data'\ndef test_a(x):\n    assert all(p.ok for p in D.rglob('*'))\n",
      ["on a walk through data/"],
    ],
    [
      "class T:\n    def test_a(self):\n        for a, b, c in os.walk('data'):\n            self.assertTrue(a)\n",
      ["on a walk through data/"],
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
    ['test("a", () => {});', ["with nothing inside"]],
    ["it('a', async () => { /* later */ }, 500);", []],
    ['test.only("a", async ({ world }) => {\n  // later\n});', []],
    ['test("a", function () {});', ["with nothing inside"]],
    [
      'test("a", () => { for (const f of globSync("data/**")) { expect(f).toBe(1); } });',
      ["on a walk through data/"],
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
      what: "backlot.toml holds what looks like a real secret (GitHub token), ghp_… (40 characters)",
    },
  ]);
  expect(JSON.stringify(findings)).not.toContain(real.slice(4, 14));
});
