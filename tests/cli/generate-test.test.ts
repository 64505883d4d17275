import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterEach, describe, expect, test } from "vitest";
import type { CommandRecording } from "../../src/core/index.ts";
import { encodeFixture } from "../../src/fixture/index.ts";

const run = promisify(execFile);
const repository = path.join(import.meta.dirname, "..", "..");
const modules = path.join(repository, "node_modules");
const vitest = path.join(modules, "vitest", "vitest.mjs");
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

interface Project {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A project with backlot installed and one fixture. */
function project(recordings: readonly Partial<CommandRecording>[]): Project {
  const folder = mkdtempSync(path.join(tmpdir(), "generate-"));
  folders.push(folder);
  mkdirSync(path.join(folder, "node_modules"));
  symlinkSync(repository, path.join(folder, "node_modules", "backlot"));
  for (const name of ["vitest", "@types"])
    symlinkSync(path.join(modules, name), path.join(folder, "node_modules", name));
  writeFileSync(path.join(folder, "package.json"), '{ "type": "module" }');
  mkdirSync(path.join(folder, "fixtures"));
  writeFileSync(path.join(folder, "fixtures", "it.json"), fixture(recordings));
  return { folder, env: { PATH: process.env["PATH"] ?? "", HOME: folder, NO_COLOR: "1" } };
}

function fixture(recordings: readonly Partial<CommandRecording>[]): Uint8Array {
  return encodeFixture({
    metadata: {
      createdAt: "2025-01-15T10:30:00Z",
      cmdmoxVersion: "0.1.0",
      platform: "linux",
      pythonVersion: "20",
      testModule: "tests/it's.py",
      testFunction: 'says "hi"',
    },
    recordings: recordings.map((one, sequence) => ({
      sequence,
      command: "git",
      args: [],
      stdin: "",
      envSubset: {},
      stdout: "",
      stderr: "",
      exit: { code: 0 },
      timestamp: "2025-01-15T10:30:00Z",
      durationMs: 1,
      ...one,
    })),
    scrubbingRules: [],
  });
}

async function generate({ folder, env }: Project, runner: string, output: string): Promise<string> {
  const backlot = path.join(repository, "dist", "cli", "main.js");
  const words = [backlot, "generate-test", "fixtures/it.json", "--runner", runner, "--output", output];
  await run(process.execPath, words, { cwd: folder, env, timeout: 30_000 });
  return readFileSync(path.join(folder, output), "utf8");
}

/** Runs the generated test; gives what it printed. */
async function ran({ folder, env }: Project, runner: string, output: string): Promise<string> {
  const words = runner === "vitest" ? [vitest, "run", output] : ["--test", output];
  const done = run(process.execPath, words, { cwd: folder, env, timeout: 60_000 });
  const { stdout, stderr } = await done.catch(
    (error: unknown) => error as { stdout: string; stderr: string },
  );
  return stdout + stderr;
}

const chunks = (stdout: string): CommandRecording["chunks"] =>
  Array.from(stdout, (text, atMs) => ({ stream: "stdout", text, atMs }));

/** For a command that it does not know CmdMox keeps nearly everything. */
const wholeEnvironment = {
  HOSTNAME: "h",
  OLDPWD: "/x",
  PWD: "/nowhere",
  SHLVL: "7",
  _: "/usr/bin/env",
  IFS: " ",
  LC_ALL: "none",
  NODE_OPTIONS: "--none",
  BASH_ENV: "/none",
  ENV: "/none",
  PATH: "/usr/bin:/bin",
  HOME: "/root",
};

const fixtures: Readonly<Record<string, readonly Partial<CommandRecording>[]>> = {
  "text of all kinds, several commands": [
    { args: ["status", "--short"], stdout: " M a.txt\n?? b.txt\n" },
    { args: ["commit", "-m", 'It\'s "quoted"\n`${x}` \\ */ //'], stderr: "ü 🎬 \u2028\u202e\u0007\n" },
    {
      command: "grep",
      args: ["-c", ""],
      stdin: "a\nb",
      stdout: `${"2 ".repeat(80)}\n\n\tend`,
      exit: { code: 2 },
    },
    { command: "my tool", args: ["", " ", "*", "$HOME", "-"] },
    { args: ["in", "{{cwd}}/a"], stdin: "{{tmp}}", stdout: "{{cwd}}/a {{home}} {{{{cwd}} `${x}`\n" },
  ],
  "bytes that are no text, parts and signals": [
    { args: ["show"], stdout: "\udcff\0\udc80\n", stderr: "\udcfe" },
    { args: ["hash", "a\udcffb\n", ""], stdin: "\udcff{{cwd}}", stdout: "\udcff{{cwd}}" },
    { args: ["slow"], stdout: "abc", chunks: chunks("abc"), cwd: "{{cwd}}/below" },
    { args: ["fetch"], stdout: "begun\n", exit: { signal: "SIGTERM" } },
    { args: ["half"], stdout: "a half: \ud83d\n" },
    { args: ["kill"], exit: { signal: "SIGKILL" } },
    { args: ["env"], envSubset: { GIT_BYTES: "\udcff", "GIT.NAME": "a" }, stdout: "bytes" },
  ],
  "calls that only their environment tells apart": [
    { args: ["env"], stdout: "none" },
    { args: ["env"], envSubset: { GIT_DIR: "a" }, stdout: "a" },
    { args: ["env"], envSubset: { GIT_DIR: "a", GIT_AUTHOR: "{{home}}" }, stdout: "both" },
    { args: ["env"], envSubset: { PATH: "/bin" }, stdout: "path" },
    { args: ["env"], stdout: "none again" },
    { args: ["env"], envSubset: { __proto__x: "1", constructor: "2" }, stdout: "names" },
    { command: "uname", args: ["-a"], envSubset: wholeEnvironment, stdout: "as CmdMox keeps it" },
  ],
  "more calls than a test has time for by default": Array.from({ length: 60 }, (_, index) => ({
    args: [String(index)],
    stdout: `${index}\n`,
  })),
};

describe.each(Object.keys(fixtures))("a test from %s", (name) => {
  test.each([
    ["vitest", "tests/it.test.ts", /Tests +1 passed/],
    ["node", "tests/it.test.mjs", /^# pass 1$/m],
  ] as const)("passes as written with %s", { timeout: 90_000 }, async (runner, output, passed) => {
    const one = project(fixtures[name] ?? []);
    const text = await generate(one, runner, output);
    // oxlint-disable-next-line no-control-regex
    expect(text).not.toMatch(
      /[\0-\t\v-\u001f\u007f-\u009f\u2028\u2029\u202e\udc80-\udcff](?![\udc00-\udfff])/u,
    );
    expect(text).toContain(String.raw`test("says \"hi\" (tests/it's.py)", `);
    expect(await ran(one, runner, output)).toMatch(passed);
  });

  test("has no type errors", { timeout: 60_000 }, async () => {
    const one = project(fixtures[name] ?? []);
    await generate(one, "vitest", "it.test.ts");
    const tsc = path.join(modules, ".bin", "tsc");
    const strict = [
      "--strict",
      "--noUncheckedIndexedAccess",
      "--noUnusedLocals",
      "--exactOptionalPropertyTypes",
    ];
    const target = ["--target", "es2023", "--lib", "es2023,esnext.disposable", "--module", "nodenext"];
    const words = ["--noEmit", ...strict, ...target, "--types", "node", "it.test.ts"];
    const done = run(tsc, words, { cwd: one.folder, env: one.env, timeout: 60_000 });
    expect(await done.catch((error: unknown) => error)).toMatchObject({ stdout: "", stderr: "" });
  });
});

test(
  "a generated test fails when a call is left out or answered otherwise",
  { timeout: 90_000 },
  async () => {
    const one = project([
      { args: ["a"], stdout: "a" },
      { args: ["b"], stdout: "b" },
    ]);
    const text = await generate(one, "node", "it.test.mjs");
    const file = path.join(one.folder, "it.test.mjs");
    writeFileSync(file, text.replace(/^.*run\(world, "git", \["b"\]\).*$/m, ""));
    expect(await ran(one, "node", "it.test.mjs")).toMatch(/BKL4005 unconsumed-recording[^]*\[1\] git b/);
    writeFileSync(file, text.replace('stdout: "b"', 'stdout: "c"'));
    expect(await ran(one, "node", "it.test.mjs")).toMatch(/# fail 1/);
  },
);

test("jest gets what it loads: require in .js, modules where they are translated", async () => {
  const one = project([{ args: ["a"] }]);
  expect(await generate(one, "jest", "it.test.js")).toContain(
    'const { expect, worldTest } = require("backlot/jest");',
  );
  expect(await generate(one, "jest", "it.test.ts")).toContain(
    'import { expect, worldTest, type World } from "backlot/jest";',
  );
});
