import { realpathSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { BacklotError, finding } from "../../core/index.ts";
import { lockInside, readInside, writeInside } from "../../disk/index.ts";
import { killableFileSystem } from "../killable-file-system.ts";
import type { FileFix, PreparedFix } from "./prepare-fix.ts";

/**
 * Writes repaired files, each the old one or the new one, never half. A file that was changed since it was read is left
 * alone, and so are those after it.
 * @throws BacklotError
 */
export function writeFix({ root, files }: Pick<PreparedFix, "root" | "files">): void {
  for (const one of files) writeFile(root, one);
}

function writeFile(root: string, { file, before, after }: FileFix): void {
  // A link to a file stays one: what is replaced is the file itself.
  const top = realpathSync(root);
  const real = relative(top, realpathSync(join(root, file)))
    .split(sep)
    .join("/");
  const from = join(top, "scenario");
  const lock = lockInside(top, from, real);
  if (!lock.ok) throw new BacklotError(lock.findings);
  try {
    const now = readInside(top, from, real, { bytesMax: before.length });
    if (!now.ok || !sameBytes(now.value, before)) {
      const at = { kind: "input", input: file } as const;
      const what = `${file} was changed while its repairs were made`;
      throw new BacklotError([finding("not-editable", { at, what, fix: "Run backlot fix again." })]);
    }
    const mode = statSync(join(top, real)).mode & 0o777;
    const written = writeInside(top, from, real, after, { mode, fileSystem: killableFileSystem("write") });
    if (!written.ok) throw new BacklotError(written.findings);
  } finally {
    lock.value.release();
  }
}

function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}
