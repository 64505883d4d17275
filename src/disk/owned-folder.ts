import { randomBytes } from "node:crypto";
import { constants, existsSync, lstatSync, readFileSync, rmdirSync } from "node:fs";
import { chmod, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { BacklotError, finding, quote, utf8 } from "../core/index.ts";
import {
  attempt,
  describeDiskError,
  errorCode,
  type FileSystem,
  realFileSystem,
  writeAll,
} from "./file-system.ts";
import { currentProcess, type Owner, ownerFileName, ownerText, parseOwner } from "./owner.ts";

/** The start of the name of every temporary folder; the sweep looks for it. */
export const ownedFolderPrefix = "backlot-";

/**
 * Unix sockets below a temporary folder have paths of fewer than 100 bytes (the systems allow 104 or 108).
 * A place longer than this leaves no room for the folder's own name and the names below it.
 */
const placeBytesMax = 52;

/** How createOwnedFolder makes a folder. */
export interface OwnedFolderOptions {
  /** Start of its name; must itself start with "backlot-" for the sweep to find it. */
  readonly prefix?: string | undefined;
  /**
   * Called with the path before the folder exists: register it with the reaper here, so that no moment is
   * left in which a crash leaves it behind.
   */
  readonly before?: ((path: string) => void) | undefined;
  /** Places to try in order; the system's temporary folder by default. */
  readonly places?: readonly string[] | undefined;
  readonly fileSystem?: FileSystem | undefined;
}

/**
 * Creates a private folder (0700) below the system's temporary folder, with an owner file that names this
 * process. Where TMPDIR is too long for sockets below it, /tmp is used.
 * @throws BacklotError `temp-folder` when no place can be used
 */
export function createOwnedFolder(options: OwnedFolderOptions = {}): string {
  const { prefix = ownedFolderPrefix, places = temporaryPlaces(), fileSystem = realFileSystem } = options;
  let failure: unknown;
  for (const place of places) {
    // A name that is taken has never been seen, but costs nothing to survive.
    for (let turn = 0; turn < 3; turn += 1) {
      const path = join(place, prefix + randomName());
      try {
        options.before?.(path);
        makeOwned(fileSystem, path);
        return path;
      } catch (error) {
        failure ??= error;
        if (errorCode(error) !== "EEXIST") break;
      }
    }
  }
  throw unusable(places[0] ?? "", failure);
}

/** Where temporary folders are made, best first. @param temporary the system's choice */
export function temporaryPlaces(temporary = tmpdir()): readonly string[] {
  const place = resolve(temporary);
  if (process.platform === "win32" || Buffer.byteLength(place) <= placeBytesMax) return [place];
  return ["/tmp", place];
}

function randomName(): string {
  // 40 random bits in letters that mean the same in file systems that ignore case.
  return BigInt(`0x${randomBytes(5).toString("hex")}`)
    .toString(36)
    .padStart(8, "0");
}

function makeOwned(fileSystem: FileSystem, path: string): void {
  fileSystem.mkdir(path, 0o700);
  try {
    const file = join(path, ownerFileName);
    const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;
    const descriptor = fileSystem.open(file, flags, 0o600);
    try {
      const text = ownerText(currentProcess(), new Date().toISOString());
      writeAll(fileSystem, descriptor, utf8(text));
    } finally {
      fileSystem.close(descriptor);
    }
  } catch (error) {
    attempt(() => fileSystem.unlink(join(path, ownerFileName)));
    attempt(() => rmdirSync(path));
    throw error;
  }
}

function unusable(place: string, error: unknown): BacklotError {
  const what = `the temporary folder ${quote(place)} can't be used: ${describeDiskError(error)}`;
  return new BacklotError([finding("temp-folder", { what })]);
}

/**
 * The owner of a temporary folder; undefined when it is not one of ours: a link, another user's, or
 * without a whole owner file.
 */
export function readOwner(folder: string): Owner | undefined {
  try {
    if (!isOurFolder(folder)) return undefined;
    const file = join(folder, ownerFileName);
    const stats = lstatSync(file);
    if (!stats.isFile() || stats.size > 4096) return undefined;
    return parseOwner(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/** Whether a path is a real folder of this user. */
export function isOurFolder(path: string): boolean {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats === undefined || !stats.isDirectory()) return false;
  return process.getuid === undefined || stats.uid === process.getuid();
}

/**
 * Removes a temporary folder and everything in it; links in it are removed, never followed. Only a folder
 * that carries an owner file and belongs to this user is touched.
 * @returns whether it is gone
 */
export async function removeOwnedFolder(folder: string): Promise<boolean> {
  if (readOwner(folder) === undefined) return !existsSync(folder);
  try {
    // The owner file goes last: as long as anything is left, the next start knows whose it is.
    for (const name of await readdir(folder)) {
      if (name !== ownerFileName) await removeTree(join(folder, name));
    }
    await removeTree(folder);
  } catch {
    // The next start tries again.
  }
  return !existsSync(folder);
}

async function removeTree(path: string): Promise<void> {
  const options = { recursive: true, force: true, maxRetries: 3, retryDelay: 20 };
  try {
    await rm(path, options);
  } catch {
    // Some programs leave folders that can't be written (Go's module cache); their owner may change that.
    await makeWritable(path);
    await rm(path, options);
  }
}

async function makeWritable(folder: string): Promise<void> {
  if (!lstatSync(folder).isDirectory()) return;
  await chmod(folder, 0o700);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) await makeWritable(join(folder, entry.name));
  }
}
