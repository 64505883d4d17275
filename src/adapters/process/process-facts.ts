import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";

/** What tells a process from a later one with the same number. */
export interface ProcessFacts {
  readonly pid: number;
  /** When it started, in whatever form the system gives; only good for comparing. */
  readonly startedAt: string;
  /** It has ended and only waits for its parent to notice. */
  readonly ended: boolean;
}

/** Where Linux keeps its processes; a test gives another folder to see what happens without. */
export const procFolder = "/proc";

/** Whether this system shows its processes as files. */
export function hasProc(folder = procFolder): boolean {
  try {
    return readFileSync(`${folder}/self/stat`).length > 0;
  } catch {
    return false;
  }
}

/**
 * Facts of the processes that there are; those that are gone are missing in the result. From
 * /proc/PID/stat (proc(5): field 3 is the state, field 22 the start), else from one call of ps.
 */
export async function inspectProcesses(
  pids: readonly number[],
  folder = procFolder,
): Promise<Map<number, ProcessFacts>> {
  if (pids.length === 0) return new Map();
  const facts = hasProc(folder) ? pids.map((pid) => readStat(pid, folder)) : await askPs(pids);
  return new Map(facts.flatMap((one) => (one === undefined ? [] : [[one.pid, one] as const])));
}

function readStat(pid: number, folder: string): ProcessFacts | undefined {
  try {
    return parseStat(pid, readFileSync(`${folder}/${pid}/stat`, "latin1"));
  } catch {
    return undefined;
  }
}

/** Facts from the text of /proc/PID/stat. The name in parentheses may hold anything, parentheses too. */
export function parseStat(pid: number, text: string): ProcessFacts | undefined {
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const [state, startedAt] = [fields[0], fields[19]];
  if (state === undefined || startedAt === undefined) return undefined;
  return { pid, startedAt, ended: state === "Z" || state === "X" };
}

/** The parent's number in the text of /proc/PID/stat: field 4. */
export function parseParent(text: string): number {
  return Number(text.slice(text.lastIndexOf(")") + 2).split(" ")[1]);
}

async function askPs(pids: readonly number[]): Promise<(ProcessFacts | undefined)[]> {
  const text = await ps(["-o", "pid=", "-o", "stat=", "-o", "lstart=", "-p", pids.join(",")]);
  return text.split("\n").map((line) => {
    const [, pid, state, startedAt] = /^\s*(\d+)\s+(\S+)\s+(.+?)\s*$/.exec(line) ?? [];
    if (pid === undefined || state === undefined || startedAt === undefined) return undefined;
    return { pid: Number(pid), startedAt, ended: state.startsWith("Z") };
  });
}

/** What ps prints; empty when it fails, as it does when none of the processes exists. */
export function ps(args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const options = { encoding: "utf8", maxBuffer: 64 * 1024 * 1024, env: { LC_ALL: "C" } } as const;
    execFile("/bin/ps", args, options, (_error, stdout) => resolve(stdout));
  });
}
