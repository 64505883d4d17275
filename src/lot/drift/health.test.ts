import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { limits } from "../../core/index.ts";
import { gatherDrift } from "./gather.ts";
import { gatherHealth, type GatheredHealth } from "./health.ts";

let root = "";

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "health-")));
  write("package.json", "{}");
  write("backlot.toml", 'name = "x"\n');
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

function write(file: string, text: string): void {
  mkdirSync(join(root, file, ".."), { recursive: true });
  writeFileSync(join(root, file), text);
}

async function gather(junit: readonly string[], types: readonly string[] = []): Promise<GatheredHealth> {
  const gathered = await gatherDrift({ scenarios: [], journals: [], cwd: root, env: {} });
  return gatherHealth({ junit, types, stage: undefined, cwd: root }, gathered);
}

const junit = (...files: readonly string[]): string =>
  `<testsuites name="vitest tests"><testsuite name="s">${files.map((file) => `<testcase classname="${file}" name="a"/>`).join("")}</testsuite></testsuites>`;

test("texts of test files are read up to a limit in all, and the rest is told", async () => {
  write("a.test.ts", "a");
  write("b.test.ts", "b".repeat(limits.testSourceBytes - 1));
  write("r.xml", junit("a.test.ts", "b.test.ts", "none.test.ts", "../outside.test.ts"));
  const { evidence } = await gather(["r.xml"]);
  expect([...evidence.sources.keys()]).toEqual(["a.test.ts", "b.test.ts"]);
  expect(evidence.unread).toEqual(["none.test.ts", "../outside.test.ts"]);
  write("b.test.ts", "b".repeat(limits.testSourceBytes));
  expect((await gather(["r.xml"])).evidence.unread).toContain("b.test.ts");
});

test("a report that is named twice is read once, and git is asked where there is a repository", async () => {
  write("a.test.ts", "");
  write("r.xml", junit("a.test.ts"));
  const without = await gather(["r.xml", join(root, "r.xml")]);
  expect(without.evidence.tests).toHaveLength(1);
  expect(without.evidence.git).toBeUndefined();
  execFileSync("git", ["init", "--quiet"], { cwd: root });
  execFileSync("git", ["add", "a.test.ts"], { cwd: root });
  const { git } = (await gather(["r.xml"])).evidence;
  expect(git).toEqual({ tracked: new Set(["a.test.ts"]), ignored: new Set(), changed: undefined });
});

test("fixtures that a scenario names are files of doubles", async () => {
  write("backlot.toml", '[[commands]]\nrun = "git **"\nfixture = "fixtures/git.json"\n');
  expect((await gather([])).evidence.doubles.map((one) => one.file)).toEqual(["backlot.toml"]);
  const fixture = { version: "1.0", metadata: metadata(), recordings: [], scrubbing_rules: [] };
  write("fixtures/git.json", JSON.stringify(fixture));
  expect((await gather([])).evidence.doubles.map((one) => one.file)).toEqual([
    "backlot.toml",
    "fixtures/git.json",
  ]);
});

function metadata(): Record<string, string> {
  return {
    created_at: "2026-01-01T00:00:00Z",
    cmdmox_version: "0.2",
    platform: "linux",
    python_version: "3.11",
  };
}
