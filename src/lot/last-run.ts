import { existsSync, lstatSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { BacklotError, finding, quote, utf8 } from "../core/index.ts";
import {
  acquireLock,
  findProjectRoot,
  makePrivateFolder,
  sweepTempFiles,
  writeAtomic,
} from "../disk/index.ts";
import { redactData, type RunReport } from "../engine/index.ts";
import { killPoint } from "./kill-point.ts";

/** Folder of a project where the last run stays, for `backlot calls` and `explain`. */
function lastRunFolder(cwd: string): string {
  return join(findProjectRoot(cwd), ".backlot", "last");
}

/**
 * Keeps a run's report and journal, redacted and hidden from git. A project that can't be written to loses
 * only this convenience, so failing is silent.
 */
export function storeLastRun(cwd: string, report: RunReport, journal: Uint8Array): void {
  const folder = lastRunFolder(cwd);
  try {
    // A link in a project that came from elsewhere must not lead out of it.
    if ([dirname(folder), folder].some(isLink)) return;
    makePrivateFolder(folder);
    killPoint("last-run.folder-made");
    sweepTempFiles(folder);
    writeBoth(folder, report, journal);
  } catch {
    // Read-only checkouts are common in CI; the report itself has been written.
  }
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

/** Two runs that end together must not leave the report of one with the journal of the other. */
function writeBoth(folder: string, report: RunReport, journal: Uint8Array): void {
  const lock = acquireLock(join(folder, "report.json"));
  try {
    const ignore = join(folder, "..", ".gitignore");
    if (!existsSync(ignore)) writeAtomic(ignore, utf8("*\n"));
    if (lock === undefined) return;
    writeAtomic(join(folder, "journal.ndjson"), journal);
    killPoint("last-run.journal-written");
    writeAtomic(join(folder, "report.json"), utf8(JSON.stringify(redactData(report))));
  } finally {
    lock?.release();
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
