import { mkdirSync } from "node:fs";
import { dirname } from "node:path";

import { failed, finding, ok, type Place, quote, type Result } from "../core/index.ts";
import { cannotWrite } from "./file-system.ts";
import { acquireLock, type Lock } from "./lock.ts";
import { resolveInside } from "./read-inside.ts";
import { sweepTempFiles } from "./sweep-temp-files.ts";
import { writeAtomic, type WriteOptions } from "./write-atomic.ts";

/**
 * Writes a file that a data file names, whole or not at all, in folders that are made as needed. As for
 * readInside, what it names must lie inside the project, symbolic links resolved.
 * @returns the absolute path, or a finding `bad-path` or `file-not-found`
 * @throws BacklotError `cannot-write`
 * @example writeInside("/repo", "/repo/backlot.toml", "fixtures/terraform.json", bytes)
 */
export function writeInside(
  projectRoot: string,
  fromFile: string,
  relativePath: string,
  bytes: Uint8Array,
  options: WriteOptions & { readonly at?: Place | undefined } = {},
): Result<string> {
  const place = placeInside(projectRoot, fromFile, relativePath, options.at);
  if (place.ok) writeAtomic(place.value, bytes, options);
  return place;
}

/**
 * Takes the lock of such a file, which need not exist yet.
 * @returns the lock, or a finding `file-locked`, `bad-path` or `file-not-found`
 * @throws BacklotError `cannot-write`
 */
export function lockInside(
  projectRoot: string,
  fromFile: string,
  relativePath: string,
  at?: Place,
): Result<Lock> {
  const place = placeInside(projectRoot, fromFile, relativePath, at);
  if (!place.ok) return place;
  const lock = acquireLock(place.value);
  if (lock !== undefined) {
    // What a writer that was killed has left beside the file is nobody's any more.
    sweepTempFiles(dirname(place.value));
    return ok(lock);
  }
  return failed([finding("file-locked", { at, what: `${quote(relativePath)} is being written already` })]);
}

/** Where a file inside the project is to be, in a folder that exists. */
function placeInside(projectRoot: string, fromFile: string, path: string, at?: Place): Result<string> {
  const before = resolveInside(projectRoot, fromFile, path, at);
  if (!before.ok) return before;
  // What stands there configures git and is run by it.
  if (/(?:^|\/)\.git(?:\/|$)/i.test(path)) {
    return failed([finding("bad-path", { at, what: `${quote(path)} lies in the folder of git` })]);
  }
  try {
    mkdirSync(dirname(before.value), { recursive: true });
  } catch (error) {
    throw cannotWrite(before.value, error);
  }
  // Asked again now that the folder exists: another process may have put a link in its place.
  return resolveInside(projectRoot, fromFile, path, at);
}
