import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, openSync, readdirSync, readSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { isatty } from "node:tty";
import { setTimeout as sleep } from "node:timers/promises";
import { BacklotError, finding, nearest, quote, type SignalName } from "../core/index.ts";
import { findExecutable } from "../adapters/process/index.ts";
import { forwardSignals, signalProgram } from "./program-signals.ts";

/** How a program ended. */
export interface ProgramEnd {
  readonly exitCode: number | null;
  readonly signal: SignalName | null;
}

/** What to run. */
export interface Program {
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** Where it is sought. */
  readonly path: string;
}

const noFile = { why: "There is no such file.", fix: "Correct the path." };

const unexecutable = {
  why: "The file is there, but it has no right to be executed.",
  fix: "Make it executable (chmod +x), or run it with its interpreter: backlot run -- sh FILE",
};

/**
 * Checks that a program can be started; a doubled command is one too.
 * @throws BacklotError `no-command`, `command-not-found`
 */
export function checkProgram(program: Program): void {
  const [name] = program.command;
  if (name === undefined || name === "") {
    throw new BacklotError([finding("no-command", { what: "there is no command after --" })]);
  }
  const found = findProgram(program, name);
  if ("path" in found) return;
  const what =
    found.failure === "not-found"
      ? `${quote(name)}: command not found`
      : `${quote(name)} may not be executed`;
  throw new BacklotError([
    finding("command-not-found", {
      what,
      ...(found.failure === "not-found" ? (name.includes("/") ? noFile : {}) : unexecutable),
      evidence: { failure: found.failure },
      near: name.includes("/") ? [] : nearest(name, commandsOn(program.path)),
    }),
  ]);
}

function findProgram({ cwd, path }: Program, name: string): ReturnType<typeof findExecutable> {
  return name.includes("/")
    ? findExecutable(basename(name), dirname(resolve(cwd, name)), () => false, cwd)
    : findExecutable(name, path, () => false, cwd);
}

/** Names of what lies on a PATH, for suggestions; folders that can't be read are passed over. */
function commandsOn(path: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const folder of path.split(":").slice(0, 50)) {
    try {
      for (const name of readdirSync(folder)) names.add(name);
    } catch {
      // PATH often names folders that do not exist.
    }
  }
  return names;
}

/**
 * Runs a program to its end with its own stdio untouched. On a terminal it stays in this session and process
 * group, since a session of its own has no /dev/tty; elsewhere it leads a group of its own. Signals that
 * reach this process are forwarded.
 * @param onStart called with the program's pid
 */
export async function runProgram(program: Program, onStart: (pid: number) => void): Promise<ProgramEnd> {
  const terminal = isatty(0) || isatty(1) || isatty(2);
  const [name] = program.command as [string, ...string[]];
  const { file, argv0, args } = startOf(program);
  const child = spawn(file, args, {
    argv0,
    cwd: program.cwd,
    env: program.env,
    stdio: "inherit",
    detached: !terminal,
  });
  const stop = forwardSignals(child, terminal, !terminal);
  try {
    const end = await new Promise<ProgramEnd>((resolve, reject) => {
      child.once("error", (error: NodeJS.ErrnoException) => reject(cannotStart(name, error)));
      child.once("spawn", () => onStart(child.pid as number));
      child.once("close", (exitCode, signal) => resolve({ exitCode, signal: signal as SignalName | null }));
    });
    if (!terminal) await endGroup(child);
    return end;
  } finally {
    stop();
  }
}

interface Start {
  readonly file: string;
  readonly argv0: string;
  readonly args: readonly string[];
}

/**
 * What is to be started. A script of `#!/usr/bin/env NAME` is given to that program at once where the program's own
 * PATH has another one first: in a world that refuses unknown commands, that would be the refusal.
 */
function startOf(program: Program): Start {
  const [name, ...args] = program.command as [string, ...string[]];
  const found = findProgram(program, name);
  if (!("path" in found)) return { file: name, argv0: name, args };
  const interpreter = soughtInterpreter(found.path);
  if (interpreter !== undefined) {
    const real = findProgram(program, interpreter);
    const seen = findExecutable(interpreter, program.env["PATH"], () => false, program.cwd);
    if ("path" in real && "path" in seen && real.path !== seen.path)
      return { file: real.path, argv0: interpreter, args: [found.path, ...args] };
  }
  return { file: found.path, argv0: name, args };
}

/** The NAME of a script's first line `#!/usr/bin/env NAME`. */
function soughtInterpreter(file: string): string | undefined {
  const start = Buffer.alloc(256);
  let handle: number | undefined;
  try {
    handle = openSync(file, "r");
    readSync(handle, start, 0, start.length, 0);
  } catch {
    // A program that may be executed and not read is no script.
    return undefined;
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
  return /^#!\s*(?:\/usr)?\/bin\/env\s+([^\s\0/=-][^\s\0/=]*)\s*\n/.exec(start.toString("latin1"))?.[1];
}

/** Why a program could not be started that was there a moment ago, or seemed to be. */
function cannotStart(name: string, error: NodeJS.ErrnoException): BacklotError {
  const missing = error.code === "ENOENT";
  return new BacklotError([
    finding("command-not-found", {
      what: `${quote(name)} can't be started: ${missing ? "its interpreter, or the folder to start in, is missing" : (error.code ?? error.message)}`,
      why: "It was found, but the system refused to run it.",
      fix: missing ? "Correct its first line (#!)." : "Correct the program, or its rights.",
      evidence: { failure: missing ? "not-found" : "not-executable" },
    }),
  ]);
}

/** Milliseconds that what is left of a program's group has to end by itself. */
const graceMs = 1_000;

/** Ends what a program left running in the group that it led. */
async function endGroup(child: ChildProcess): Promise<void> {
  if (!signalProgram(child, "SIGTERM", true)) return;
  const deadline = performance.now() + graceMs;
  while (signalProgram(child, 0, true)) {
    if (performance.now() > deadline) signalProgram(child, "SIGKILL", true);
    if (performance.now() > 2 * graceMs + deadline) return;
    await sleep(10);
  }
}
