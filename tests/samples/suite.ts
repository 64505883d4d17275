import type { FrozenTests, HealthEvidence, TestReport, TestResult } from "../../src/drift/index.ts";

/**
 * The suite of a command-line program before its doubles were refreshed: 124 tests, of which 15 fail and one passes
 * over a folder that is not there.
 */
export const exampleTests = [
  "test_moot_toml_valid",
  "test_devcontainer_json_valid",
  "test_post_create_installs_moot",
  "test_runner_scripts_unchanged",
  "test_gitignore_entries",
].map((name) => `tests/test_example.py::${name}`);

/** Passes, since a walk through a missing folder finds nothing to complain of. */
export const vacuousTest = "tests/test_example.py::test_no_convo_specific_paths";

/** Reads a document that was never written. */
export const publishTest = "tests/test_templates.py::test_publish_doc_exists";

/** Fail over one call that no double answers. */
export const scaffoldTests = [
  "test_init_greenfield_rotates_and_installs",
  "test_init_conflict_stages_claude_md",
  "test_init_conflict_stages_skill",
  "test_init_conflict_stages_devcontainer",
  "test_init_force_rotates_keys",
  "test_init_adopt_fresh_install_overwrites",
  "test_init_rotate_key_failure_does_not_persist",
  "test_init_warns_on_non_git_repo",
  "test_init_placeholder_substitution",
].map((name) => `tests/test_scaffold.py::${name}`);

const others = Array.from({ length: 108 }, (_, index) => `tests/test_other.py::test_${index}`);

/** A result with an id as pytest gives it. */
export function result(id: string, more: Partial<TestResult> = {}): TestResult {
  const [file, name = id] = id.includes("::") ? id.split("::") : [undefined, id];
  return { id, file, name, line: undefined, outcome: "passed", failure: "", assertions: undefined, ...more };
}

/** A failed one. */
export function failure(id: string, said = ""): TestResult {
  return result(id, { outcome: "failed", failure: said });
}

/** A report of results. */
export function report(...tests: readonly TestResult[]): TestReport {
  return { source: "junit.xml", runner: "pytest", tests, unloaded: [] };
}

const missing = (path: string): string =>
  `FileNotFoundError: [Errno 2] No such file or directory: '/home/ann/moot/${path}'\ntests/test_example.py:12: FileNotFoundError`;

/** The suite after so many of its three stages. */
export function suite(stage: 0 | 1 | 2 | 3): readonly TestResult[] {
  const files = ["moot.toml", "devcontainer.json", "post-create.sh", "run.sh", ".gitignore"];
  const dead = [
    ...exampleTests.map((id, index) => failure(id, missing(`examples/markdraft/${files[index] ?? ""}`))),
    result(vacuousTest),
    failure(
      publishTest,
      "AssertionError: Publish doc missing at /home/ann/moot/docs/publish.md\nassert False",
    ),
  ];
  const scaffold = scaffoldTests.map((id) =>
    stage < 2 ? failure(id, "AllMockedAssertionError: RESPX: not mocked!") : result(id),
  );
  return [...(stage < 1 ? dead : []), ...scaffold, ...others.map((id) => result(id))];
}

/** Ids by how they ended. */
export function frozen(tests: readonly TestResult[]): FrozenTests {
  const of = (outcome: TestResult["outcome"]): readonly string[] =>
    tests.filter((one) => one.outcome === outcome).map((one) => one.id);
  return { passed: of("passed"), failed: of("failed"), skipped: of("skipped") };
}

const at = { kind: "input", input: "drift.refresh" } as const;

/** The refresh as it was planned. */
export const refresh = {
  since: "1546cf9",
  only: ["tests/*"],
  stages: [
    { name: "dead tests", deletes: ["tests/test_example.py::*", publishTest], refreshes: [], adds: 0, at },
    { name: "scaffold", deletes: [], refreshes: ["tests/test_scaffold.py::*"], adds: 0, at },
    { name: "shapes", deletes: [], refreshes: [], adds: 0, at },
  ],
  at,
} as const;

/** Evidence of nothing, and what is given. */
export function healthEvidence(more: Partial<HealthEvidence> = {}): HealthEvidence {
  return {
    root: "/home/ann/moot",
    tests: [],
    types: [],
    git: undefined,
    sources: new Map(),
    unread: [],
    doubles: [],
    worlds: [],
    baseline: undefined,
    refresh: undefined,
    own: [],
    stage: undefined,
    ...more,
  };
}
