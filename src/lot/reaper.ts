import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";

import { BacklotError, finding, utf8 } from "../core/index.ts";
import { describeDiskError, identityText, type ProcessIdentity, processStartTime } from "../disk/index.ts";
import { FallbackReaper } from "./reaper/fallback.ts";
import { reaperScript } from "./reaper/script.ts";

/** What startReaper needs. */
export interface ReaperOptions {
  /** The process whose end it waits for, as its owner files name it. */
  readonly owner: ProcessIdentity;
  /** A POSIX shell, /bin/sh by default; where there is none a Node process does the work. */
  readonly shell?: string | undefined;
}

/**
 * A small process that outlives its owner by less than two seconds. It learns what exists before it
 * exists; when the owner's end of the pipe closes, even by `kill -9`, it ends the processes and removes the
 * folders that were named to it.
 */
export interface Reaper {
  /** Its process id; changes when it had to be started again. */
  readonly pid: number | undefined;
  /**
   * Names something to clear away. The line is in the pipe when this returns.
   * - `dir`: a folder, removed only if its owner file names this owner; FIFOs in its `pool` are released
   * - `mark`: `NAME=VALUE`; every process that has it in its environment is ended
   * - `pid`: a process, ended if it is still the same one
   */
  register(kind: "dir" | "mark", value: string): void;
  register(kind: "pid", value: number): void;
  /** Takes a name back, after what it names is gone. */
  drop(kind: "dir" | "mark", value: string): void;
  drop(kind: "pid", value: number): void;
  /** Lets it end without touching anything; resolves when it has. */
  close(): Promise<void>;
  /** Lets it do now what it would do after the owner's death; resolves when it has ended. */
  reap(): Promise<void>;
}

/** Times it is started again when somebody ends it. */
const startsMax = 5;

/** Milliseconds it gets to end by itself, with nothing to do and with everything. */
const [closeMs, reapMs] = [1000, 5000];

/**
 * Starts the reaper of this process or worker thread.
 * @throws BacklotError `cannot-start` when the system starts no process
 * @example
 * const reaper = startReaper({ owner: currentProcess() });
 * createOwnedFolder({ before: (path) => reaper.register("dir", path) });
 */
export function startReaper(options: ReaperOptions): Reaper {
  return new PipedReaper(options);
}

class PipedReaper implements Reaper {
  readonly #options: ReaperOptions;
  /** What is registered, by what drop() will be told. */
  readonly #entries = new Map<string, { readonly slot: number; readonly line: string }>();
  readonly #freeSlots: number[] = [];
  #child: ChildProcess;
  #starts = 0;
  #closing: Promise<void> | undefined;

  constructor(options: ReaperOptions) {
    this.#options = options;
    this.#child = this.#start();
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  register(kind: "dir" | "mark" | "pid", value: string | number): void {
    const text = kind === "pid" ? pidText(value as number) : encode(String(value));
    // A process that has ended already needs no ending, and has no start time to tell it by.
    if (text === undefined || this.#closing !== undefined) return;
    const key = `${kind} ${value}`;
    const slot = this.#entries.get(key)?.slot ?? this.#freeSlots.pop() ?? this.#entries.size + 1;
    const line = `${slot} ${kind} ${text}\n`;
    this.#entries.set(key, { slot, line });
    this.#write(line);
  }

  drop(kind: "dir" | "mark" | "pid", value: string | number): void {
    const key = `${kind} ${value}`;
    const entry = this.#entries.get(key);
    if (entry === undefined || this.#closing !== undefined) return;
    this.#entries.delete(key);
    this.#freeSlots.push(entry.slot);
    this.#write(`${entry.slot} drop\n`);
  }

  close(): Promise<void> {
    this.#closing ??= this.#end("done\n", closeMs);
    return this.#closing;
  }

  reap(): Promise<void> {
    this.#closing ??= this.#end("", reapMs);
    return this.#closing;
  }

  #start(): ChildProcess {
    this.#starts += 1;
    const child = spawnReaper(this.#options);
    // Otherwise a burst of names would wait in this process, and be lost with it.
    const handle: unknown = Reflect.get(child.stdin ?? {}, "_handle");
    (handle as { setBlocking?: (on: boolean) => void } | null)?.setBlocking?.(true);
    child.stdin?.on("error", () => {});
    child.on("error", () => {});
    child.on("exit", () => this.#restart());
    child.unref();
    (child.stdin as { unref?: () => void } | null)?.unref?.();
    return child;
  }

  /** Somebody ended it: a new one is told everything that is still registered. */
  #restart(): void {
    if (this.#closing !== undefined || this.#starts >= startsMax) return;
    this.#child = this.#start();
    for (const { line } of this.#entries.values()) this.#write(line);
  }

  #write(line: string): void {
    if (this.#child.stdin?.writable === true) this.#child.stdin.write(line);
  }

  async #end(lastWord: string, deadlineMs: number): Promise<void> {
    const child = this.#child;
    if (child.exitCode !== null || child.signalCode !== null) return;
    await new Promise<void>((resolve) => {
      child.ref();
      const timer = setTimeout(() => child.kill("SIGKILL"), deadlineMs);
      child.once("exit", () => {
        clearTimeout(timer);
        resolve();
      });
      child.stdin?.end(lastWord);
    });
  }
}

/**
 * Clears away what a dead owner left, its processes included: for the sweep, when its reaper died too.
 * @param marks `NAME=VALUE` in the environment of the owner's programs
 */
export async function reapAbandoned(
  folder: string,
  owner: ProcessIdentity,
  marks: readonly string[],
): Promise<void> {
  const reaper = startReaper({ owner });
  reaper.register("dir", folder);
  for (const mark of marks) reaper.register("mark", mark);
  await reaper.reap();
}

function spawnReaper(options: ReaperOptions): ChildProcess {
  const { owner, shell = "/bin/sh" } = options;
  const args = [identityText(owner), String(owner.pid)];
  const [program, first] = existsSync(shell)
    ? // The script travels in the environment, so that a list of processes stays readable.
      ([shell, ["-c", 'eval "$BACKLOT_REAPER"', "backlot-reaper"]] as const)
    : ([process.execPath, ["-e", `new (${FallbackReaper.toString()})()`]] as const);
  try {
    const child = spawn(program, [...first, ...args], {
      // A session of its own: signals to the owner's terminal or group don't reach it.
      detached: true,
      cwd: "/",
      env: reaperEnvironment(),
      stdio: ["pipe", "ignore", "ignore"],
      windowsHide: true,
    });
    if (child.pid !== undefined) return child;
    child.on("error", () => {});
  } catch (error) {
    throw cannotStart(describeDiskError(error));
  }
  throw cannotStart("the system refused");
}

function cannotStart(reason: string): BacklotError {
  const what = `the process that clears up after a crash could not be started: ${reason}`;
  return new BacklotError([finding("cannot-start", { what })]);
}

/**
 * Nothing of the owner's environment but PATH, behind the system's folders: doubles on it must not answer
 * for `rm`, and a mark in it would make the reaper end itself.
 */
function reaperEnvironment(): Record<string, string> {
  const path = ["/usr/bin", "/bin", "/usr/sbin", "/sbin", process.env["PATH"]].filter(Boolean).join(":");
  const root = process.env["SystemRoot"];
  return {
    PATH: path,
    LC_ALL: "C",
    BACKLOT_REAPER: reaperScript,
    ...(root === undefined ? {} : { SystemRoot: root }),
  };
}

function pidText(pid: number): string | undefined {
  const start = processStartTime(pid);
  return start === undefined ? undefined : `${pid}:${start}`;
}

/** Text without white space that `printf %b` turns back into the same bytes. */
function encode(text: string): string {
  let encoded = "";
  for (const byte of utf8(text)) {
    const character = String.fromCharCode(byte);
    encoded += /[\w./=:@,+-]/.test(character) ? character : `\\0${byte.toString(8).padStart(3, "0")}`;
  }
  return encoded;
}
