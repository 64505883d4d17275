import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeProject, type Project } from "../crash/product.ts";
import { backlot, type BacklotEnd } from "../faults/backlot.ts";
import { leaksIn } from "./canaries.ts";
import { githubProgram, githubScenario } from "./github-program.ts";

const reports = ["text=report.txt", "json=report.json", "junit=report.xml", "github=report.github", "text"];

let project: Project;
let end: BacklotEnd;
beforeAll(async () => {
  project = makeProject({ "backlot.toml": githubScenario, "program.mjs": githubProgram });
  const targets = reports.flatMap((target) => ["--report", target]);
  end = await backlot(["run", ...targets, "--", process.execPath, "program.mjs"], { cwd: project.folder });
});
afterAll(() => {
  project.remove();
});

function textOf(name: string): string {
  return readFileSync(project.path(name), "utf8");
}

test("all calls came, so that there was something to leak", () => {
  expect(end.stderr).toContain("BKL");
  const { statuses } = JSON.parse(textOf("seen.json")) as { statuses: number[] };
  expect(statuses).toEqual([200, 401, 401, 200, 201, 200, 201, 201, 201, 201, 201, 201, 422, 400, 200]);
  const journal = textOf(".backlot/last/journal.ndjson").trim().split("\n");
  const kinds = journal.map((line) => (JSON.parse(line) as { kind: string }).kind);
  expect(kinds.filter((kind) => kind === "call")).toHaveLength(statuses.length);
  expect(kinds).toContain("event");
});

test.each([
  "report.txt",
  "report.json",
  "report.xml",
  "report.github",
  ".backlot/last/report.json",
  ".backlot/last/journal.ndjson",
])("no secret is in %s", (name) => {
  expect(leaksIn(textOf(name))).toEqual([]);
});

test("no secret is on standard error or output, and nothing in the temporary folder", () => {
  expect(leaksIn(end.stderr)).toEqual([]);
  expect(leaksIn(end.stdout)).toEqual([]);
  expect(end.left).toEqual([]);
});

test("no secret that came with a call lay in the lot's folder", () => {
  const { text } = JSON.parse(textOf("seen.json")) as { text: string };
  expect(leaksIn(text).filter((where) => where !== "a declared token of GitHub")).toEqual([]);
});

test("the journal says which token a call carried, by its name", () => {
  expect(textOf(".backlot/last/journal.ndjson")).toContain('"carried":"main"');
});
