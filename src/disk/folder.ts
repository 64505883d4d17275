import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  futimesSync,
  lstatSync,
  mkdirSync,
  openSync,
  renameSync,
  type Stats,
  statSync,
  unlinkSync,
} from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import type { Folder, FolderEntry, WrittenFile } from "../core/index.ts";
import { attempt, errorCode, realFileSystem, writeAll } from "./file-system.ts";
import {
  attemptOn,
  descriptorFolder,
  during,
  FolderError,
  openedFolder,
  placeInside,
  realInside,
  unlessNothing,
} from "./folder-inside.ts";
import { entryOf, listTree, removeTree } from "./folder-tree.ts";
import { isInside, openInside, readUpTo, realpathSync } from "./read-inside.ts";
import { temporaryName } from "./temporary-name.ts";

/**
 * Opens a folder through which nothing leaves it. See FoldersPort.
 * @param descriptors where this process's open files are shown; where there is no such folder, a link that is put in
 *   place of a folder between two system calls may be followed
 */
export function openFolder(
  path: string,
  { make }: { readonly make: boolean },
  descriptors = descriptorFolder,
): Folder {
  const given = resolve(path);
  if (make) attemptOn(path, "mkdir", () => makeAll(given));
  const root = realFolder(path);
  if (root === undefined && make) throw new FolderError("ENOTDIR", "mkdir", path);
  return root === undefined ? nothingIn(given) : new RealFolder(root, given, descriptors);
}

/** Node's own way to make all folders of a path never ends where the system says that a folder is not there, as /proc does. */
function makeAll(path: string): void {
  if (statSync(path, { throwIfNoEntry: false }) !== undefined) return;
  makeAll(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw error;
  }
}

function realFolder(path: string): string | undefined {
  try {
    const real = realpathSync(path);
    return statSync(real).isDirectory() ? real : undefined;
  } catch {
    return undefined;
  }
}

/** A folder that is not there: empty, and nothing can be put into it. */
function nothingIn(root: string): Folder {
  const refuse = async (name: string): Promise<never> => {
    throw new FolderError("ENOENT", "open", name);
  };
  return {
    root,
    read: async () => undefined,
    write: refuse,
    append: refuse,
    makeFolder: refuse,
    stat: async () => undefined,
    list: async () => [],
    remove: async () => {},
  };
}

class RealFolder implements Folder {
  readonly root: string;
  readonly #ways: readonly [string, ...string[]];
  readonly #descriptors: string;

  constructor(root: string, given: string, descriptors: string) {
    this.root = root;
    this.#ways = [root, given];
    this.#descriptors = descriptors;
  }

  async read(name: string, maxBytes: number): Promise<Uint8Array | undefined> {
    return unlessNothing(() => {
      if (this.#lacks(name)) return undefined;
      const { real, stats } = this.#found(name);
      // A FIFO or a device does something when it is merely opened.
      if (stats?.isFile() !== true) return undefined;
      const descriptor = attemptOn(name, "open", () => openInside(this.root, real));
      if (descriptor === undefined) return undefined;
      try {
        const opened = fstatSync(descriptor);
        const bytes = opened.isFile()
          ? attemptOn(name, "read", () => readUpTo(descriptor, opened.size, maxBytes))
          : undefined;
        if (bytes !== "over-limit") return bytes;
        throw new FolderError("EFBIG", `more than ${maxBytes} bytes, read`, name);
      } finally {
        closeSync(descriptor);
      }
    });
  }

  async write(name: string, bytes: Uint8Array, { mtimeMs, mode }: WrittenFile): Promise<void> {
    const { real, stats } = this.#writable(name);
    this.#within(dirname(real), name, (folder) => {
      const unfinished = join(folder, temporaryName());
      const descriptor = openSync(unfinished, newFile, 0o600);
      try {
        try {
          writeAll(realFileSystem, descriptor, bytes);
          fchmodSync(descriptor, mode ?? (stats === undefined ? 0o600 : stats.mode & 0o777));
          futimesSync(descriptor, mtimeMs / 1_000, mtimeMs / 1_000);
        } finally {
          closeSync(descriptor);
        }
        renameSync(unfinished, join(folder, basename(real)));
      } catch (error) {
        attempt(() => unlinkSync(unfinished));
        throw error;
      }
    });
  }

  async append(name: string, bytes: Uint8Array, { mtimeMs, mode }: WrittenFile): Promise<void> {
    const { real, stats } = this.#writable(name);
    this.#within(dirname(real), name, (folder) => {
      const descriptor = openSync(join(folder, basename(real)), longerFile, 0o600);
      try {
        const opened = fstatSync(descriptor);
        if (!opened.isFile()) throw new FolderError("EINVAL", "write", name);
        if (opened.nlink > 1) throw new FolderError("EMLINK", "write", name);
        writeAll(realFileSystem, descriptor, bytes);
        if (stats === undefined && mode !== undefined) fchmodSync(descriptor, mode);
        futimesSync(descriptor, mtimeMs / 1_000, mtimeMs / 1_000);
      } finally {
        closeSync(descriptor);
      }
    });
  }

  async makeFolder(name: string): Promise<void> {
    const { real, stats } = this.#found(name);
    if (stats !== undefined && !stats.isDirectory()) throw new FolderError("EEXIST", "mkdir", name);
    this.#makeFolders(real, name);
  }

  async stat(name: string): Promise<FolderEntry | undefined> {
    return unlessNothing(() => {
      if (this.#lacks(name)) return undefined;
      const { place, stats } = this.#found(name);
      return stats === undefined ? undefined : entryOf(relative(this.root, place), stats);
    });
  }

  async list(name: string, max: number): Promise<readonly FolderEntry[]> {
    const found = unlessNothing(() => {
      const { place, real, stats } = this.#found(name);
      if (stats?.isDirectory() !== true) return [];
      const opened = attemptOn(name, "open", () => openedFolder(this.root, real, name, this.#descriptors));
      const start = relative(this.root, place);
      return listTree(opened, { max, start, descriptors: this.#descriptors });
    });
    return found ?? [];
  }

  async remove(name: string): Promise<void> {
    unlessNothing(() => {
      const place = placeInside(this.#ways, name);
      if (place === this.root) throw new FolderError("EBUSY", "rm", name);
      const folder = realInside(this.root, dirname(place), name);
      const opened = attemptOn(name, "open", () => openedFolder(this.root, folder, name, this.#descriptors));
      attemptOn(name, "rm", () => removeTree(opened, basename(place), this.#descriptors));
    });
  }

  /** Whether nothing is there, not even a link: most files that are asked for are not, and nothing more is to be asked. */
  #lacks(name: string): boolean {
    try {
      return lstatSync(placeInside(this.#ways, name), { throwIfNoEntry: false }) === undefined;
    } catch {
      // What stands against it is told by whoever asks further.
      return false;
    }
  }

  /** What a path leads to; `stats` are undefined where nothing is. */
  #found(name: string): { readonly place: string; readonly real: string; readonly stats: Stats | undefined } {
    const place = placeInside(this.#ways, name);
    const real = realInside(this.root, place, name);
    const stats = attemptOn(name, "stat", () => lstatSync(real, { throwIfNoEntry: false }));
    return { place, real, stats };
  }

  /** The same for a file that is about to be written, in a folder that is made. */
  #writable(name: string): { readonly real: string; readonly stats: Stats | undefined } {
    const { real, stats } = this.#found(name);
    if (stats?.isDirectory() === true) throw new FolderError("EISDIR", "open", name);
    // A rename would take it away.
    if (stats !== undefined && !stats.isFile()) throw new FolderError("EINVAL", "open", name);
    this.#makeFolders(dirname(real), name);
    return { real, stats };
  }

  #makeFolders(real: string, name: string): void {
    if (real === this.root || !isInside(this.root, real)) return;
    const above = dirname(real);
    const make = (folder: string): void => mkdirSync(join(folder, basename(real)), { mode: 0o700 });
    const stats = attemptOn(name, "mkdir", () => lstatSync(real, { throwIfNoEntry: false }));
    if (stats?.isDirectory() === true) return;
    this.#makeFolders(above, name);
    this.#within(above, name, (folder) => {
      try {
        make(folder);
      } catch (error) {
        // Another process made it in between, or put something else there: opening it will tell.
        if (errorCode(error) !== "EEXIST") throw error;
      }
    });
  }

  #within(folder: string, name: string, use: (path: string) => void): void {
    attemptOn(name, "open", () => during(openedFolder(this.root, folder, name, this.#descriptors), use));
  }
}

const noLink = constants.O_NOFOLLOW ?? 0;
const newFile = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | noLink;
const longerFile =
  constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | (constants.O_NONBLOCK ?? 0) | noLink;
