import { statSync } from "node:fs";
import { join } from "node:path";
import type { Result } from "../core/index.ts";
import type { FileRead, FolderRead, ReadFile } from "../scenario/index.ts";

/** A scenario that was read, and what its files looked like then. */
interface Memory {
  readonly loaded: Result<unknown>;
  /** Signature by path. */
  readonly files: ReadonlyMap<string, string>;
  readonly day: string;
}

const memories = new Map<string, Memory>();
const memoriesMax = 50;

/**
 * Loads a scenario, or gives what was loaded before when none of the files it was read from has changed: a
 * test process opens a world for each test, nearly always of the same file. Scenarios are frozen, so worlds
 * can share one. What could not be loaded is read again each time.
 * @param load reads with the reader it is given, so that all files are known
 */
export async function remembered<T>(
  root: string,
  files: readonly string[],
  readFile: ReadFile,
  load: (readFile: ReadFile) => Promise<Result<T>>,
): Promise<Result<T>> {
  const key = JSON.stringify([root, ...files]);
  // Exceptions of [[allow]] expire by the day.
  const day = new Date().toDateString();
  const memory = memories.get(key);
  if (memory !== undefined && memory.day === day && unchanged(root, memory.files))
    return memory.loaded as Result<T>;
  const seen = new Map<string, string>();
  const note = (path: string): void => {
    if (!seen.has(path)) seen.set(path, signatureOf(root, path));
  };
  const loaded = await load(watched(readFile, note));
  memories.delete(key);
  if (loaded.ok) {
    const [oldest] = memories.keys();
    if (memories.size >= memoriesMax && oldest !== undefined) memories.delete(oldest);
    memories.set(key, { loaded, files: seen, day });
  }
  return loaded;
}

/** A reader that notes all it reads: a folder changes when one of its entries comes or goes. */
function watched(readFile: ReadFile, note: (path: string) => void): ReadFile {
  const read = (path: string, bytesMax: number): FileRead => {
    note(path);
    return readFile(path, bytesMax);
  };
  const folder = (path: string, most: number): FolderRead => {
    note(path);
    const listed = readFile.folder?.(path, most) ?? { ok: false, reason: "not-found" };
    if (listed.ok) for (const one of listed.folders) note(one);
    return listed;
  };
  return Object.assign(read, { folder });
}

function unchanged(root: string, files: ReadonlyMap<string, string>): boolean {
  for (const [path, signature] of files) if (signatureOf(root, path) !== signature) return false;
  return true;
}

/** What changes when a file does: written in place, replaced, or linked to another one. */
function signatureOf(root: string, path: string): string {
  const stat = statSync(join(root, path), { bigint: true, throwIfNoEntry: false });
  return stat === undefined ? "" : [stat.dev, stat.ino, stat.size, stat.mtimeNs, stat.ctimeNs].join(" ");
}
