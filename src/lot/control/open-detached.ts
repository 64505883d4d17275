import { spawn } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";
import { BacklotError, finding, type Finding } from "../../core/index.ts";
import { currentProcess, processStartTime, type ProcessIdentity } from "../../disk/index.ts";
import { worldHolderScript } from "../scripts.ts";
import type { WorldExports } from "./exports.ts";
import type { HoldRequest } from "./held-world.ts";

/** What the process that holds a world is told. */
export interface DetachedRequest extends HoldRequest {
  /** The world ends when this process does. */
  readonly owner: ProcessIdentity;
  /** Minutes after which it ends in any case. */
  readonly maxMinutes: number;
}

/** What it says when the world stands, or why it does not. */
export type HolderWord =
  | { readonly ok: true; readonly exports: WorldExports }
  | { readonly ok: false; readonly findings: readonly Finding[] };

/**
 * Opens a world in a process of its own: another session, none of this process's streams, so that neither a
 * shell's $( ) nor a closed terminal waits for it or ends it.
 * @throws BacklotError with everything that stands in the way; nothing is left then
 */
export async function openDetached(request: DetachedRequest): Promise<WorldExports> {
  const { NODE_OPTIONS: _, ...env } = process.env;
  const child = spawn(process.execPath, [worldHolderScript()], {
    detached: true,
    stdio: ["pipe", "pipe", "ignore"],
    env,
  });
  child.stdin.on("error", () => {});
  child.stdin.end(JSON.stringify(request));
  const parts: Buffer[] = [];
  child.stdout.on("data", (part: Buffer) => parts.push(part));
  await new Promise<void>((resolve, reject) => {
    child.stdout.once("close", resolve);
    child.once("error", (error) => reject(cannotStart(error.message)));
  });
  child.unref();
  const word = parseWord(Buffer.concat(parts).toString("utf8"));
  if (word === undefined) throw cannotStart("it ended before the world stood");
  if (!word.ok) throw new BacklotError(word.findings);
  return word.exports;
}

function parseWord(text: string): HolderWord | undefined {
  try {
    return JSON.parse(text) as HolderWord;
  } catch {
    return undefined;
  }
}

function cannotStart(reason: string): BacklotError {
  const what = `the process that holds the world could not be started: ${reason}`;
  return new BacklotError([finding("cannot-start", { what })]);
}

/**
 * The process that a world is opened for. `eval "$(backlot open)"` puts short-lived processes between it and
 * the shell (a subshell, npx): they write to the same pipe as this one, the shell does not. So it is the nearest
 * process above whose standard output is another one; the parent where that can't be seen.
 * @param pid given by the user
 * @returns undefined when there is no such process
 */
export function starterOf(pid?: number): ProcessIdentity | undefined {
  const chosen = pid ?? nearestOther() ?? process.ppid;
  const startTime = processStartTime(chosen);
  return startTime === undefined ? undefined : { ...currentProcess(), pid: chosen, startTime };
}

/** Processes that are looked at upwards. */
const upwardsMost = 16;

function nearestOther(): number | undefined {
  const own = outputOf(process.pid);
  if (own === undefined) return undefined;
  let pid = process.ppid;
  for (let step = 0; pid > 1 && step < upwardsMost; step++) {
    const output = outputOf(pid);
    if (output === undefined) return undefined;
    if (output !== own) return pid;
    pid = parentOf(pid) ?? 0;
  }
  return undefined;
}

function outputOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/fd/1`);
  } catch {
    return undefined;
  }
}

function parentOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The second field is the program's name in parentheses, which may hold anything.
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return undefined;
  }
}
