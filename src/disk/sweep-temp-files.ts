import { lstatSync, readdirSync, unlinkSync } from "node:fs";
import { join } from "node:path";

import { limits } from "../core/index.ts";
import { acquireLockFile, lockSuffix } from "./lock.ts";
import { isLeftBehind } from "./temporary-name.ts";

/**
 * Removes temporary files and locks that killed processes left in a folder. Never throws; touches regular
 * files of our own naming only.
 * @returns the names that were removed
 */
export function sweepTempFiles(folder: string): readonly string[] {
  const removed: string[] = [];
  try {
    for (const name of readdirSync(folder)) {
      if (removed.length >= limits.sweptFolders) break;
      if (removeIfLeft(join(folder, name), name)) removed.push(name);
    }
  } catch {
    // A folder that can't be read holds nothing that we could remove.
  }
  return removed;
}

function removeIfLeft(path: string, name: string): boolean {
  if (!name.startsWith(".")) return false;
  try {
    const stats = lstatSync(path);
    if (!stats.isFile()) return false;
    if (name.endsWith(lockSuffix)) {
      // Taking the lock is the only safe way to remove it: another process may be taking it over.
      const lock = acquireLockFile(path);
      lock?.release();
      return lock !== undefined;
    }
    if (!isLeftBehind(name, Date.now() - stats.mtimeMs)) return false;
    unlinkSync(path);
    return true;
  } catch {
    return false;
  }
}
