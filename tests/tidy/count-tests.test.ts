import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { root } from "./source/files.ts";

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function count(results: Readonly<Record<string, object>>, ...failedParts: string[]): string {
  const folder = mkdtempSync(path.join(tmpdir(), "count-tests-"));
  folders.push(folder);
  for (const [name, result] of Object.entries(results)) {
    writeFileSync(path.join(folder, name), JSON.stringify(result));
  }
  const script = path.join(root, "scripts/count-tests.mjs");
  return execFileSync(process.execPath, [script, folder, ...failedParts], { encoding: "utf8" });
}

test("tests of all parts are added up", () => {
  const results = {
    "test.json": { numPassedTests: 10, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 },
    "consumers-vitest.json": { numPassedTests: 3, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 },
  };
  expect(count(results, "test")).toBe("tests: 13 passed, 1 failed, 3 skipped\n");
});

test("a part that crashed counts as one failed test, with or without results", () => {
  const passed = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 0 };
  expect(count({ "test.json": passed }, "test")).toBe("tests: 5 passed, 1 failed, 0 skipped\n");
  expect(count({}, "install")).toBe("tests: 0 passed, 1 failed, 0 skipped\n");
});
