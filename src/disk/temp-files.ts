import { randomBytes } from "node:crypto";
import { lstatSync, readdirSync, unlinkSync } from "node:fs";
import { join } from "node:path";

import { limits } from "../core/index.ts";
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
  return `.backlot-${pid}-${startTime.replaceAll(/\W/g, "_")}-${pidNamespace}-${randomBytes(4).toString("hex")}.tmp`;
}

/**
 * Removes temporary files that a killed process left in a folder. Never throws; looks at regular files of
 * our own naming only.
 * @returns the names that were removed
 */
export function sweepTempFiles(folder: string): readonly string[] {
  const removed: string[] = [];
  try {
    for (const name of readdirSync(folder)) {
      const match = pattern.exec(name);
      if (match === null || removed.length >= limits.sweptFolders) continue;
      if (removeIfLeft(join(folder, name), match)) removed.push(name);
    }
  } catch {
    // A folder that can't be read holds nothing that we could remove.
  }
  return removed;
}

function removeIfLeft(path: string, match: RegExpExecArray): boolean {
  const [, pid, startTime = "", pidNamespace = ""] = match;
  try {
    const stats = lstatSync(path);
    if (!stats.isFile()) return false;
    const { bootId, pidNamespace: here } = currentProcess();
    const left =
      pidNamespace === here
        ? isGone({ pid: Number(pid), startTime, bootId, pidNamespace })
        : Date.now() - stats.mtimeMs > strangerAgeMs;
    if (!left) return false;
    unlinkSync(path);
    return true;
  } catch {
    return false;
  }
}
