import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import { join } from "node:path";

/**
 * Crash tests: a program is started, ends itself at a named kill point (or is ended from here), and within
 * two seconds nothing of it may be left. What is left is found without asking backlot: every process of
 * the run inherits a variable that this harness made up, and all its temporary folders lie below a
 * TMPDIR of its own.
 */

/** The variable that every process of a run inherits. */
const runVariable = "CRASH_TEST_RUN";

/** A program under test. */
export interface CrashProgram {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** It ends itself there; absent: it is ended once it has written `ready` and a newline. */
  readonly killPoint?: string | undefined;
  /** What it writes when it is ready; `ready` and a newline by default. */
  readonly readyText?: string | undefined;
  /** Called when it is ready, before it is ended. */
  readonly whenReady?: ((run: CrashRun) => void | Promise<void>) | undefined;
  /** How it is ended; SIGKILL by default. */
  readonly end?: ((pid: number) => void) | undefined;
  /** Ended so many milliseconds after its start, ready or not. */
  readonly afterMs?: number | undefined;
  /** It leads a process group of its own, as a program on a terminal does. */
  readonly ownGroup?: boolean | undefined;
}

/** One run of a program. */
export interface CrashRun {
  readonly pid: number;
  /** The value of CRASH_TEST_RUN in all its processes. */
  readonly marker: string;
  /** The TMPDIR of the run. */
  readonly folder: string;
  readonly output: () => string;
}

/** What is left of a run. */
export interface Leftovers {
  /** Names in the run's TMPDIR. */
  readonly folders: readonly string[];
  /** Processes that carry the run's marker. */
  readonly processes: readonly string[];
  /** Ports that those processes listen on. */
  readonly ports: readonly number[];
  /** Reapers of the run's first process. */
  readonly reapers: readonly number[];
}

/** How a crash ended. */
export interface CrashResult {
  readonly signal: NodeJS.Signals | null;
  readonly exitCode: number | null;
  /** What is still there when the time is over; all empty is what every test wants. */
  readonly left: Leftovers;
  /** Milliseconds from the end of the program until nothing was left. */
  readonly cleanAfterMs: number;
  readonly output: string;
}

/** Nothing left. */
export const nothing: Leftovers = { folders: [], processes: [], ports: [], reapers: [] };

/**
 * Runs a program until it dies, then looks for up to two seconds until nothing of it is left. Two seconds of a
 * machine that has time: one with more work than processors gets as much more.
 */
export async function crash(program: CrashProgram, graceMs = 2000 * crowding()): Promise<CrashResult> {
  // Not os.tmpdir(): the path must leave room for sockets below it.
  const folder = realpathSync(mkdtempSync("/tmp/crash-"));
  const marker = `${process.pid}-${folder.slice(-6)}-${Date.now()}`;
  try {
    return await crashIn(folder, marker, program, graceMs);
  } finally {
    for (const pid of markedProcesses(marker)) process.kill(pid, "SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How many times slower than alone a program runs just now, at most ten. */
export function crowding(): number {
  return Math.min(10, Math.max(1, (loadavg()[0] ?? 0) / availableParallelism()));
}

async function crashIn(
  folder: string,
  marker: string,
  program: CrashProgram,
  graceMs: number,
): Promise<CrashResult> {
  const child = spawn(program.command, program.args, {
    cwd: program.cwd,
    env: {
      ...process.env,
      TMPDIR: folder,
      ...program.env,
      [runVariable]: marker,
      ...(program.killPoint === undefined ? {} : { BACKLOT_TEST_KILL_POINT: program.killPoint }),
    },
    stdio: ["ignore", "pipe", "pipe"],
    detached: program.ownGroup === true,
  });
  const ended = once(child, "exit") as Promise<[number | null, NodeJS.Signals | null]>;
  let output = "";
  const collect = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout.on("data", collect);
  child.stderr.on("data", collect);
  const pid = child.pid ?? 0;
  const run = { pid, marker, folder, output: () => output };
  if (program.afterMs !== undefined) {
    await Promise.race([sleep(program.afterMs), ended]);
    child.kill("SIGKILL");
  } else if (program.killPoint === undefined) {
    await until(
      () => output.includes(program.readyText ?? "ready\n") || child.exitCode !== null,
      15_000,
      () => output,
    );
    await program.whenReady?.(run);
    (program.end ?? ((pid) => process.kill(pid, "SIGKILL")))(pid);
  }
  const [exitCode, signal] = await ended;
  const start = performance.now();
  let left = leftovers(run);
  while (!isNothing(left) && performance.now() - start < graceMs) {
    await sleep(5);
    left = leftovers(run);
  }
  return { signal, exitCode, left, cleanAfterMs: performance.now() - start, output };
}

/** What is left of a run now. */
export function leftovers(run: Pick<CrashRun, "marker" | "folder" | "pid">): Leftovers {
  const pids = markedProcesses(run.marker);
  return {
    folders: readdirSync(run.folder),
    processes: pids.map((pid) => `${pid} ${commandOf(pid)}`),
    ports: listeningPorts(pids),
    reapers: reapersOf(run.pid),
  };
}

/** Whether nothing is left. */
export function isNothing(left: Leftovers): boolean {
  return Object.values(left).every((list: readonly unknown[]) => list.length === 0);
}

/** Polls until a condition holds. @throws Error with `detail` when it does not in time */
export async function until(
  condition: () => boolean,
  deadlineMs: number,
  detail: () => string = () => "",
): Promise<void> {
  const start = performance.now();
  while (!condition()) {
    if (performance.now() - start > deadlineMs) throw new Error(`waited ${deadlineMs} ms: ${detail()}`);
    await sleep(5);
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Pids of all processes that carry a run's marker; ended ones that nobody collected don't count. */
export function markedProcesses(marker: string): readonly number[] {
  const wanted = `${runVariable}=${marker}`;
  return allProcesses().filter((pid) => textOf(pid, "environ").split("\0").includes(wanted));
}

function reapersOf(owner: number): readonly number[] {
  return allProcesses().filter((pid) => {
    const words = textOf(pid, "cmdline").split("\0");
    return words.includes(String(owner)) && words.some((word) => word.startsWith(`"pid":${owner},`));
  });
}

function allProcesses(): readonly number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

function commandOf(pid: number): string {
  return textOf(pid, "cmdline").replaceAll("\0", " ").slice(0, 200);
}

function textOf(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "latin1");
  } catch {
    return "";
  }
}

/** TCP ports on which processes listen. */
export function listeningPorts(pids: readonly number[]): readonly number[] {
  return [...new Set(listeningAddresses(pids).map(({ port }) => port))];
}

/** Where processes listen, the address as the system shows it: 0100007F is 127.0.0.1. */
export function listeningAddresses(pids: readonly number[]): readonly { address: string; port: number }[] {
  const sockets = new Set(pids.flatMap(socketsOf));
  return ["tcp", "tcp6", "udp", "udp6"].flatMap((table) =>
    textOf(process.pid, `net/${table}`)
      .split("\n")
      .map((line) => line.trim().split(/\s+/))
      .filter(
        (fields) => (fields[3] === "0A" || table.startsWith("udp")) && sockets.has(`socket:[${fields[9]}]`),
      )
      .map((fields) => {
        const [address = "", port = ""] = (fields[1] ?? "").split(":");
        return { address, port: Number.parseInt(port, 16) };
      }),
  );
}

function socketsOf(pid: number): readonly string[] {
  const folder = `/proc/${pid}/fd`;
  try {
    return readdirSync(folder).map((name) => {
      try {
        return readlinkSync(join(folder, name));
      } catch {
        return "";
      }
    });
  } catch {
    return [];
  }
}
