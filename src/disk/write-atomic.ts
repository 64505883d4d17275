import { constants, mkdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

import { attempt, cannotWrite, type FileSystem, realFileSystem, writeAll } from "./file-system.ts";
import { temporaryName } from "./temporary-name.ts";

/** How writeAtomic writes. */
export interface WriteOptions {
  /** Rights of the file, 0o600 by default; the process's umask still applies. */
  readonly mode?: number | undefined;
  readonly fileSystem?: FileSystem | undefined;
  /** Makes folders on the way that are not there, for files that a user names: a fresh checkout has no out/. */
  readonly folders?: boolean | undefined;
}

const create = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0);

/**
 * Writes a file so that every reader, and every crash, sees the whole old content or the whole new one:
 * a temporary file in the same folder, fsync, rename, fsync of the folder. A symbolic link at `path` is
 * replaced, not followed; a device, FIFO or socket is refused. The folder must exist, unless `folders` is asked for.
 * @throws BacklotError `cannot-write`; the old content is intact and no temporary file is left, save when
 * only the last fsync failed: then the new content is in place but may not survive a power failure.
 */
export function writeAtomic(path: string, bytes: Uint8Array, options: WriteOptions = {}): void {
  const fileSystem = options.fileSystem ?? realFileSystem;
  const folder = dirname(path);
  let folderDescriptor: number | undefined;
  let why: string | undefined;
  if (isSpecial(path)) throw cannotWrite(path, new Error("it is no regular file"));
  try {
    if (options.folders === true) mkdirSync(folder, { recursive: true });
    // Opened first, so that the one thing that can fail after the rename is the folder's fsync.
    folderDescriptor = openFolder(fileSystem, folder);
    const temporary = join(folder, temporaryName());
    try {
      writeWhole(fileSystem, temporary, bytes, options.mode ?? 0o600);
      fileSystem.rename(temporary, path);
    } catch (error) {
      attempt(() => fileSystem.unlink(temporary));
      throw error;
    }
    why = "The new content is in place, but the disk did not confirm it: a power failure may undo it.";
    if (folderDescriptor !== undefined) fileSystem.fsync(folderDescriptor);
  } catch (error) {
    throw cannotWrite(path, error, why);
  } finally {
    const descriptor = folderDescriptor;
    if (descriptor !== undefined) attempt(() => fileSystem.close(descriptor));
  }
}

/** Whether a path is a device, a FIFO or a socket, which a rename would take away, or leads to one. */
function isSpecial(path: string): boolean {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats !== undefined && !stats.isFile() && !stats.isDirectory();
  } catch {
    return false;
  }
}

function openFolder(fileSystem: FileSystem, folder: string): number | undefined {
  // Windows opens no folders, and needs no fsync of one.
  if (process.platform === "win32") return undefined;
  return fileSystem.open(folder, constants.O_RDONLY | constants.O_DIRECTORY, 0);
}

/** Creates a file that must not exist, with all its bytes on the disk when it returns. */
function writeWhole(fileSystem: FileSystem, path: string, bytes: Uint8Array, mode: number): void {
  const descriptor = fileSystem.open(path, create, mode);
  try {
    writeAll(fileSystem, descriptor, bytes);
    fileSystem.fsync(descriptor);
  } catch (error) {
    attempt(() => fileSystem.close(descriptor));
    throw error;
  }
  // A close may report what the disk refused late (quota, network), so its failure counts.
  fileSystem.close(descriptor);
}
