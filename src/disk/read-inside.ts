import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readSync,
  realpathSync as realpathByParts,
  type Stats,
  statSync,
} from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";

import { failed, finding, limits, ok, type Place, quote, type Result } from "../core/index.ts";
import { describeDiskError, errorCode } from "./file-system.ts";

/**
 * Where a path really is, links resolved. Node's own way asks about every part of it; the system's is one call, and means
 * the same where names differ by their bytes alone.
 * @throws the system's error
 */
export const realpathSync: (path: string) => string =
  process.platform === "linux" ? realpathByParts.native : realpathByParts;

/** How readInside reads. */
export interface ReadOptions {
  /** Where the path is written; findings stand there. */
  readonly at?: Place | undefined;
  /** Largest size in bytes; limits.replyFileBytes by default. */
  readonly bytesMax?: number | undefined;
}

/**
 * Reads a file that a data file names. Data files may come from a pull request, so what they name must lie
 * inside the project, symbolic links resolved, and be a regular file: a path that leaves it, that changes
 * while it is opened, or that names a device is refused.
 * @param projectRoot folder that nothing may leave
 * @param fromFile file that names the path; the path is relative to its folder
 * @returns the bytes, or a finding `bad-path`, `file-not-found` or `over-limit`
 * @example readInside("/repo", "/repo/backlot.toml", "fixtures/terraform.json")
 */
export function readInside(
  projectRoot: string,
  fromFile: string,
  relativePath: string,
  options: ReadOptions = {},
): Result<Uint8Array> {
  const { at, bytesMax = limits.replyFileBytes } = options;
  const place = resolveInside(projectRoot, fromFile, relativePath, at);
  if (!place.ok) return place;
  const named = quote(relativePath);
  try {
    const opened = openInside(realpathSync(projectRoot), place.value);
    if (opened === undefined) return badPath(`${named} leaves the project through a symbolic link`, at);
    try {
      const stats = fstatSync(opened);
      if (!stats.isFile()) return badPath(`${named} is not a regular file`, at);
      return readWhole(opened, stats, bytesMax, named, at);
    } finally {
      closeSync(opened);
    }
  } catch (error) {
    return notReadable(named, error, at);
  }
}

/**
 * The absolute path of what a data file names, checked as readInside checks it but not opened: for files
 * that are about to be written. The part of the path that exists must lie inside the project.
 */
export function resolveInside(
  projectRoot: string,
  fromFile: string,
  relativePath: string,
  at?: Place,
): Result<string> {
  const refused = refusedPath(relativePath);
  if (refused !== undefined) return badPath(`${quote(relativePath)} ${refused}`, at);
  const root = resolve(projectRoot);
  const target = resolve(dirname(resolve(fromFile)), relativePath);
  if (!isInside(root, target)) return badPath(`${quote(relativePath)} is outside the project`, at);
  try {
    if (isInside(realpathSync(root), realpathOfExisting(target))) return ok(target);
    return badPath(`${quote(relativePath)} leaves the project through a symbolic link`, at);
  } catch (error) {
    return notReadable(quote(relativePath), error, at);
  }
}

/**
 * Why a path is refused for its spelling alone, or undefined. The same spellings are refused everywhere,
 * save for names that only Windows gives a meaning.
 */
export function refusedPath(path: string, platform: NodeJS.Platform = process.platform): string | undefined {
  if (path === "") return "is empty";
  if (path.includes("\0")) return "holds a NUL character";
  if (path.length > limits.pathChars) return `is longer than ${limits.pathChars} characters`;
  if (path.includes("\\")) return "holds a backslash; folders are separated by /";
  if (path.startsWith("/") || /^[A-Za-z]:/.test(path))
    return "is absolute; paths are relative to the file that names them";
  if (platform !== "win32") return undefined;
  if (path.includes(":")) return "holds a colon, which names a hidden stream on Windows";
  const device = /(^|\/)(con|prn|aux|nul|com\d|lpt\d)(\.[^/]*)?(\/|$)/i;
  if (device.test(path) || /[. ](\/|$)/.test(path.replaceAll(/(^|\/)\.{1,2}(?=\/|$)/g, ""))) {
    return "is a name that Windows gives another meaning";
  }
  return undefined;
}

/** Whether a path is a folder or lies below it, by its spelling alone. */
export function isInside(root: string, target: string): boolean {
  const way = relative(root, target);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/**
 * The real path of the deepest part that exists, with the rest appended.
 * @throws the system's error, also for a link to nothing
 */
export function realpathOfExisting(target: string): string {
  try {
    return realpathSync(target);
  } catch (error) {
    const parent = dirname(target);
    if (errorCode(error) !== "ENOENT" || parent === target) throw error;
    // A link to nothing yet: what it will lead to can't be known.
    if (lstatSync(target, { throwIfNoEntry: false }) !== undefined) throw error;
    return join(realpathOfExisting(parent), target.slice(parent.length));
  }
}

/**
 * Opens a file and only then asks where it is: the open file must be the very one that lies inside the
 * root, so that a link that is swapped between check and use gains nothing. Never blocks on a FIFO.
 * @param root with links resolved
 * @param flags beside those for reading
 * @returns a descriptor to be closed; undefined: the file lies elsewhere
 * @throws the system's error
 */
export function openInside(root: string, target: string, flags = 0): number | undefined {
  const descriptor = openSync(target, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | flags);
  try {
    const real = realpathSync(target);
    const [there, opened] = [statSync(real, { bigint: true }), fstatSync(descriptor, { bigint: true })];
    if (isInside(root, real) && there.ino === opened.ino && there.dev === opened.dev) return descriptor;
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
  closeSync(descriptor);
  return undefined;
}

function readWhole(
  descriptor: number,
  stats: Stats,
  bytesMax: number,
  named: string,
  at: Place | undefined,
): Result<Uint8Array> {
  const bytes = readUpTo(descriptor, stats.size, bytesMax);
  if (bytes !== "over-limit") return ok(bytes);
  return failed([finding("over-limit", { at, what: `${named} is larger than ${bytesMax} bytes` })]);
}

/**
 * Reads an open file whole. It may grow after it was measured, and files of /proc say that they are empty, so it is
 * read until it ends or is one byte too long.
 * @param size what it was measured as
 */
export function readUpTo(descriptor: number, size: number, bytesMax: number): Uint8Array | "over-limit" {
  if (size > bytesMax) return "over-limit";
  let bytes = new Uint8Array(size + 1);
  let length = 0;
  for (;;) {
    const taken = readSync(descriptor, bytes, length, bytes.length - length, null);
    length += taken;
    if (length > bytesMax) return "over-limit";
    if (taken === 0) return bytes.subarray(0, length);
    if (length === bytes.length) bytes = grown(bytes, Math.min(length * 2, bytesMax + 1));
  }
}

function grown(bytes: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(length);
  larger.set(bytes);
  return larger;
}

function badPath(what: string, at: Place | undefined): Result<never> {
  return failed([finding("bad-path", { at, what })]);
}

function notReadable(named: string, error: unknown, at: Place | undefined): Result<never> {
  const what = `${named} can't be read: ${describeDiskError(error)}`;
  return failed([finding("file-not-found", { at, what })]);
}
