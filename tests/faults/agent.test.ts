import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { cli, makeProject, type Project } from "../crash/product.ts";
import { backlot, type BacklotEnd, runProgram, trace } from "./backlot.ts";

const scenario = `
[agents.claude]
optional = true
responses = [
  { pattern = { contains = "hello" }, response = "Hi!" },
  { pattern = { contains = "hang" }, failure = { type = "hang" } },
  { pattern = { contains = "slow" }, response = { text = "Slow.", delay_ms = 600000 } },
  { pattern = { contains = "crash" }, failure = { type = "crash" } },
  { pattern = { contains = "exit" }, failure = { type = "exit", code = 9 } },
  { pattern = { contains = "kill" }, failure = { type = "kill" } },
  { pattern = { contains = "cut" }, failure = { type = "cut_line" }, response = "Hi!" },
  { pattern = { contains = "garbage" }, failure = { type = "garbage_line" }, response = "Hi!" },
]
`;

/** A parent that runs a command with a prompt. */
const parent = `
import { spawn } from "node:child_process";
const [prompt, command, ...words] = process.argv.slice(2);
const flags = ["-p", prompt, "--output-format", "stream-json", "--verbose"];
const child = spawn(command, [...words, ...flags], { stdio: ["ignore", "pipe", "pipe"] });
let [stdout, stderr] = ["", ""];
child.stdout.on("data", (data) => (stdout += data));
child.stderr.on("data", (data) => (stderr += data));
child.on("close", (code, signal) => {
  const how = signal === null ? "code " + code : "signal " + signal;
  console.log(JSON.stringify({ how, stdout, stderr }));
});
`;

/** A parent that sends a signal as soon as the command has said something. */
const signalled = `
import { spawn } from "node:child_process";
const [signal, prompt, command, ...words] = process.argv.slice(2);
const flags = ["-p", prompt, "--output-format", "stream-json", "--verbose"];
const child = spawn(command, [...words, ...flags], { stdio: ["ignore", "pipe", "inherit"] });
child.stdout.once("data", () => child.kill(signal));
child.on("close", (code, by) => console.log(by === null ? "code " + code : "signal " + by));
`;

let project: Project;
beforeAll(() => {
  project = makeProject({ "backlot.toml": scenario, "parent.mjs": parent, "signal.mjs": signalled });
  const size = 1024 * 1024;
  writeFileSync(project.path("long.txt"), `${"a".repeat(size)}hello`);
  writeFileSync(project.path("too-long.txt"), "a".repeat(20 * size));
  writeFileSync(
    project.path("binary"),
    Buffer.from(Array.from({ length: 100_000 }, (_, n) => (n * 37) % 256)),
  );
});
afterAll(() => {
  project.remove();
});

type Run = (line: string) => Promise<BacklotEnd>;

/** Runs a line of shell in a world; `$claude` is the command that the world puts on PATH. */
const inWorld: Run = (line) =>
  backlot(["run", "--", "sh", "-c", `claude=$(command -v claude); ${line}`], { cwd: project.folder });

/** The same without a world: each `$claude` is a process of its own. */
const standAlone: Run = (line) => {
  const claude = `claude="${process.execPath} ${cli} claude --scenario ${project.path("backlot.toml")}"`;
  return runProgram("sh", ["-c", `${claude}; ${line}`], { cwd: project.folder });
};

describe.each([
  ["in a world", inWorld],
  ["stand-alone", standAlone],
])("claude %s", (_, run) => {
  test.each([
    ["a prompt of a megabyte", "$claude -p < long.txt", 0, "Hi!\n", ""],
    ["one of 20", "$claude -p < too-long.txt", 1, "", "Error: piped stdin input exceeds 10MB"],
    [
      "one that never ends",
      "yes aaaaaaaaaaaaaaaa | $claude -p",
      1,
      "",
      "Error: piped stdin input exceeds 10MB",
    ],
    ["one that is no text", "$claude -p hello < binary", 0, "Hi!\n", ""],
    ["closed input", "$claude -p hello <&-", 0, "Hi!\n", ""],
    ["closed input and no prompt", "$claude -p <&-", 1, "", "Error: Input must be provided"],
    ["closed output", "$claude -p hello >&-", 0, "", ""],
    ["a reader that leaves", "$claude -p hello | head -c 1", 0, "H", ""],
    [
      "an unknown session",
      "$claude -p hello --resume 550e8400-e29b-41d4-a716-446655440000",
      1,
      "",
      "No conversation found with session ID: 550e8400-e29b-41d4-a716-446655440000\n",
    ],
    ["no environment", "env -i $claude -p hello", 0, "Hi!\n", ""],
  ])("%s", async (_name, line, exitCode, stdout, stderr) => {
    const end = await run(line);
    expect(end).toMatchObject({ exitCode, stdout, left: [] });
    expect(end.stderr).not.toMatch(trace);
    expect(end.stderr).toContain(stderr);
  });

  test.each([
    ["crash", "code 1", ["system"], "Error: crashed\n    at "],
    ["exit", "code 9", ["system"], ""],
    ["kill", "signal SIGKILL", ["system"], ""],
    ["cut", "code 1", ["system", "assistant", "no JSON"], ""],
    ["garbage", "code 0", ["system", "no JSON", "assistant", "result"], ""],
  ])("a process that fails by %s, as its parent sees it", async (prompt, how, kinds, stderr) => {
    const end = await run(`"${process.execPath}" parent.mjs ${prompt} $claude`);
    const seen = JSON.parse(end.stdout) as { how: string; stdout: string; stderr: string };
    expect(seen.how).toBe(how);
    expect(seen.stdout.split("\n").filter(Boolean).map(kindOf)).toEqual(kinds);
    expect(seen.stdout).not.toMatch(trace);
    expect(seen.stderr).toContain(stderr);
    expect(end.left).toEqual([]);
  });
});

function kindOf(line: string): string {
  try {
    return (JSON.parse(line) as { type: string }).type;
  } catch {
    return "no JSON";
  }
}

test("claude in a folder that was removed answers in a world, and says so stand-alone", async () => {
  const line = "mkdir gone; cd gone; rmdir ../gone; $claude -p hello";
  expect(await inWorld(line)).toMatchObject({ exitCode: 0, stdout: "Hi!\n", left: [] });
  const alone = await standAlone(line);
  expect(alone).toMatchObject({ exitCode: 3, stdout: "", left: [] });
  expect(alone.stderr).toContain("backlot: the folder that it was called in is not there any more\n");
  expect(alone.stderr).not.toMatch(trace);
});

test("of 100 at once none is lost, each is a session of its own, and the journal has all", async () => {
  const line = `i=0; while [ $i -lt 100 ]; do $claude -p "hello $i" --output-format json & i=$((i + 1)); done; wait`;
  const end = await inWorld(line);
  expect(end).toMatchObject({ exitCode: 0, left: [] });
  const results = end.stdout
    .trimEnd()
    .split("\n")
    .map((one) => JSON.parse(one) as { result: string; session_id: string });
  expect(results.length).toBe(100);
  expect(new Set(results.map(({ result }) => result))).toEqual(new Set(["Hi!"]));
  expect(new Set(results.map(({ session_id: id }) => id)).size).toBe(100);
  const calls = journal().filter(({ kind }) => kind === "call");
  expect(new Set(calls.map(({ text }) => text)).size).toBe(100);
  expect(new Set(calls.map(({ outcome }) => outcome))).toEqual(new Set(["answered"]));
});

function journal(): readonly {
  readonly kind: string;
  readonly id?: number;
  readonly text?: string;
  readonly outcome?: string;
}[] {
  const text = readFileSync(project.path(".backlot/last/journal.ndjson"), "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as { kind: string });
}

describe("a claude that is ended in the middle", () => {
  const started = "until [ -s out ]; do sleep 0.02; done";
  const flags = "--output-format stream-json --verbose";

  test.each(["KILL", "TERM", "INT", "HUP"])(
    "by SIG%s was journaled as answered, though it was gone",
    async (signal) => {
      for (const prompt of ["hang", "slow"]) {
        const end = await inWorld(
          `"${process.execPath}" signal.mjs SIG${signal} ${prompt} $claude; $claude -p hello`,
        );
        expect(end).toMatchObject({ exitCode: 0, stdout: `signal SIG${signal}\nHi!\n`, left: [] });
        const calls = journal().filter(({ kind }) => kind === "call");
        expect(Object.fromEntries(calls.map(({ id, outcome }) => [id, outcome]))).toEqual({
          1: "gone",
          2: "answered",
        });
      }
    },
  );

  test.each([
    ["TERM", "signal SIGTERM"],
    ["INT", "signal SIGINT"],
  ])("by SIG%s leaves nothing behind stand-alone", async (signal, how) => {
    const end = await standAlone(`"${process.execPath}" signal.mjs SIG${signal} hang $claude`);
    expect(end).toMatchObject({ exitCode: 0, stdout: `${how}\n`, left: [] });
  });

  test.each(["SIGINT", "SIGTERM"])("by %s while it waited for its prompt went on waiting", async (signal) => {
    const words = [cli, "claude", "--scenario", project.path("backlot.toml"), "-p", "hello"];
    const child = spawn(process.execPath, words, {
      env: { ...process.env, CLAUDE_CONFIG_DIR: project.path("config") },
      stdio: ["pipe", "ignore", "inherit"],
    });
    // It has taken standard input over when what is written there is read.
    await new Promise((resolve) => child.stdin.write("x".repeat(1024 * 1024), resolve));
    child.kill(signal as NodeJS.Signals);
    expect(await once(child, "exit")).toEqual([null, signal]);
  });

  test("by SIGKILL stand-alone leaves a folder, which the next run removes", async () => {
    const next = `"${process.execPath}" "${cli}" run -- true`;
    const end = await standAlone(`"${process.execPath}" signal.mjs SIGKILL hang $claude; ${next}`);
    expect(end).toMatchObject({ exitCode: 0, stdout: "signal SIGKILL\n", left: [] });
  });

  test("and of its world nothing is left when that closes first", async () => {
    const end = await inWorld(`rm -f out; $claude -p hang ${flags} > out & ${started}`);
    expect(end).toMatchObject({ exitCode: 0, left: [] });
    expect(readFileSync(project.path("out"), "utf8").split("\n").length).toBe(2);
  });
});
