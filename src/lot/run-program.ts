import { spawn, type ChildProcess } from "node:child_process";
import { isatty } from "node:tty";
import { BacklotError, finding, nearest, type SignalName } from "../core/index.ts";
import { findExecutable, listExecutables } from "../adapters/process/index.ts";

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
}

const forwarded = ["SIGHUP", "SIGINT", "SIGQUIT", "SIGTERM", "SIGUSR1", "SIGUSR2"] as const;

/**
 * Checks that a program can be started, before anything is opened for it.
 * @throws BacklotError `no-command`, `command-not-found`
 */
export function checkProgram(program: Program): void {
  const [name] = program.command;
  if (name === undefined || name === "") {
    throw new BacklotError([finding("no-command", { what: "there is no command after --" })]);
  }
  const path = program.env["PATH"] ?? "";
  if (findExecutable(name, path, { cwd: program.cwd }) !== undefined) return;
  throw new BacklotError([
    finding("command-not-found", {
      what: `${name}: command not found`,
      near: name.includes("/") ? [] : nearest(name, listExecutables(path)),
    }),
  ]);
}

/**
 * Runs a program to its end with its own stdio untouched. On a terminal it stays in this session and process
 * group, since a session of its own has no /dev/tty; elsewhere it leads a group of its own. Signals that
 * reach this process are forwarded.
 * @param onStart called with the program's pid
 */
export async function runProgram(program: Program, onStart: (pid: number) => void): Promise<ProgramEnd> {
  const terminal = isatty(0) || isatty(1) || isatty(2);
  const [name, ...args] = program.command as [string, ...string[]];
  const child = spawn(name, args, {
    cwd: program.cwd,
    env: program.env,
    stdio: "inherit",
    detached: !terminal,
  });
  const stop = forwardSignals(child, terminal);
  try {
    return await new Promise<ProgramEnd>((resolve, reject) => {
      child.once("error", (error: NodeJS.ErrnoException) =>
        reject(
          new BacklotError([
            finding("command-not-found", {
              what: `${name} can't be started: ${error.code ?? error.message}`,
            }),
          ]),
        ),
      );
      child.once("spawn", () => onStart(child.pid as number));
      child.once("close", (exitCode, signal) => resolve({ exitCode, signal: signal as SignalName | null }));
    });
  } finally {
    stop();
  }
}

/** On a terminal the program gets its signals from there; what reaches only this process goes on to it. */
function forwardSignals(child: ChildProcess, terminal: boolean): () => void {
  const listeners = forwarded.map((signal) => {
    const listener = (): void => {
      // The terminal has sent these two to the whole group already.
      if (terminal && (signal === "SIGINT" || signal === "SIGQUIT")) return;
      sendTo(child, signal, !terminal);
    };
    process.on(signal, listener);
    return [signal, listener] as const;
  });
  return () => {
    for (const [signal, listener] of listeners) process.off(signal, listener);
  };
}

function sendTo(child: ChildProcess, signal: NodeJS.Signals, group: boolean): void {
  if (child.pid === undefined) return;
  try {
    process.kill(group ? -child.pid : child.pid, signal);
  } catch {
    // It ended in this moment.
  }
}
