import { copyFileSync, linkSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { cannotWrite, errorCode } from "./file-system.ts";

/** Makes a folder only its owner can enter (0700), and those above it. @throws BacklotError `cannot-write` */
export function makePrivateFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

/**
 * Writes a file only its owner can read (0600), without waiting for the disk: for files that are gone with
 * their folder. What has to survive a crash goes through writeAtomic.
 * @throws BacklotError `cannot-write`
 */
export function writePrivate(path: string, bytes: Uint8Array): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(path, bytes, { mode: 0o600 });
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

/** Removes a folder below one of ours with everything in it; links are removed, never followed. */
export function removePrivateFolder(path: string): void {
  rmSync(path, { recursive: true, force: true, maxRetries: 3 });
}

/**
 * Writes a small file into a private folder that exists, in place: the hot path of doubled commands.
 * @param mode 0600 unless given
 * @throws what the system says
 */
export function putFile(path: string, data: Uint8Array | string, mode = 0o600): void {
  writeFileSync(path, data, { mode });
}

/** The same for large data, off this thread. */
export async function putLargeFile(path: string, data: Uint8Array, mode = 0o600): Promise<void> {
  await writeFile(path, data, { mode });
}

/** A second name for a file of ours, unless the name is taken; where there are no links, a copy. */
export function linkFile(existing: string, path: string): void {
  try {
    linkSync(existing, path);
  } catch (error) {
    if (errorCode(error) !== "EEXIST") copyFileSync(existing, path);
  }
}

/** A second path for a folder of ours: a symbolic link. @throws what the system says */
export function linkFolder(existing: string, path: string): void {
  symlinkSync(existing, path, "dir");
}

/** Removes one file of ours, if it is there. */
export function removeFile(path: string): void {
  rmSync(path, { force: true });
}
