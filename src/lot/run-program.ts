import { spawn, type ChildProcess } from "node:child_process";
import { readdirSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { isatty } from "node:tty";
import { BacklotError, finding, nearest, type SignalName } from "../core/index.ts";
import { findExecutable } from "../adapters/process/index.ts";

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
 * Checks that a program can be started; a doubled command is one too.
 * @throws BacklotError `no-command`, `command-not-found`
 */
export function checkProgram(program: Program): void {
  const [name] = program.command;
  if (name === undefined || name === "") {
    throw new BacklotError([finding("no-command", { what: "there is no command after --" })]);
  }
  const found = name.includes("/")
    ? findExecutable(basename(name), dirname(resolve(program.cwd, name)), () => false, program.cwd)
    : findExecutable(name, program.env["PATH"], () => false, program.cwd);
  if ("path" in found) return;
  const what = found.failure === "not-found" ? `${name}: command not found` : `${name} can't be executed`;
  throw new BacklotError([
    finding("command-not-found", {
      what,
      near: name.includes("/") ? [] : nearest(name, commandsOn(program.env["PATH"] ?? "")),
    }),
  ]);
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
