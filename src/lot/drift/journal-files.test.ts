import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findJournals, type FoundJournals } from "./journal-files.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "journal-files-"));
  writeFileSync(join(folder, "package.json"), "{}");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(name: string, text = "{}\n"): void {
  mkdirSync(join(folder, name, ".."), { recursive: true });
  writeFileSync(join(folder, name), text);
}

const names = ({ files }: FoundJournals): string[] => files.map(({ name }) => name);
const find = (journals: readonly string[], env: Record<string, string> = {}): FoundJournals =>
  findJournals({ journals, cwd: folder, env });

test("without a name it is the last run's; a project that ran nothing has none", () => {
  expect(find([])).toEqual({ files: [], findings: [] });
  put(".backlot/last/journal.ndjson");
  expect(names(find([]))).toEqual([".backlot/last/journal.ndjson"]);
});

test("a folder is all journals below it, in order", () => {
  for (const name of ["j/b.ndjson", "j/a/c.jsonl", "j/note.txt"]) put(name);
  expect(names(find(["j"]))).toEqual(["j/a/c.jsonl", "j/b.ndjson"]);
});

test("inside a run: worlds that have closed; one whose process is gone is missing, one that is open is not", () => {
  const worlds = "run/worlds";
  for (const name of ["1-a.open", "1-a.json", "1-a.ndjson"]) put(`${worlds}/${name}`);
  put(`${worlds}/${process.pid}-b.open`, JSON.stringify({ title: "open", pid: process.pid }));
  // No process has a number this high.
  put(`${worlds}/c.open`, JSON.stringify({ title: "a test", pid: 2 ** 30 }));
  // Half of a world that is just closing.
  put(`${worlds}/${process.pid}-b.ndjson`);
  put(".backlot/last/journal.ndjson");
  put("run/journals/pytest-1.ndjson");
  const found = find([], { BACKLOT_RUN: join(folder, "run") });
  expect(names(found)).toEqual(["1-a.ndjson", "pytest-1.ndjson"]);
  expect(found.findings.map(({ name, what }) => [name, what])).toEqual([
    ["world-not-closed", `a test was never closed (process ${2 ** 30})`],
  ]);
});

test("the last run's journal was read through a link that leads out of the project", () => {
  const project = join(folder, "project");
  mkdirSync(join(project, ".backlot"), { recursive: true });
  writeFileSync(join(project, "package.json"), "{}");
  mkdirSync(join(folder, "elsewhere"));
  writeFileSync(join(folder, "elsewhere/journal.ndjson"), "secret\n");
  symlinkSync(join(folder, "elsewhere"), join(project, ".backlot/last"));
  const found = findJournals({ journals: [], cwd: project, env: {} });
  expect(found.files).toEqual([]);
  expect(found.findings).toMatchObject([{ name: "evidence-missing" }]);
  expect(JSON.stringify(found)).not.toContain("secret\\n");
});
