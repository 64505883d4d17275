import { join } from "node:path";
import { BacklotError, limits, utf8 } from "../../core/index.ts";
import { lockInside, writeInside } from "../../disk/index.ts";
import type { Baseline } from "../../drift/index.ts";
import type { ReadFile } from "../../scenario/index.ts";
import { killableFileSystem } from "../killable-file-system.ts";

/**
 * Reads a project's baseline; undefined when there is none yet.
 * @throws BacklotError `invalid-baseline`
 */
export async function readBaselineFile(file: string, readFile: ReadFile): Promise<Baseline | undefined> {
  const read = readFile(file, limits.contractFileBytes);
  const { invalidBaseline, readBaseline } = await import("../../drift/index.ts");
  if (!read.ok) {
    if (read.reason === "not-found") return undefined;
    throw new BacklotError([invalidBaseline(`${file} can't be read: ${read.message ?? read.reason}`)]);
  }
  const baseline = readBaseline(file, read.bytes);
  if (!baseline.ok) throw new BacklotError(baseline.findings);
  return baseline.value;
}

/** Writes a project's baseline, the old one or the new one, never half. @throws BacklotError */
export async function writeBaselineFile(root: string, file: string, baseline: Baseline): Promise<void> {
  const { baselineText } = await import("../../drift/index.ts");
  const from = join(root, "scenario");
  const lock = lockInside(root, from, file);
  if (!lock.ok) throw new BacklotError(lock.findings);
  try {
    const written = writeInside(root, from, file, utf8(baselineText(baseline)), {
      mode: 0o644,
      fileSystem: killableFileSystem("write"),
    });
    if (!written.ok) throw new BacklotError(written.findings);
  } finally {
    lock.value.release();
  }
}
