import { readFileSync } from "node:fs";

import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { cli, library, makeProject, type Project } from "../crash/product.ts";
import { backlot } from "./backlot.ts";

const deploy = (word: string): string =>
  `name = "${word}"\n[[commands]]\nrun = "deploy ${word}"\nreply = { stdout = "${word}\\n" }\ntimes = 20\n`;
const repeat = 'i=0; while [ $i -lt 20 ]; do deploy "$0" || exit 9; i=$((i + 1)); done';

const inner = `
import { openWorld } from ${JSON.stringify(library)};
import { readdirSync, truncateSync, readFileSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
const scenario = { name: "inner", commands: [{ run: "tool *", reply: {} }] };
const world = await openWorld(scenario, { title: "inner world" });
for (const word of ["a", "b", "c"]) execFileSync("tool", [word], { env: world.env });
const how = process.argv[2];
if (how === "exit") process.exit(0);
if (how === "kill") process.kill(process.pid, "SIGKILL");
await world.close();
const folder = process.env.BACKLOT_RUN + "/worlds/";
const [journal] = readdirSync(folder).filter((name) => name.endsWith(".ndjson"));
const file = folder + journal;
const size = readFileSync(file).length;
if (how === "cut") truncateSync(file, size - 10);
if (how === "empty") truncateSync(file, 0);
if (how === "torn") truncateSync(file.replace(".ndjson", ".json"), 40);
process.exit(0);
`;

interface Report {
  readonly exitCode: number;
  readonly worlds: readonly {
    readonly world: string;
    readonly calls: readonly { readonly text: string }[];
  }[];
  readonly findings: readonly { readonly name: string; readonly what: string }[];
}

let project: Project;
beforeEach(() => {
  project = makeProject({
    "a.toml": deploy("a"),
    "b.toml": deploy("b"),
    "backlot.toml": '[[commands]]\nrun = "deploy **"\nreply = { stdout = "outer\\n" }\noptional = true\n',
    "innermost.toml": '[[commands]]\nrun = "deploy now"\nreply = { stdout = "innermost\\n" }\n',
    "inner.mjs": inner,
  });
});
afterEach(() => {
  project.remove();
});

function reportOf(name: string): Report {
  return JSON.parse(readFileSync(project.path(name), "utf8")) as Report;
}

test("two runs at once in one project share nothing, and both reports are right", async () => {
  const both = await Promise.all(
    ["a", "b"].map((word) =>
      backlot(
        ["run", "-s", `${word}.toml`, "--report", `json=${word}.json`, "--", "sh", "-c", repeat, word],
        {
          cwd: project.folder,
        },
      ),
    ),
  );
  for (const [index, word] of ["a", "b"].entries()) {
    expect(both[index]).toMatchObject({ exitCode: 0, stdout: `${word}\n`.repeat(20), left: [] });
    const report = reportOf(`${word}.json`);
    expect(report.worlds).toHaveLength(1);
    expect(report.worlds[0]?.calls.map((call) => call.text)).toEqual(Array(20).fill(`deploy ${word}`));
  }
  // What stays of the last run is of one of them.
  const last = reportOf(".backlot/last/report.json");
  const journal = readFileSync(project.path(".backlot/last/journal.ndjson"), "utf8").trim().split("\n");
  const lines = journal.map((line) => JSON.parse(line) as { kind: string; text: string });
  const texts = lines.filter(({ kind }) => kind === "call").map(({ text }) => text);
  expect(lines.map(({ kind }) => kind)).toEqual(["journal", "world", ...texts.map(() => "call"), "end"]);
  expect(texts).toEqual(last.worlds[0]?.calls.map((call) => call.text));
});

test("a run inside a run inside a run is its own world, and ends by itself", async () => {
  const node = process.execPath;
  const innermost = [
    node,
    cli,
    "run",
    "-s",
    "innermost.toml",
    "--report",
    "json=innermost.json",
    "--",
    "deploy",
    "now",
  ];
  const middle = [node, cli, "run", "--report", "json=middle.json", "--", ...innermost];
  const end = await backlot(["run", "--report", "json=outer.json", "--", ...middle], { cwd: project.folder });
  expect(end).toMatchObject({ exitCode: 0, stdout: "innermost\n", left: [] });
  const calls = ["outer", "middle", "innermost"].map(
    (name) => reportOf(`${name}.json`).worlds.flatMap((world) => world.calls).length,
  );
  // Nothing reached the outer doubles, and the outer reports show what the worlds inside saw.
  expect(calls).toEqual([1, 1, 1]);
});

describe("evidence that is missing fails a run that was green:", () => {
  test.each([
    ["a world that its process left open", "exit", "world-not-closed"],
    ["a world whose process was killed", "kill; true", "world-not-closed"],
    ["a journal without its last line", "cut", "journal-cut-short"],
    ["a journal without any line", "empty", "journal-cut-short"],
    ["a report that was not written whole", "torn", "world-not-closed"],
  ])("%s", async (_, how, name) => {
    const end = await backlot(
      [
        "run",
        "--report",
        "json=report.json",
        "--report",
        "text",
        "--",
        "sh",
        "-c",
        `"$0" inner.mjs ${how}`,
        process.execPath,
      ],
      { cwd: project.folder },
    );
    expect(end).toMatchObject({ exitCode: 3, left: [] });
    const report = reportOf("report.json");
    expect(report.findings.map((one) => one.name)).toEqual([name]);
    expect(end.stderr).toContain(name);
    expect(report.findings[0]?.what).toContain("inner world");
  });

  test("nothing is missing when the world was closed", async () => {
    const end = await backlot(
      ["run", "--report", "json=report.json", "--", process.execPath, "inner.mjs", "well"],
      { cwd: project.folder },
    );
    expect(end).toMatchObject({ exitCode: 0, left: [] });
    expect(reportOf("report.json").worlds.map(({ world, calls }) => [world, calls.length])).toEqual([
      ["main", 0],
      ["inner world", 3],
    ]);
  });

  test("a world opened in a run that is over does not bring its folder back", async () => {
    const end = await backlot(["run", "--", "sh", "-c", "echo $BACKLOT_RUN"], { cwd: project.folder });
    const { runProgram } = await import("./backlot.ts");
    const late = await runProgram(process.execPath, ["inner.mjs", "late"], {
      cwd: project.folder,
      env: { BACKLOT_RUN: end.stdout.trim() },
    });
    expect(late.stderr).toContain("ENOENT");
    expect(() => readFileSync(end.stdout.trim())).toThrow("ENOENT");
  });
});
