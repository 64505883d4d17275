import { spawnSync } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";

/**
 * A process that can be told from a later one with the same number: by the time it started, by the boot it
 * started in, and by the pid namespace (container) in which its number counts.
 */
export interface ProcessIdentity {
  readonly pid: number;
  /** Clock ticks since boot on Linux, the text of `ps -o lstart` elsewhere, "" when unknown. */
  readonly startTime: string;
  /** "" where the system has none. */
  readonly bootId: string;
  /** "" where the system has none. */
  readonly pidNamespace: string;
}

/** What `owner.json` of a temporary folder holds. */
export interface Owner extends ProcessIdentity {
  /** RFC 3339. */
  readonly createdAt: string;
}

/** Name of the file in a temporary folder that says whose it is. */
export const ownerFileName = "owner.json";

let current: ProcessIdentity | undefined;

/** This process. */
export function currentProcess(): ProcessIdentity {
  current ??= {
    pid: process.pid,
    startTime: processStartTime(process.pid) ?? "",
    bootId: firstLine("/proc/sys/kernel/random/boot_id"),
    pidNamespace: namespaceOf("/proc/self/ns/pid"),
  };
  return current;
}

/**
 * When a process started, in the system's own words; undefined when there is no such process, or when it
 * has ended and only waits to be collected.
 * @param procFolder where the system shows its processes; another place makes it ask `ps`
 */
export function processStartTime(pid: number, procFolder = "/proc"): string | undefined {
  if (firstLine(`${procFolder}/self/stat`) === "") return startTimeFromPs(pid);
  try {
    // The second field is the program's name in parentheses, which may hold spaces and parentheses itself.
    const stat = readFileSync(`${procFolder}/${pid}/stat`, "latin1");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" || fields[0] === "X" ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

function startTimeFromPs(pid: number): string | undefined {
  if (process.platform === "win32") return isRunning(pid) ? "" : undefined;
  // The environment is empty so that the reaper, which has one of its own, sees the same text.
  const options = { env: { LC_ALL: "C", PATH: "/usr/bin:/bin" }, encoding: "latin1", timeout: 1000 } as const;
  const { stdout } = spawnSync("ps", ["-o", "stat=,lstart=", "-p", String(pid)], options);
  const [state, ...words] = (stdout ?? "").trim().split(/\s+/);
  return state === undefined || state === "" || state.startsWith("Z") ? undefined : words.join("_");
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/**
 * Whether the process that an identity names is gone. Where that can't be known (another container's pid
 * namespace in the same boot) the answer is no: what may be in use is left alone.
 */
export function isGone(owner: ProcessIdentity): boolean {
  const here = currentProcess();
  if (owner.bootId !== "" && here.bootId !== "" && owner.bootId !== here.bootId) return true;
  if (owner.pidNamespace !== here.pidNamespace) return false;
  const startTime = processStartTime(owner.pid);
  return startTime === undefined || (owner.startTime !== "" && startTime !== owner.startTime);
}

/**
 * The part of an owner file that names the process: the reaper, a shell script, looks for exactly this text.
 * @example '"pid":42,"startTime":"881","bootId":"…","pidNamespace":"…"'
 */
export function identityText(owner: ProcessIdentity): string {
  const { pid, startTime, bootId, pidNamespace } = owner;
  return JSON.stringify({ pid, startTime, bootId, pidNamespace }).slice(1, -1);
}

/**
 * The owner file's text.
 * @param createdAt RFC 3339
 * @param nonce tells two texts of one process apart, where that matters
 */
export function ownerText(owner: ProcessIdentity, createdAt: string, nonce?: string): string {
  const last = JSON.stringify({ createdAt, nonce }).slice(1);
  return `{${identityText(owner)},${last}\n`;
}

/** Reads an owner file's text; undefined when it is torn or not one of ours. */
export function parseOwner(text: string): Owner | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isOwner(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isOwner(value: unknown): value is Owner {
  if (typeof value !== "object" || value === null) return false;
  const { pid, startTime, bootId, pidNamespace, createdAt } = value as Record<string, unknown>;
  const texts = [startTime, bootId, pidNamespace, createdAt];
  return Number.isInteger(pid) && (pid as number) > 0 && texts.every((text) => typeof text === "string");
}

function firstLine(path: string): string {
  try {
    return readFileSync(path, "latin1").split("\n")[0] ?? "";
  } catch {
    return "";
  }
}

function namespaceOf(path: string): string {
  try {
    return readlinkSync(path).replaceAll(/\D/g, "");
  } catch {
    return "";
  }
}
