import { mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { inspectProcesses } from "../process/index.ts";
import { programsPort } from "./programs.ts";

const port = programsPort({ allowed: true });
const env = { PATH: "/usr/bin:/bin" };
let cwd = "";

beforeEach(() => {
  cwd = realpathSync(mkdtempSync(join(tmpdir(), "programs-")));
});

afterEach(() => {
  rmSync(cwd, { recursive: true });
});

async function run(
  commandLine: string,
  options: Partial<Parameters<typeof port.run>[1]> = {},
): Promise<{ exitCode: number | null; timedOut: boolean; stdout: string; stderr: string }> {
  const found = await port.run(commandLine, { cwd, env, timeoutMs: 10_000, maxBytes: 1_000, ...options });
  const [stdout, stderr] = [Buffer.from(found.stdout).toString(), Buffer.from(found.stderr).toString()];
  return { ...found, stdout, stderr };
}

async function isGone(pid: number): Promise<boolean> {
  const deadline = performance.now() + 5_000;
  for (;;) {
    const facts = (await inspectProcesses([pid])).get(pid);
    if (facts === undefined || facts.ended) return true;
    if (performance.now() > deadline) return false;
  }
}

test("a command line runs in a shell, in the folder and environment that are given, without input", async () => {
  expect(
    await run("pwd; echo $FRUIT; cat; echo bad >&2; exit 3", { env: { ...env, FRUIT: "pear" } }),
  ).toEqual({
    exitCode: 3,
    timedOut: false,
    stdout: `${cwd}\npear\n`,
    stderr: "bad\n",
  });
  expect((await run("env")).stdout).not.toMatch(/^HOME=/m);
});

test("the end by a signal is the exit code that a shell tells", async () => {
  expect(await run("kill -9 $$")).toEqual({ exitCode: 137, timedOut: false, stdout: "", stderr: "" });
});

test("output is kept up to the limit, and a program that writes more still ends", async () => {
  const found = await run("head -c 1000 /dev/zero; head -c 1001 /dev/zero >&2");
  expect([found.exitCode, found.stdout.length, found.stderr.length]).toEqual([0, 1_000, 1_000]);
  const large = await run("head -c 1000000 /dev/zero", { maxBytes: 10 });
  expect([large.exitCode, large.stdout.length]).toEqual([0, 10]);
});

test("when its time is over, the shell ends with all that it started", async () => {
  const found = await run("echo early; sleep 60 & echo $! > pid; wait", { timeoutMs: 300 });
  expect(found).toEqual({ exitCode: null, timedOut: true, stdout: "early\n", stderr: "" });
  expect(await isGone(Number(readFileSync(join(cwd, "pid"), "utf8")))).toBe(true);
});

test("what holds the output open outside of the group is not waited for", async () => {
  const found = await run("setsid sleep 60 & echo $!; sleep 60", { timeoutMs: 300 });
  expect(found.timedOut).toBe(true);
  process.kill(Number(found.stdout), "SIGKILL");
});

test("what stays in the background without output ends with the shell", async () => {
  const found = await run("sleep 60 > /dev/null 2>&1 & echo $!");
  expect(await isGone(Number(found.stdout))).toBe(true);
});

test("a folder that is not there is an error", async () => {
  await expect(run("true", { cwd: join(cwd, "nothing") })).rejects.toThrow("ENOENT");
});

test("nothing runs unless it is allowed", async () => {
  const noPrograms = programsPort({ allowed: false });
  expect(noPrograms.allowed).toBe(false);
  await expect(noPrograms.run("true", { cwd, env, timeoutMs: 1, maxBytes: 1 })).rejects.toThrow(
    "no code may run: --allow-code was not given",
  );
});
