import { finding, quote } from "../core/index.ts";
import type { Finding, FindingInput } from "../core/index.ts";
import { placeOf, type Where } from "./source.ts";

/**
 * Reads a file of the project, synchronously. The one thing the room needs from outside: the caller keeps
 * inside the project, follows no link out of it, and never throws.
 * @param path relative to the project, with "/", without "." and ".." parts
 * @param maxBytes a longer file is "too-large"
 */
export type ReadFile = (path: string, maxBytes: number) => FileRead;

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
export function projectPath(path: string, where: Where): ProjectPath {
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
  return parts.length === 0
    ? bad(`${shown} is a folder`, "Name a file.")
    : { ok: true, path: parts.join("/") };
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
