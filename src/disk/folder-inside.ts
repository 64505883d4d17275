import { closeSync, constants, existsSync, lstatSync, openSync, statSync } from "node:fs";
import { join, posix, resolve } from "node:path";
import { getSystemErrorMap } from "node:util";
import { limits } from "../core/index.ts";
import { errorCode } from "./file-system.ts";
import { isInside, openInside, realpathOfExisting, realpathSync } from "./read-inside.ts";

/** Where Linux shows what this process has open; a test gives another folder to see what happens without. */
export const descriptorFolder = "/proc/self/fd";

/** A folder that is kept open. */
export interface OpenedFolder {
  /** What is in it is reached below this path, whatever is put in the folder's place meanwhile. */
  readonly path: string;
  close(): void;
}

/**
 * The place of a path inside a root, by its spelling alone.
 * @param roots ways to write the root; a path that begins with one means what follows
 * @throws Error for a path that no file can have
 */
export function placeInside(roots: readonly [string, ...string[]], name: string): string {
  if (name.includes("\0")) throw new FolderError("EINVAL", "open", name);
  if (name.length > limits.pathChars) throw new FolderError("ENAMETOOLONG", "open", name);
  const whole = posix.resolve(`/${name}`);
  const own = name.startsWith("/") ? roots.find((root) => root !== "/" && isInside(root, whole)) : undefined;
  return resolve(join(roots[0], own === undefined ? whole : whole.slice(own.length)));
}

/**
 * Where a place really is, links resolved; what of it is not there yet stands as it is written.
 * @throws Error where a link leaves the root, or leads to nothing
 */
export function realInside(root: string, place: string, name: string): string {
  const real = attemptOn(name, "open", () => realpathOfExisting(place));
  if (isInside(root, real)) return real;
  throw new FolderError(leaves, "open", name);
}

/** Opens a folder that is there. @throws Error where it lies elsewhere, is no folder, or can't be opened */
export function openedFolder(root: string, place: string, name: string, descriptors: string): OpenedFolder {
  if (!existsSync(descriptors)) {
    const real = realInside(root, realpathSync(place), name);
    if (!statSync(real).isDirectory()) throw new FolderError("ENOTDIR", "open", name);
    return { path: real, close: () => {} };
  }
  const descriptor = openInside(root, place, constants.O_DIRECTORY);
  if (descriptor === undefined) throw new FolderError(leaves, "open", name);
  return { path: `${descriptors}/${descriptor}`, close: () => closeSync(descriptor) };
}

/** Opens a folder in an opened one; a link there is not followed. @throws the system's error */
export function openedBelow(above: OpenedFolder, name: string, descriptors: string): OpenedFolder {
  const path = join(above.path, name);
  if (!existsSync(descriptors)) {
    if (!lstatSync(path).isDirectory()) throw new FolderError("ENOTDIR", "open", name);
    return { path, close: () => {} };
  }
  const flags = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;
  const descriptor = openSync(path, flags);
  return { path: `${descriptors}/${descriptor}`, close: () => closeSync(descriptor) };
}

/** Does something with an opened folder, and closes it. */
export function during<Out>(opened: OpenedFolder, use: (path: string) => Out): Out {
  try {
    return use(opened.path);
  } finally {
    opened.close();
  }
}

/** A failure that reads as the system's own. @example new FolderError("EISDIR", "read", "src").message */
export class FolderError extends Error {
  readonly code: string;

  /** @param code "LEAVES" where a link leads out of the folder */
  constructor(code: string, action: string, name: string) {
    super(`${code === leaves ? "EACCES" : code}: ${wordsOf(code)}, ${action} '${name}'`);
    this.code = code;
  }
}

const leaves = "LEAVES";

function wordsOf(code: string): string {
  if (code === leaves) return "a symbolic link leads out of the folder";
  for (const [known, words] of getSystemErrorMap().values()) if (known === code) return words;
  return "it failed";
}

/** Runs what may fail on the disk; its failure names the path as it was given, and no other. */
export function attemptOn<Out>(name: string, action: string, use: () => Out): Out {
  try {
    return use();
  } catch (error) {
    const code = errorCode(error);
    throw code === "" || error instanceof FolderError ? error : new FolderError(code, action, name);
  }
}

const nothing = new Set(["ENOENT", "ENOTDIR", "ENAMETOOLONG", "ELOOP", "EINVAL", leaves]);

/** What is found at a path; undefined: nothing is there, or nothing inside the folder. */
export function unlessNothing<Out>(use: () => Out): Out | undefined {
  try {
    return use();
  } catch (error) {
    if (nothing.has(errorCode(error))) return undefined;
    throw error;
  }
}
