import { existsSync } from "node:fs";
import { join } from "node:path";
import { utf8 } from "../core/index.ts";
import { findProjectRoot, makePrivateFolder, writeAtomic } from "../disk/index.ts";
import { redactText, type RunReport } from "../engine/index.ts";

/** Folder of a project where the last run stays, for `backlot calls` and `explain`. */
export function lastRunFolder(cwd: string): string {
  return join(findProjectRoot(cwd), ".backlot", "last");
}

/**
 * Keeps a run's report and journal, redacted and hidden from git. A project that can't be written to loses
 * only this convenience, so failing is silent.
 */
export function storeLastRun(cwd: string, report: RunReport, journal: Uint8Array): void {
  const folder = lastRunFolder(cwd);
  try {
    makePrivateFolder(folder);
    const ignore = join(folder, "..", ".gitignore");
    if (!existsSync(ignore)) writeAtomic(ignore, utf8("*\n"));
    writeAtomic(join(folder, "report.json"), utf8(redactText(JSON.stringify(report))));
    writeAtomic(join(folder, "journal.ndjson"), journal);
  } catch {
    // Read-only checkouts are common in CI; the report itself has been written.
  }
}
