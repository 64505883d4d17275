import { randomBytes } from "node:crypto";

import { currentProcess, isGone } from "./owner.ts";

const pattern = /^\.backlot-(\d+)-(\w*)-(\d*)-[0-9a-f]{8}\.tmp$/;

/** How old a temporary file of another container must be before it counts as left behind. */
const strangerAgeMs = 60 * 60 * 1000;

/**
 * A name for a temporary file beside the file it will replace. It says which process made it, so that a
 * later start can tell a file that was left behind from one that is being written.
 */
export function temporaryName(): string {
  const { pid, startTime, pidNamespace } = currentProcess();
  return `.backlot-${pid}-${startTime}-${pidNamespace}-${randomBytes(4).toString("hex")}.tmp`;
}

/** Whether a name is a temporary file's, and what it belongs to is gone. @param ageMs age of the file */
export function isLeftBehind(name: string, ageMs: number): boolean {
  const [, pid, startTime = "", pidNamespace = ""] = pattern.exec(name) ?? [];
  if (pid === undefined) return false;
  const here = currentProcess();
  if (pidNamespace !== here.pidNamespace) return ageMs > strangerAgeMs;
  return isGone({ pid: Number(pid), startTime, bootId: here.bootId, pidNamespace });
}
