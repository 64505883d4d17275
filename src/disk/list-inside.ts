import { lstatSync, readdirSync, realpathSync, statSync } from "node:fs";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { describeDiskError, errorCode } from "./file-system.ts";
import { refusedPath } from "./read-inside.ts";

/** A folder's files, or what stands against reading it. */
export type InsideList =
  | {
      readonly ok: true;
      /** In the order of their paths, relative to the folder, with "/". */
      readonly files: readonly { readonly path: string; readonly executable: boolean }[];
      /** The folder and all folders in it, relative to the project, with "/". */
      readonly folders: readonly string[];
    }
  | {
      readonly ok: false;
      readonly reason: "not-found" | "not-a-folder" | "outside" | "link" | "too-many" | "unreadable";
      /** What it is, where that helps: a path, or what the system says. */
      readonly message?: string;
    };

/**
 * Lists a folder that a data file names, with all folders in it. As with readInside nothing may lie outside the project;
 * links are not followed but refused, since what they lead to may change between listing and reading. Folders and files
 * called `.git` are left out: they are git's own. All other hidden files count.
 * @param projectRoot folder that nothing may leave
 * @param path relative to it
 * @param most files and folders
 * @example listInside("/repo", "repos/demo", 10_000)
 */
export function listInside(projectRoot: string, path: string, most: number): InsideList {
  const root = resolve(projectRoot);
  const start = join(root, path);
  if (refusedPath(path) !== undefined || isOutside(root, start)) return { ok: false, reason: "outside" };
  try {
    const stats = statSync(start, { throwIfNoEntry: false });
    if (stats === undefined) return { ok: false, reason: "not-found" };
    if (!stats.isDirectory()) return { ok: false, reason: "not-a-folder" };
    if (isOutside(realpathSync(root), realpathSync(start))) return { ok: false, reason: "outside" };
    return walk(root, start, most);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return { ok: false, reason: "not-found" };
    return { ok: false, reason: "unreadable", message: describeDiskError(error) };
  }
}

function walk(root: string, start: string, most: number): InsideList {
  const files: { path: string; executable: boolean }[] = [];
  const folders: string[] = [];
  const left = [start];
  for (let folder = left.pop(); folder !== undefined; folder = left.pop()) {
    folders.push(slashed(relative(root, folder)));
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.name.toLowerCase() === ".git") continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) left.push(path);
      else if (entry.isFile())
        files.push({ path: slashed(relative(start, path)), executable: isExecutable(path) });
      else return { ok: false, reason: "link", message: slashed(relative(start, path)) };
      if (files.length > most || folders.length + left.length > most)
        return { ok: false, reason: "too-many" };
    }
  }
  files.sort((one, other) => (one.path < other.path ? -1 : 1));
  return { ok: true, files, folders };
}

/** Windows has no such mark. */
function isExecutable(path: string): boolean {
  return process.platform !== "win32" && (lstatSync(path).mode & 0o100) !== 0;
}

function isOutside(root: string, target: string): boolean {
  const way = relative(root, target);
  return way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way);
}

function slashed(path: string): string {
  return path.split(sep).join("/");
}
