import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeSample, runNode, runVitest } from "./sample.ts";

const guide = readFileSync(join(import.meta.dirname, "..", "..", "docs", "guide", "testing.md"), "utf8");

/** The guide's blocks by the file that each names in its first line. */
const blocks = [...guide.matchAll(/^```(\w+)\n(?:\/\/|#) (\S+)\n([^]*?)^```$/gm)];
const files = Object.fromEntries(blocks.map(([, , name = "", text = ""]) => [name, text]));
const forJest = "release.test.js";

test("every block of the guide names a file of its own", () => {
  expect(guide.match(/^```\w+$/gm)).toHaveLength(blocks.length);
  expect(Object.keys(files)).toHaveLength(blocks.length);
  expect(blocks.length).toBeGreaterThan(8);
});

test("the block for jest is the one that a project with jest runs", () => {
  const own = join(import.meta.dirname, "..", "consumers", "jest", forJest);
  expect(files[forJest]).toBe(readFileSync(own, "utf8"));
});

test("everything that the guide shows runs and passes", { timeout: 120_000 }, async () => {
  const { [forJest]: _, ...others } = files;
  const folder = makeSample(others);
  const run = await runVitest(folder);
  expect(run.stdout + run.stderr).not.toContain("FAIL");
  const ended = Object.entries(run.tests).map(([name, one]) => `${one.status} ${name}`);
  expect(ended.sort()).toEqual([
    "passed a function answers while the test waits asynchronously",
    "passed a module answers while the test's thread is blocked",
    "passed announces a release",
    "passed has no id when the service is down",
    "passed many at once pushes v1",
    "passed many at once pushes v2",
    "passed releases what is asked for",
  ]);
  const node = await runNode(folder, ["--test", "release.node.mjs"]);
  expect(node).toMatchObject({ code: 0, stderr: "" });
  const script = await runNode(folder, ["script.mjs"]);
  expect(script).toMatchObject({ code: 0, stderr: "" });
});
