import { mkdirSync } from "node:fs";
import { dirname } from "node:path";

import { ok, type Place, type Result } from "../core/index.ts";
import { cannotWrite } from "./file-system.ts";
import { resolveInside } from "./read-inside.ts";
import { writeAtomic, type WriteOptions } from "./write-atomic.ts";

/**
 * Writes a file that a data file names, whole or not at all, in folders that are made as needed. As for
 * readInside, what it names must lie inside the project, symbolic links resolved.
 * @returns the absolute path, or a finding `bad-path` or `file-not-found`
 * @throws BacklotError `cannot-write`
 * @example writeInside("/repo", "/repo/backlot.toml", "fixtures/terraform.json", bytes)
 */
export function writeInside(
  projectRoot: string,
  fromFile: string,
  relativePath: string,
  bytes: Uint8Array,
  options: WriteOptions & { readonly at?: Place | undefined } = {},
): Result<string> {
  const before = resolveInside(projectRoot, fromFile, relativePath, options.at);
  if (!before.ok) return before;
  try {
    mkdirSync(dirname(before.value), { recursive: true });
  } catch (error) {
    throw cannotWrite(before.value, error);
  }
  // Asked again now that the folder exists: another process may have put a link in its place.
  const after = resolveInside(projectRoot, fromFile, relativePath, options.at);
  if (!after.ok) return after;
  writeAtomic(after.value, bytes, options);
  return ok(after.value);
}
