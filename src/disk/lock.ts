import { createHash, randomBytes } from "node:crypto";
import { constants, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";

import { failed, finding, ok, quote, type Result, utf8 } from "../core/index.ts";
import { attempt, cannotWrite, errorCode, type FileSystem, realFileSystem, writeAll } from "./file-system.ts";
import { currentProcess, isGone, ownerText, parseOwner } from "./owner.ts";
import { temporaryName } from "./temporary-name.ts";

/** An exclusive right to write a file, held until it is released or its process is gone. */
export interface Lock {
  release(): void;
}

/** The end of every lock file's name. */
export const lockSuffix = ".backlot-lock";

/** Turns in which another process may take or release the lock between two of our steps. */
const turnsMax = 20;

/** Takeovers of takeovers: each needs another process that died in the middle of one. */
const depthMax = 4;

/** What file systems without hard links answer; there a lock may be seen before its name is in it. */
const withoutLinks = new Set(["EPERM", "ENOSYS", "ENOTSUP", "EOPNOTSUPP", "EXDEV"]);

/** How old a lock without a name must be to count as left behind. */
const namelessAgeMs = 10_000;

/**
 * Takes the lock of a file: a hidden file beside it that names the process. The lock of a process that is
 * gone is taken over; of several processes that try, one gets it.
 * @returns undefined when another process (or this one) holds it
 * @throws BacklotError `cannot-write`
 */
export function acquireLock(path: string, fileSystem: FileSystem = realFileSystem): Lock | undefined {
  const lockPath = join(dirname(path), `.${basename(path)}${lockSuffix}`);
  return acquireLockFile(lockPath, fileSystem);
}

/** As acquireLock, by the lock file's own path. @throws BacklotError `cannot-write` */
export function acquireLockFile(lockPath: string, fileSystem = realFileSystem): Lock | undefined {
  try {
    return acquire(lockPath, fileSystem, 0);
  } catch (error) {
    throw cannotWrite(lockPath, error);
  }
}

/**
 * Runs an action while holding the lock of a file.
 * @returns what the action returned, or a finding `file-locked`
 * @throws BacklotError `cannot-write`, and what the action throws
 */
export async function withLock<T>(path: string, action: () => T | Promise<T>): Promise<Result<T>> {
  const lock = acquireLock(path);
  if (lock === undefined) {
    const what = `${quote(path)} is being written by another process`;
    return failed([finding("file-locked", { what })]);
  }
  try {
    return ok(await action());
  } finally {
    lock.release();
  }
}

function acquire(lockPath: string, fileSystem: FileSystem, depth: number): Lock | undefined {
  const nonce = randomBytes(8).toString("hex");
  const own = ownerText(currentProcess(), new Date().toISOString(), nonce);
  const temporary = join(dirname(lockPath), temporaryName());
  // Written aside and linked into place, so that nobody ever sees a lock without a name in it.
  writeNew(fileSystem, temporary, own);
  try {
    for (let turn = 0; turn < turnsMax; turn += 1) {
      if (placeLock(fileSystem, temporary, lockPath, own)) return lockOf(fileSystem, lockPath, own);
      const held = readLock(lockPath);
      if (held === undefined) continue;
      if (!isStale(lockPath, held) || depth >= depthMax) return undefined;
      if (takeOver(fileSystem, lockPath, held, temporary, depth)) return lockOf(fileSystem, lockPath, own);
      if (readLock(lockPath) === held) return undefined;
    }
    return undefined;
  } finally {
    attempt(() => fileSystem.unlink(temporary));
  }
}

/**
 * Replaces the lock of a process that is gone. Only one process at a time may do so, and only for the very
 * content it has seen: that right is itself such a lock, named after the content.
 */
function takeOver(
  fileSystem: FileSystem,
  lockPath: string,
  stale: string,
  temporary: string,
  depth: number,
): boolean {
  const name = createHash("sha256").update(stale).digest("hex").slice(0, 12);
  const right = acquire(join(dirname(lockPath), `.${name}${lockSuffix}`), fileSystem, depth + 1);
  if (right === undefined) return false;
  try {
    if (readLock(lockPath) !== stale) return false;
    fileSystem.rename(temporary, lockPath);
    return true;
  } finally {
    right.release();
  }
}

function isStale(lockPath: string, text: string): boolean {
  const owner = parseOwner(text);
  if (owner !== undefined) return isGone(owner);
  const stats = statSync(lockPath, { throwIfNoEntry: false });
  return stats !== undefined && Date.now() - stats.mtimeMs > namelessAgeMs;
}

function placeLock(fileSystem: FileSystem, temporary: string, lockPath: string, own: string): boolean {
  try {
    fileSystem.link(temporary, lockPath);
    return true;
  } catch (error) {
    const code = errorCode(error);
    if (code === "EEXIST") return false;
    if (!withoutLinks.has(code)) throw error;
  }
  try {
    writeNew(fileSystem, lockPath, own);
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw error;
  }
}

function readLock(lockPath: string): string | undefined {
  try {
    return readFileSync(lockPath, "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

function lockOf(fileSystem: FileSystem, lockPath: string, own: string): Lock {
  return {
    release: () => {
      // A second release must not remove the lock that another process has taken since.
      if (readLock(lockPath) === own) attempt(() => fileSystem.unlink(lockPath));
    },
  };
}

function writeNew(fileSystem: FileSystem, path: string, text: string): void {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;
  const descriptor = fileSystem.open(path, flags, 0o600);
  try {
    writeAll(fileSystem, descriptor, utf8(text));
  } catch (error) {
    attempt(() => fileSystem.unlink(path));
    throw error;
  } finally {
    attempt(() => fileSystem.close(descriptor));
  }
}
