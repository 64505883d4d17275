import { lstatSync, readdirSync, rmdirSync, type Stats, unlinkSync } from "node:fs";
import { join, sep } from "node:path";
import { type FolderEntry, limits } from "../core/index.ts";
import { errorCode } from "./file-system.ts";
import { during, FolderError, openedBelow, type OpenedFolder } from "./folder-inside.ts";

/** How a tree is listed. */
export interface ListOptions {
  /** Entries at most. */
  readonly max: number;
  /** Path of the folder that is opened, relative to the root. */
  readonly start: string;
  readonly descriptors: string;
}

/** Everything below an opened folder, which is closed. Folders are gone through one by one: a link is not followed. */
export function listTree(opened: OpenedFolder, { max, start, descriptors }: ListOptions): FolderEntry[] {
  const found: FolderEntry[] = [];
  const walk = (folder: OpenedFolder, at: string, depth: number): void =>
    during(folder, (path) => {
      for (const name of readdirSync(path).toSorted()) {
        if (found.length >= max) return;
        const stats = lstatSync(join(path, name), { throwIfNoEntry: false });
        if (stats === undefined) continue;
        const entry = entryOf(join(at, name), stats);
        found.push(entry);
        if (entry.kind === "folder" && depth < limits.folderDepth)
          ifReadable(() => walk(openedBelow(folder, name, descriptors), join(at, name), depth + 1));
      }
    });
  walk(opened, start, 1);
  return found;
}

/** Removes what has a name in an opened folder, which is closed. @throws the system's error */
export function removeTree(opened: OpenedFolder, name: string, descriptors: string, depth = 1): void {
  during(opened, (path) => {
    const place = join(path, name);
    const stats = lstatSync(place, { throwIfNoEntry: false });
    if (stats === undefined) return;
    if (!stats.isDirectory()) return unlinkSync(place);
    if (depth > limits.folderDepth) throw new FolderError("ENOTEMPTY", "rm", name);
    for (const one of readdirSync(place))
      removeTree(openedBelow(opened, name, descriptors), one, descriptors, depth + 1);
    rmdirSync(place);
  });
}

/** What is told of a file. @param path relative to the root */
export function entryOf(path: string, stats: Stats): FolderEntry {
  const kind = stats.isFile()
    ? "file"
    : stats.isDirectory()
      ? "folder"
      : stats.isSymbolicLink()
        ? "link"
        : "other";
  return { path: path.split(sep).join("/"), kind, size: stats.size, mtimeMs: stats.mtimeMs };
}

/** What can't be looked into, or is gone again, is passed over. */
function ifReadable(use: () => void): void {
  try {
    use();
  } catch (error) {
    if (errorCode(error) === "") throw error;
  }
}
