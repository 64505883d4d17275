import { mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";

import { cannotWrite } from "./file-system.ts";
import { acquireLock } from "./lock.ts";
import { writeAtomic } from "./write-atomic.ts";

/** The right of one writer to a file, from before its content is known until it is released. */
export interface FileClaim {
  /** Writes the whole file or leaves the old one (see writeAtomic). @throws BacklotError `cannot-write` */
  write(bytes: Uint8Array): void;
  /** May be called again. */
  release(): void;
}

/**
 * Takes the right to write a file, and makes the folders it lies in.
 * @param path absolute, or from the current folder as it is now
 * @returns undefined when someone else has it, in this process or another
 * @throws BacklotError `cannot-write`
 */
export function claimFile(path: string): FileClaim | undefined {
  const absolute = resolve(path);
  try {
    mkdirSync(dirname(absolute), { recursive: true });
  } catch (error) {
    throw cannotWrite(path, error);
  }
  const lock = acquireLock(absolute);
  if (lock === undefined) return undefined;
  return { write: (bytes) => writeAtomic(absolute, bytes), release: () => lock.release() };
}
