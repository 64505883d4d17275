import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { makeProject, type Project } from "../crash/product.ts";
import { backlot, runProgram, trace } from "./backlot.ts";

let project: Project;
beforeEach(() => {
  // Verification fails, so that there is something to say.
  project = makeProject({ "backlot.toml": '[[commands]]\nrun = "deploy now"\nreply = { stdout = "ok" }\n' });
});
afterEach(() => {
  project.remove();
});

describe("when nobody reads what backlot says,", () => {
  test("a broken pipe changes nothing else", async () => {
    const end = await backlot(["run", "--", "sleep", "0.2"], {
      cwd: project.folder,
      onStart: (child) => {
        child.stdout?.destroy();
        child.stderr?.destroy();
      },
    });
    expect(end).toMatchObject({ exitCode: 1, left: [] });
    expect(existsSync(project.path(".backlot/last/report.json"))).toBe(true);
  });

  test.each([["1>&-"], ["2>&-"], ["1>&- 2>&-"], ["0<&- 1>&- 2>&-"]])(
    "%s changes nothing else",
    async (closed) => {
      const words = `"${process.execPath}" dist/cli/main.js run -s "$0" -- true ${closed}`;
      const end = await runProgram("sh", ["-c", words, project.path("backlot.toml")], { cwd: "." });
      expect(end).toMatchObject({ exitCode: 1, left: [] });
      expect(end.stdout).toBe("");
      expect(end.stderr).not.toMatch(trace);
    },
  );

  test("a report that can't be written is told, and the run is over", async () => {
    const words = ["run", "--report", "json=package.json/report.json", "--", "deploy", "now"];
    const end = await backlot(words, { cwd: project.folder });
    expect(end).toMatchObject({ exitCode: 3, stdout: "ok", left: [] });
    expect(end.stderr).toContain("BKL5012");
  });
});

/** Nobody may write there but root, who may write anywhere; so root runs it as somebody else. */
const uid = process.getuid?.() === 0 ? 65_534 : undefined;

test("a project that can't be written to loses only .backlot/last", async () => {
  const readOnly = makeProject({
    "backlot.toml": '[[commands]]\nrun = "deploy now"\nreply = { stdout = "ok" }\n',
  });
  // Somebody else may not be able to enter the folder that this checkout lies in.
  const built = mkdtempSync("/tmp/built-");
  try {
    cpSync("dist", built, { recursive: true });
    cpSync("package.json", join(built, "package.json"));
    await runProgram("chmod", ["0755", built], { cwd: "/" });
    await runProgram("chmod", ["0555", readOnly.folder], { cwd: "/" });
    const words = [join(built, "cli/main.js"), "run", "--", "deploy", "now"];
    const end = await runProgram(process.execPath, words, { cwd: readOnly.folder, uid });
    expect(end).toMatchObject({ exitCode: 0, stdout: "ok", left: [] });
    expect(readdirSync(readOnly.folder).sort()).toEqual(["backlot.toml", "package.json"]);
  } finally {
    await runProgram("chmod", ["0755", readOnly.folder], { cwd: "/" });
    readOnly.remove();
    rmSync(built, { recursive: true, force: true });
  }
});

test("a .backlot folder that leads out of the project is not followed", async () => {
  const elsewhere = makeProject({});
  try {
    await runProgram("ln", ["-s", elsewhere.folder, project.path(".backlot")], { cwd: "/" });
    const end = await backlot(["run", "--", "deploy", "now"], { cwd: project.folder });
    expect(end).toMatchObject({ exitCode: 0, left: [] });
    expect(readdirSync(elsewhere.folder)).toEqual(["package.json"]);
  } finally {
    elsewhere.remove();
  }
});

test("the last run is kept whole and private, and what a killed run left beside it is removed", async () => {
  const stale = makeProject({
    "backlot.toml": '[[commands]]\nrun = "deploy now"\nreply = { stdout = "ok" }\n',
  });
  try {
    await backlot(["run", "--", "deploy", "now"], {
      cwd: stale.folder,
      env: { BACKLOT_TEST_KILL_POINT: "last-run.journal-written" },
    });
    expect(readdirSync(stale.path(".backlot/last")).length).toBeGreaterThan(0);
    const end = await backlot(["run", "--", "deploy", "now"], { cwd: stale.folder });
    expect(end.exitCode).toBe(0);
    expect(readdirSync(stale.path(".backlot/last")).sort()).toEqual(["journal.ndjson", "report.json"]);
    expect(JSON.parse(readFileSync(stale.path(".backlot/last/report.json"), "utf8"))).toMatchObject({
      exitCode: 0,
    });
  } finally {
    stale.remove();
  }
});
