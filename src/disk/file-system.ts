import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  renameSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { getSystemErrorMap } from "node:util";

import { BacklotError, finding, quote } from "../core/index.ts";

/**
 * The disk calls behind everything that must survive a full or failing disk. They are synchronous, so that
 * no other write of this process gets between two of them. Tests pass an object in which one call fails.
 */
export interface FileSystem {
  readonly open: (path: string, flags: number, mode: number) => number;
  /** Returns how many bytes were taken, which may be fewer than asked. */
  readonly write: (descriptor: number, bytes: Uint8Array, offset: number, length: number) => number;
  readonly fsync: (descriptor: number) => void;
  readonly close: (descriptor: number) => void;
  readonly rename: (from: string, to: string) => void;
  readonly link: (from: string, to: string) => void;
  readonly unlink: (path: string) => void;
  readonly mkdir: (path: string, mode: number) => void;
}

/** The real disk. */
export const realFileSystem: FileSystem = {
  open: (path, flags, mode) => openSync(path, flags, mode),
  write: (descriptor, bytes, offset, length) => writeSync(descriptor, bytes, offset, length),
  fsync: (descriptor) => fsyncSync(descriptor),
  close: (descriptor) => closeSync(descriptor),
  rename: (from, to) => renameSync(from, to),
  link: (from, to) => linkSync(from, to),
  unlink: (path) => unlinkSync(path),
  mkdir: (path, mode) => mkdirSync(path, mode),
};

/** Writes all bytes; a disk may take fewer than it was given. */
export function writeAll(fileSystem: FileSystem, descriptor: number, bytes: Uint8Array): void {
  let offset = 0;
  while (offset < bytes.length) {
    offset += fileSystem.write(descriptor, bytes, offset, bytes.length - offset);
  }
}

/** The system's code of a failure ("ENOSPC"), or "" when it has none. */
export function errorCode(error: unknown): string {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return typeof code === "string" ? code : "";
}

/** A failure of the disk in a few words. @example "no space left on device (ENOSPC)" */
export function describeDiskError(error: unknown): string {
  const code = errorCode(error);
  for (const [name, message] of getSystemErrorMap().values()) {
    if (name === code) return `${message} (${code})`;
  }
  return error instanceof Error ? error.message : String(error);
}

/** The error for a file that could not be written: finding `cannot-write`. */
export function cannotWrite(path: string, error: unknown, why?: string): BacklotError {
  const what = `${quote(path)} could not be written: ${describeDiskError(error)}`;
  return new BacklotError([finding("cannot-write", { what, why })]);
}

/**
 * What to throw for a failure while something was made in a folder: a bare failure of the disk becomes a
 * finding `cannot-write`, anything else stays what it is.
 */
export function whileWriting(folder: string, error: unknown): unknown {
  if (error instanceof BacklotError || errorCode(error) === "") return error;
  const path = (error as NodeJS.ErrnoException).path;
  return cannotWrite(typeof path === "string" ? path : folder, error);
}

/** Runs a clean-up step whose own failure must not hide the failure that led to it. */
export function attempt(step: () => void): void {
  try {
    step();
  } catch {
    // The first failure is the one to report.
  }
}
