import { failed, finding, ok, quote, type Result } from "../../core/index.ts";
import { unreadableFile, unreadableFolder, type FolderRead, type ReadFile } from "../project-path.ts";
import { placeOf, type Where } from "../source.ts";

/** How much of a folder is read. */
export interface FolderLimits {
  readonly files: number;
  readonly bytes: number;
}

/** A file of a folder, with its bytes. */
export interface FolderContent {
  /** Relative to the folder, with "/". */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly executable: boolean;
}

/** Reads a folder of the project, or says why it can't be read. */
export function folderFiles(
  readFile: ReadFile,
  folder: string,
  where: Where,
  most: FolderLimits,
): Result<readonly FolderContent[]> {
  const listed = list(readFile, folder, most.files);
  if (!listed.ok) {
    const { name, ...more } = unreadableFolder(folder, listed, most.files);
    return failed([finding(name, { at: placeOf(where), ...more })]);
  }
  let left = most.bytes;
  const contents: FolderContent[] = [];
  for (const { path, executable } of listed.files) {
    const whole = `${folder}/${path}`;
    const read = readFile(whole, left);
    if (!read.ok && read.reason === "too-large") {
      const what = `the files of ${quote(folder, 120)} have more than ${most.bytes} bytes`;
      return failed([finding("over-limit", { at: placeOf(where), what })]);
    }
    if (!read.ok) return failed([unreadableFile(whole, read, where, left)]);
    left -= read.bytes.length;
    contents.push({ path, bytes: read.bytes, executable });
  }
  return ok(contents);
}

function list(readFile: ReadFile, folder: string, filesMax: number): FolderRead {
  const listed = readFile.folder?.(folder, filesMax) ?? { ok: false, reason: "not-found" };
  return listed.ok && listed.files.length > filesMax ? { ok: false, reason: "too-many" } : listed;
}
