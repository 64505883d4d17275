import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { BacklotError, finding, quote, utf8 } from "../core/index.ts";
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

/**
 * The report of the last run of a project.
 * @throws BacklotError `no-world` when there is none
 */
export function readLastRun(cwd: string): RunReport {
  const file = join(lastRunFolder(cwd), "report.json");
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    const what = `nothing was run yet in ${quote(findProjectRoot(cwd))}`;
    throw new BacklotError([finding("no-world", { what })]);
  }
  try {
    return JSON.parse(text) as RunReport;
  } catch {
    const what = `${quote(file)} can't be read`;
    throw new BacklotError([finding("no-world", { what, why: "It is no report of a run." })]);
  }
}
