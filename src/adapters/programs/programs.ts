import { spawn } from "node:child_process";
import { constants } from "node:os";
import type { ProgramsPort } from "../../core/index.ts";

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Runs no program: nobody allowed code. */
const noPrograms: ProgramsPort = {
  allowed: false,
  isRoot: isRoot(),
  run: () => Promise.reject(new Error("no code may run: --allow-code was not given")),
};

/**
 * Real programs for doubles: each command line is a shell in a process group of its own, without input, which ends with
 * all that it started when its time is over.
 * @example await programsPort({ allowed: true }).run("echo hi", { cwd: "/", env: {}, timeoutMs: 1_000, maxBytes: 100 })
 */
export function programsPort({ allowed }: { readonly allowed: boolean }): ProgramsPort {
  return allowed ? { allowed: true, isRoot: isRoot(), run: runInShell } : noPrograms;
}

const runInShell: ProgramsPort["run"] = (commandLine, { cwd, env, timeoutMs, maxBytes }) =>
  new Promise((settle, fail) => {
    const child = spawn("/bin/sh", ["-c", commandLine], {
      cwd,
      env: { ...env },
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const output = { stdout: new Uint8Array(), stderr: new Uint8Array() };
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      endGroup(child.pid);
      // Whoever left the group may hold the pipes open; nobody waits for its output.
      child.stdout.destroy();
      child.stderr.destroy();
    }, timeoutMs);
    for (const stream of ["stdout", "stderr"] as const) {
      child[stream].on("data", (bytes: Buffer) => {
        // What is too much is read and dropped: a program that can't write would wait until its time is over.
        const room = maxBytes - output[stream].length;
        if (room > 0) output[stream] = Buffer.concat([output[stream], bytes.subarray(0, room)]);
      });
    }
    child.once("error", (error) => {
      clearTimeout(timer);
      fail(error);
    });
    child.once("close", (code, signal) => {
      clearTimeout(timer);
      endGroup(child.pid);
      const exitCode = code ?? (signal === null ? null : 128 + constants.signals[signal]);
      settle({ exitCode: timedOut ? null : exitCode, timedOut, ...output });
    });
  });

/** Ends a shell and what it started and left in its group. */
function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // All of it has ended.
  }
}
