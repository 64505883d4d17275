import type { Effect, Stage } from "./effect.ts";

/** A contract without a stamp, and a stub that nothing calls: two warnings. */
const openapi = `openapi: 3.1.0
info: { title: shop, version: "1" }
paths:
  /items: { get: { responses: { "200": { description: all } } } }
`;
const shop =
  '[services.shop]\nopenapi = "shop.yaml"\n[[services.shop.stubs]]\nrequest = "GET /items"\noptional = true\nreply = {}\n';

/** A report of tests as a runner writes it; a name with ! fails. */
const report = (...names: readonly string[]): string => {
  const one = (name: string): string =>
    name.endsWith("!")
      ? `<testcase classname="tests.a" file="tests/a.py" name="${name.slice(0, -1)}"><failure message="no"/></testcase>`
      : `<testcase classname="tests.a" file="tests/a.py" name="${name}"/>`;
  return `<testsuites><testsuite name="pytest">${names.map(one).join("")}</testsuite></testsuites>`;
};

const stampless = { "shop.yaml": openapi, "package.json": "{}", "junit.xml": report("kept") };
const twoWarnings = ["BKL3003 unstamped-contract", "BKL3201 stale-stub"];
const judged = ["backlot", "drift", "--junit", "junit.xml"];

/** Freezes what there is, and judges what comes after it with more said in the scenario. */
const refreshed =
  (more: string, ...names: readonly string[]) =>
  ({ outside, write }: Stage): unknown => {
    outside([...judged, "--freeze"]);
    write("backlot.toml", withBaseline + more);
    write("junit.xml", report(...names));
    const { status, stdout } = outside(judged);
    return [status, /^Expected: (.*)$/m.exec(stdout)?.[1], /^Frozen failures: (.*)$/m.exec(stdout)?.[1]];
  };
const withBaseline = '[drift]\nbaseline = "known.json"\n';
const stage = (more: string): string => `[[drift.refresh.stages]]\nname = "one"\n${more}\n`;
const suite = {
  toml: withBaseline,
  files: { "package.json": "{}", "junit.xml": report("kept", "old!", "broken!") },
};

/** A repository with a.txt changed after the commit `start`, b.txt after `half`: the files whose changes are told. */
const changed = ({ outside, write }: Stage): unknown => {
  const git = (...words: readonly string[]): unknown =>
    outside(["git", "-c", "user.name=a", "-c", "user.email=a@example.com", ...words]);
  const commit = (name: string): void => {
    git("add", "-A");
    git("commit", "-qm", name);
    git("tag", name);
  };
  git("init", "-q");
  commit("start");
  write("a.txt", "changed");
  commit("half");
  write("b.txt", "changed");
  const { status, stdout } = outside(judged);
  return [status, [...stdout.matchAll(/may touch: (.*)/g)].map((found) => found[1])];
};
const changes = { "package.json": "{}", "a.txt": "a", "b.txt": "b", "junit.xml": report("kept") };
const refresh = (since: string, only: string): string =>
  `[drift.refresh]\nsince = "${since}"\nonly = ["backlot.toml"${only}]\n`;

const exitOf = ({ outside }: Stage): unknown => {
  outside(["backlot", "run", "--", "true"]);
  const { status, stdout } = outside(judged);
  return [status, [...stdout.matchAll(/ (BKL\d+ [\w-]+):/g)].map((found) => found[1])];
};

/** What the fields of `[drift]` do, shown by `backlot drift`. */
export const drift: Readonly<Record<string, Effect>> = {
  drift: {
    toml: `${shop}[drift]\n`,
    files: stampless,
    show: exitOf,
    is: [0, twoWarnings],
  },
  "drift.fail_on": {
    toml: `${shop}[drift]\nfail_on = "warning"\n`,
    files: stampless,
    show: exitOf,
    is: [1, twoWarnings],
  },
  "drift.baseline": {
    toml: `${shop}[drift]\nfail_on = "warning"\nbaseline = "known.json"\n`,
    files: stampless,
    show: (stage) => {
      const before = exitOf(stage);
      stage.outside([...judged, "--freeze"]);
      return [before, exitOf(stage)];
    },
    is: [
      [1, twoWarnings],
      [0, []],
    ],
  },
  "drift.refresh": { toml: refresh("start", ""), files: changes, show: changed, is: [1, ["a.txt", "b.txt"]] },
  "drift.refresh.since": { toml: refresh("half", ""), files: changes, show: changed, is: [1, ["b.txt"]] },
  "drift.refresh.only": {
    toml: refresh("start", ', "b.*"'),
    files: changes,
    show: changed,
    is: [1, ["a.txt"]],
  },
  "drift.refresh.stages": {
    ...suite,
    show: refreshed(stage('deletes = ["*::old"]\nrefreshes = ["*::broken"]'), "kept", "broken"),
    is: [
      0,
      '2 collected, 0 failed, 2 passed after the stage "one"',
      "1 deleted, 1 refreshed, 0 left to later stages, 0 out of scope",
    ],
  },
  "drift.refresh.stages[].name": {
    ...suite,
    show: refreshed(stage(""), "kept", "old!", "broken!"),
    is: [
      0,
      '3 collected, 2 failed, 1 passed after the stage "one"',
      "0 deleted, 0 refreshed, 0 left to later stages, 2 out of scope",
    ],
  },
  "drift.refresh.stages[].deletes": {
    ...suite,
    show: refreshed(stage('deletes = ["*::old"]'), "kept", "broken!"),
    is: [
      0,
      '2 collected, 1 failed, 1 passed after the stage "one"',
      "1 deleted, 0 refreshed, 0 left to later stages, 1 out of scope",
    ],
  },
  "drift.refresh.stages[].refreshes": {
    ...suite,
    show: refreshed(stage('refreshes = ["*::broken"]'), "kept", "old!", "broken!"),
    is: [
      1,
      '3 collected, 1 failed, 2 passed after the stage "one"',
      "0 deleted, 1 refreshed, 0 left to later stages, 1 out of scope",
    ],
  },
  "drift.refresh.stages[].adds": {
    ...suite,
    show: refreshed(stage("adds = 1"), "kept", "old!", "broken!", "new"),
    is: [
      0,
      '4 collected, 2 failed, 2 passed after the stage "one"',
      "0 deleted, 0 refreshed, 0 left to later stages, 2 out of scope",
    ],
  },
};
