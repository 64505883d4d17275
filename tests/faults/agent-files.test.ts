import { execFileSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";

import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { projectFolderName } from "../../src/doubles/agent/sessions/project-folder.ts";
import { cli, makeProject, type Project } from "../crash/product.ts";
import { type BacklotEnd, runProgram, trace } from "./backlot.ts";

const id = "550e8400-e29b-41d4-a716-446655440000";

let project: Project;
let config: string;
let session: string;
beforeEach(() => {
  project = makeProject({ "backlot.toml": '[agents.claude]\ndefault_response = "Hi!"\n' });
  config = project.path("config");
  session = `${config}/projects/${projectFolderName(project.folder)}/${id}.jsonl`;
  mkdirSync(dirname(session), { recursive: true });
});
afterEach(() => {
  project.remove();
});

async function claude(
  flags: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<BacklotEnd> {
  const words = [cli, "claude", "--scenario", project.path("backlot.toml"), "-p", "hello", ...flags];
  const end = await runProgram(process.execPath, words, {
    cwd: project.folder,
    env: { CLAUDE_CONFIG_DIR: config, ...env },
  });
  expect(end.stdout).not.toMatch(trace);
  expect(end.stderr).not.toMatch(trace);
  expect(end.left).toEqual([]);
  return end;
}

const answered = (stderr: string | RegExp = ""): object => ({
  exitCode: 0,
  stdout: "Hi!\n",
  stderr: typeof stderr === "string" ? stderr : expect.stringMatching(stderr),
});
const refused = (stderr: string | RegExp): object => ({
  exitCode: 1,
  stdout: "",
  stderr: typeof stderr === "string" ? stderr : expect.stringMatching(stderr),
});

const fifo = (path: string): void => void execFileSync("mkfifo", [path]);

describe("a session file that", () => {
  test("is corrupt is resumed without what can't be read, and goes on", async () => {
    writeFileSync(
      session,
      'no JSON\n{"type":"user","message":{"role":"user","content":"before"}}\n{"type":"us',
    );
    expect(await claude(["--resume", id])).toMatchObject(
      answered(/^Warning: 2 of the 3 lines of .*\.jsonl can't be read as JSON objects and are left out\.\n$/),
    );
    const lines = readFileSync(session, "utf8").split("\n");
    expect(lines.slice(0, 3)).toEqual([
      "no JSON",
      '{"type":"user","message":{"role":"user","content":"before"}}',
      '{"type":"us',
    ]);
    expect(JSON.parse(lines.at(-2) ?? "")).toMatchObject({ type: "assistant" });
  });

  test("is no text is resumed without it", async () => {
    writeFileSync(session, Buffer.from(Array.from({ length: 100_000 }, (_, n) => (n * 37) % 256)));
    expect(await claude(["--resume", id])).toMatchObject(answered(/^Warning: /));
  });

  test("is huge is not resumed", async () => {
    writeFileSync(session, Buffer.alloc(64 * 1024 * 1024 + 1, "a"));
    for (const flags of [["--resume", id], ["--continue"]])
      expect(await claude(flags)).toMatchObject(
        refused(/has 67108865 bytes; sessions of at most 67108864 can be resumed/),
      );
  });

  test.each([
    ["is a folder", mkdirSync],
    ["is a FIFO", fifo],
  ])("%s is none", async (_, make) => {
    make(session);
    expect(await claude(["--resume", id])).toMatchObject(
      refused(`No conversation found with session ID: ${id}\n`),
    );
    expect(await claude(["--session-id", id])).toMatchObject(
      refused(`Error: Session ID ${id} is already in use.\n`),
    );
    expect(await claude(["--continue"])).toMatchObject(answered());
  });

  test("leads out of the configuration through a link is not read", async () => {
    const secret = project.path("secret.txt");
    writeFileSync(secret, "secret\n");
    symlinkSync(secret, session);
    const end = await claude(["--resume", id]);
    expect(end).toMatchObject({ exitCode: 1, stdout: "" });
    expect(readFileSync(secret, "utf8")).toBe("secret\n");
  });
});

describe("settings that", () => {
  test.each<[string, (path: string) => void]>([
    ["are no JSON", (path) => writeFileSync(path, '{"permissions": {')],
    ["are a folder", mkdirSync],
    ["are a FIFO", fifo],
    ["are huge", (path) => writeFileSync(path, " ".repeat(2 * 1024 * 1024))],
    ["are another kind of JSON", (path) => writeFileSync(path, "[1]")],
  ])("%s are ignored, as the real one does", async (_, make) => {
    make(`${config}/settings.json`);
    expect(await claude()).toMatchObject(answered());
  });

  test("a flag names must be there, and be JSON", async () => {
    expect(await claude(["--settings", "/nowhere.json"])).toMatchObject(
      refused("Error: Settings file not found: /nowhere.json\n"),
    );
    expect(await claude(["--settings", "{no}"])).toMatchObject(
      refused("Error: Invalid JSON provided to --settings\n"),
    );
    fifo(project.path("fifo"));
    expect(await claude(["--settings", project.path("fifo")])).toMatchObject(refused(/^Error: /));
  });
});

describe("CLAUDE_CONFIG_DIR that", () => {
  const keptBelow = (folder: string): readonly string[] =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".jsonl"));

  test("is relative lies where claude is called", async () => {
    expect(await claude([], { CLAUDE_CONFIG_DIR: "own/./config" })).toMatchObject(answered());
    expect(keptBelow(project.path("own/config")).length).toBe(1);
    expect(statSync(project.path("own/config")).mode & 0o777).toBe(0o700);
  });

  test("is empty is none, so that nothing is left", async () => {
    expect(await claude([], { CLAUDE_CONFIG_DIR: "" })).toMatchObject(answered());
    expect(existsSync(project.path("projects"))).toBe(false);
    expect(keptBelow(project.folder)).toEqual([]);
  });

  test("is a link is followed", async () => {
    rmSync(config, { recursive: true });
    mkdirSync(project.path("real"));
    symlinkSync(project.path("real"), config);
    expect(await claude()).toMatchObject(answered());
    expect(keptBelow(project.path("real")).length).toBe(1);
  });

  test.each([
    ["is a file", "package.json"],
    ["can't be made", "/proc/self/nothing"],
  ])("%s keeps nothing, which is told, and has no sessions", async (_, place) => {
    const env = { CLAUDE_CONFIG_DIR: place };
    expect(await claude([], env)).toMatchObject(
      answered(/^Warning: the session can't be kept: E[A-Z]+: .*\n$/),
    );
    expect(await claude(["--resume", id], env)).toMatchObject(
      refused(`No conversation found with session ID: ${id}\n`),
    );
    expect(await claude(["--no-session-persistence"], env)).toMatchObject(answered());
  });
});

test("a working directory that does not exist is only told", async () => {
  const end = await claude(["--cwd", "/nowhere/at/all", "--output-format", "json", "--verbose"]);
  expect(end).toMatchObject({ exitCode: 0, stderr: "" });
  expect(JSON.parse(end.stdout)).toMatchObject([{ subtype: "init", cwd: "/nowhere/at/all" }, {}, {}]);
});

describe("what may not be read", () => {
  /** Nobody may read there but root, who may read anything; so root runs it as somebody else. */
  const uid = process.getuid?.() === 0 ? 65_534 : undefined;

  test("is ignored, kept nowhere, or refused; never a trace", async () => {
    // Somebody else may not be able to enter the folder that this checkout lies in.
    const built = project.path("built");
    cpSync("dist", built, { recursive: true });
    cpSync("package.json", project.path("package.json"));
    writeFileSync(`${config}/settings.json`, '{"permissions":{"deny":["Bash"]}}');
    writeFileSync(session, '{"type":"user","message":{"role":"user","content":"before"}}\n');
    if (uid !== undefined) execFileSync("chown", ["-R", `${uid}:${uid}`, project.folder]);
    const run = (...flags: readonly string[]): Promise<BacklotEnd> =>
      runProgram(
        process.execPath,
        [
          `${built}/cli/main.js`,
          "claude",
          "--scenario",
          project.path("backlot.toml"),
          "-p",
          "hello",
          ...flags,
        ],
        { cwd: project.folder, env: { CLAUDE_CONFIG_DIR: config }, uid },
      );
    for (const [path, mode] of [
      [`${config}/settings.json`, 0],
      [session, 0],
      [dirname(session), 0o500],
    ] as const)
      chmodSync(path, mode);
    try {
      const ends = [await run(), await run("--resume", id), await run("--continue")];
      expect(ends).toMatchObject([
        answered(/^Warning: the session can't be kept: EACCES: .*\n$/),
        refused(/^Error: .*EACCES/),
        refused(/^Error: .*EACCES/),
      ]);
      for (const { stderr } of ends) expect(stderr).not.toMatch(trace);
    } finally {
      chmodSync(dirname(session), 0o700);
    }
  });
});
