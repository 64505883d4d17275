import { existsSync, lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { library, makeProject, type Project } from "../crash/product.ts";
import { backlot, type BacklotEnd } from "../faults/backlot.ts";
import { canaries, leaksIn } from "./canaries.ts";
import { innerProgram, program, scenario } from "./secret-program.ts";

const files = { "backlot.toml": scenario, "program.mjs": program, "inner.mjs": innerProgram(library) };
const reports = ["text=report.txt", "json=report.json", "junit=report.xml", "github=report.github", "text"];

function run(
  project: Project,
  name: string,
  env: Readonly<Record<string, string>> = {},
): Promise<BacklotEnd> {
  const targets = reports.flatMap((target) => ["--report", target]);
  return backlot(["run", ...targets, "--", process.execPath, name], { cwd: project.folder, env });
}

function textOf(project: Project, name: string): string {
  return readFileSync(project.path(name), "utf8");
}

/** What a program saw in the lot's folder while its world was open. */
function seenIn(project: Project): { readonly text: string; readonly open: readonly string[] } {
  return JSON.parse(textOf(project, "seen.json")) as { text: string; open: string[] };
}

function modesBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true }).map((entry) => {
    const { mode } = lstatSync(join(entry.parentPath, entry.name));
    return `${entry.name} ${(mode & 0o777).toString(8)}`;
  });
}

describe("after a run", () => {
  let project: Project;
  let end: BacklotEnd;
  beforeAll(async () => {
    project = makeProject(files);
    end = await run(project, "program.mjs");
  });
  afterAll(() => {
    project.remove();
  });

  test("all calls are in the report, so that there was something to leak", () => {
    expect(end.exitCode).toBe(1);
    const report = JSON.parse(textOf(project, "report.json")) as object;
    const text = JSON.stringify(report);
    for (const word of ["POST /login", "POST /unknown", "tool login", "tool unmatched", "echo"]) {
      expect(text).toContain(word);
    }
    const journal = textOf(project, ".backlot/last/journal.ndjson").trim().split("\n");
    const kinds = journal.map((line) => (JSON.parse(line) as { kind: string }).kind);
    expect(kinds.filter((kind) => kind === "call")).toHaveLength(12);
    expect(new Set(kinds)).toEqual(new Set(["journal", "world", "stub", "call", "end"]));
  });

  test.each(["report.txt", "report.json", "report.xml", "report.github"])("no secret is in %s", (name) => {
    expect(leaksIn(textOf(project, name))).toEqual([]);
  });

  test.each([".backlot/last/report.json", ".backlot/last/journal.ndjson"])("no secret is in %s", (name) => {
    expect(leaksIn(textOf(project, name))).toEqual([]);
    expect(textOf(project, name)).toContain("<redacted>");
  });

  test("no secret is on standard error, and nothing in the temporary folder", () => {
    expect(leaksIn(end.stderr)).toEqual([]);
    expect(end.stderr).toContain("BKL");
    expect(end.left).toEqual([]);
  });

  test("no secret lay in the lot's folder, and nobody else could read there", () => {
    const { text, open } = seenIn(project);
    // What the scenario itself says is not in question: only what came with the calls.
    expect(leaksIn(text)).toEqual([]);
    expect(open).toEqual([]);
  });

  test("what stays of the run is for its user alone", () => {
    expect((lstatSync(project.path(".backlot")).mode & 0o777).toString(8)).toBe("700");
    expect(modesBelow(project.path(".backlot")).toSorted()).toEqual([
      ".gitignore 600",
      "journal.ndjson 600",
      "last 700",
      "report.json 600",
    ]);
  });
});

describe("a world in a test process", () => {
  let project: Project;
  beforeEach(() => {
    project = makeProject(files);
  });
  afterEach(() => {
    project.remove();
  });

  test("writes no secret into the run's folder, its reports or its error", async () => {
    const end = await run(project, "inner.mjs");
    expect(end.exitCode).toBe(1);
    expect(JSON.stringify(JSON.parse(textOf(project, "report.json")))).toContain('"inner"');
    // The second look came after the inner world's journal was written.
    expect(leaksIn(seenIn(project).text)).toEqual([]);
    expect(leaksIn(end.stderr)).toEqual([]);
    for (const name of ["report.json", ".backlot/last/report.json", ".backlot/last/journal.ndjson"]) {
      expect(leaksIn(textOf(project, name))).toEqual([]);
    }
  });
});

test.each(["run.program-ended", "world.stored", "last-run.journal-written", "run.kept"])(
  "a run that is killed at %s leaves no secret",
  async (killPoint) => {
    const project = makeProject(files);
    try {
      const end = await run(project, "program.mjs", { BACKLOT_TEST_KILL_POINT: killPoint });
      expect(end.exitCode).toBeNull();
      expect(leaksIn(end.stderr)).toEqual([]);
      const last = project.path(".backlot/last");
      const kept = existsSync(last) ? readdirSync(last) : [];
      expect(kept.flatMap((name) => leaksIn(readFileSync(join(last, name), "utf8")))).toEqual([]);
      expect(modesBelow(last).filter((mode) => !mode.endsWith(" 600"))).toEqual([]);
    } finally {
      project.remove();
    }
  },
);

test("every canary would be found, plain and encoded", () => {
  for (const { where, value } of Object.values(canaries)) {
    expect(leaksIn(`x${value}x`)).toContain(where);
    expect(leaksIn(Buffer.from(`user:${value}:more`).toString("base64"))).toContain(where);
    expect(leaksIn(Buffer.from(value).toString("hex"))).toContain(where);
  }
});
