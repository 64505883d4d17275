import { finding, quote } from "../core/index.ts";
import type { Finding, FindingInput } from "../core/index.ts";
import { placeOf, type Where } from "./source.ts";

/**
 * Reads a file of the project, synchronously. The one thing the room needs from outside: the caller keeps
 * inside the project, follows no link out of it, and never throws.
 * @param path relative to the project, with "/", without "." and ".." parts
 * @param maxBytes a longer file is "too-large"
 */
export interface ReadFile {
  (path: string, maxBytes: number): FileRead;
  /** Names what lies in a folder, as strictly; absent where no folders are known. */
  readonly folder?: ReadFolder | undefined;
}

/**
 * Names the files of a folder of the project and of all folders in it, without git's own and without following links.
 * @param path relative to the project
 * @param maxFiles more files or folders are "too-many"
 */
export type ReadFolder = (path: string, maxFiles: number) => FolderRead;

/** The files of a folder in the order of their paths, or why there are none. */
export type FolderRead =
  | {
      readonly ok: true;
      readonly files: readonly FolderFile[];
      /** The folder and all folders in it, relative to the project. */
      readonly folders: readonly string[];
    }
  | {
      readonly ok: false;
      readonly reason: "not-found" | "not-a-folder" | "outside" | "link" | "too-many" | "unreadable";
      /** What stands against it, where that helps: the link's path, or what the system says. */
      readonly message?: string | undefined;
    };

/** A file of a folder. */
export interface FolderFile {
  /** Relative to the folder, with "/". */
  readonly path: string;
  readonly executable: boolean;
}

/** A file's bytes, or why there are none. */
export type FileRead =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | {
      readonly ok: false;
      readonly reason: "not-found" | "outside" | "not-a-file" | "too-large" | "unreadable";
      /** What the system says, where that helps: "EACCES: permission denied". */
      readonly message?: string | undefined;
    };

/** A path as the project knows it, or what is wrong with it. */
export type ProjectPath =
  | { readonly ok: true; readonly path: string }
  | { readonly ok: false; readonly problem: FindingInput };

/** A path that a file names, relative to that file, as a path relative to the project. */
export function projectPath(path: string, where: Where, noun: "file" | "folder" = "file"): ProjectPath {
  const bad = (what: string, fix: string): ProjectPath => ({ ok: false, problem: { what, fix } });
  const shown = quote(path, 80);
  if (path === "") return bad("the path is empty", "Write the path of a file, relative to this one.");
  if (path.includes("\0")) return bad("a path can't hold a NUL character", "Correct the path.");
  if (path.includes("\\")) {
    return bad(`${shown} has backslashes`, `Write ${path.replaceAll("\\", "/")}; / works on every system.`);
  }
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(path)) {
    return bad(`${shown} is a URL, not a file`, "Copy the file into the project.");
  }
  if (path.includes(":")) {
    return bad(`${shown} has a colon, which means a drive or a stream on Windows`, "Rename the file.");
  }
  if (/^[/~]/.test(path)) return bad(`${shown} is not relative`, "Write it relative to this file.");
  const folder = "input" in where ? [] : where.source.file.split("/").slice(0, -1);
  const parts: string[] = folder.filter((part) => part !== ".");
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) {
      return bad(`${shown} leaves the project`, "Move the file into the project, and name it from there.");
    }
  }
  if (parts.length > 0) return { ok: true, path: parts.join("/") };
  return noun === "file"
    ? bad(`${shown} is a folder`, "Name a file.")
    : bad(`${shown} is the whole project`, "Name a folder in it.");
}

/** The finding for a file that could not be read. */
export function unreadableFile(
  path: string,
  read: FileRead & { ok: false },
  where: Where,
  maxBytes: number,
): Finding {
  const at = placeOf(where);
  const shown = quote(path, 120);
  const because = read.message === undefined ? "" : ` (${read.message})`;
  switch (read.reason) {
    case "not-found":
      return finding("file-not-found", { at, what: `there is no file ${shown}` });
    case "not-a-file":
      return finding("file-not-found", { at, what: `${shown} is not a file`, fix: "Name a file." });
    case "unreadable":
      return finding("file-not-found", {
        at,
        what: `${shown} can't be read${because}`,
        fix: "Check the file's rights.",
      });
    case "outside":
      return finding("bad-path", { at, what: `${shown} leads out of the project through a link` });
    case "too-large":
    default:
      return finding("over-limit", { at, what: `${shown} has more than ${maxBytes} bytes` });
  }
}

/** The finding for a folder that could not be read. */
export function unreadableFolder(
  path: string,
  read: FolderRead & { ok: false },
  maxFiles: number,
): FindingInput & { readonly name: "file-not-found" | "bad-path" | "over-limit" } {
  const shown = quote(path, 120);
  const because = read.message === undefined ? "" : ` (${quote(read.message, 160)})`;
  switch (read.reason) {
    case "not-found":
      return {
        name: "file-not-found",
        what: `there is no folder ${shown}`,
        fix: "Create it or correct the path.",
      };
    case "not-a-folder":
      return { name: "file-not-found", what: `${shown} is not a folder`, fix: "Name a folder." };
    case "unreadable":
      return {
        name: "file-not-found",
        what: `${shown} can't be read${because}`,
        fix: "Check the rights of its files.",
      };
    case "link":
      return {
        name: "bad-path",
        what: `${shown} holds a link or something else that is no file${because}`,
        why: "What a link leads to may lie outside the project.",
        fix: "Put the file itself there.",
      };
    case "outside":
      return { name: "bad-path", what: `${shown} leads out of the project through a link` };
    case "too-many":
    default:
      return { name: "over-limit", what: `${shown} has more than ${maxFiles} files or folders` };
  }
}
