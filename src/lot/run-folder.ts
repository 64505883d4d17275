import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { concatBytes, finding, utf8, type Finding } from "../core/index.ts";
import { makePrivateFolder, writePrivate } from "../disk/index.ts";
import { redactData, type WorldReport } from "../engine/index.ts";
import type { Allow } from "../scenario/index.ts";
import {
  foreignJournalFiles,
  makeJournalsFolder,
  readForeignJournals,
  shareJournals,
} from "./foreign-journals.ts";
import { worldHead, type JournaledWorld } from "./world-journal.ts";

/** What is to be said of a world that has closed. */
export interface ClosedWorld {
  readonly report: WorldReport;
  /** Unused expectations are judged over the run. */
  readonly shared: boolean;
  /** Checks that its scenario switches off. */
  readonly allow: readonly Allow[];
  /** It is the world that the run itself opened, around the program. */
  readonly ofRun?: boolean;
}

/** A world's report as it stands in the run's folder: calls are in the journal beside it. */
export interface StoredWorld extends ClosedWorld {
  /** Lines that the journal must have. */
  readonly journalLines: number;
}

/** What a run's folder holds. */
export interface RunContents {
  readonly worlds: readonly StoredWorld[];
  readonly findings: readonly Finding[];
  /** Every world's journal, and those of other programs' doubles, one after the other (docs/reference/journal.md). */
  readonly journal: Uint8Array;
}

/**
 * The folder that a world's journal goes to, from the environment it was opened with; undefined when there is
 * no run, or the run is over: then nobody would read it, and nobody remove it.
 */
export function runFolderIn(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const folder = env["BACKLOT_RUN"];
  return folder !== undefined && existsSync(join(folder, worldsFolder)) ? folder : undefined;
}

/** Where a lot keeps the folder of its run. */
export function runFolderOf(lotFolder: string): string {
  return join(lotFolder, "run");
}

/** Copies what the worlds of a run inside another run have written, so that the outer report has them too. */
export function shareWorlds(inner: string, outer: string | undefined): void {
  if (outer === undefined) return;
  const folder = join(inner, "worlds");
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    writePrivate(join(outer, "worlds", name), readFileSync(join(folder, name)));
  }
  shareJournals(inner, outer);
}

/** Makes the folder of a run. @throws BacklotError `cannot-write` */
export function makeRunFolder(runFolder: string): void {
  makePrivateFolder(join(runFolder, worldsFolder));
  makeJournalsFolder(runFolder);
}

/** Says that a world is open, so that one that never closes is missed. @throws BacklotError `cannot-write` */
export function noteWorldOpen(runFolder: string, world: JournaledWorld): void {
  writePrivate(
    join(runFolder, worldsFolder, `${world.id}.open`),
    utf8(JSON.stringify({ ...world, pid: process.pid })),
  );
}

/**
 * Writes a closed world's journal and report, redacted; the report last, since it says that the world is
 * complete. @throws BacklotError `cannot-write`
 */
export function storeWorld(
  runFolder: string,
  id: string,
  closed: ClosedWorld,
  journal: Iterable<Uint8Array>,
): void {
  const folder = join(runFolder, worldsFolder);
  // The run has ended before its world: its folder must not come back.
  if (!existsSync(folder)) return;
  const bytes = concatBytes([...journal, new Uint8Array()]);
  const stored: StoredWorld = { ...closed, journalLines: wholeLines(bytes).count };
  writePrivate(join(folder, `${id}.ndjson`), bytes);
  writePrivate(join(folder, `${id}.json`), utf8(JSON.stringify(redactData(stored))));
}

/**
 * Reads what all worlds of a run left. Worlds that never closed and cut journals are findings; their processes
 * may have been ended in the middle of any write, so nothing here trusts that a file is whole.
 */
export function readRun(runFolder: string): RunContents {
  const folder = join(runFolder, worldsFolder);
  const names = existsSync(folder) ? readdirSync(folder).sort(byNumber) : [];
  const worlds: StoredWorld[] = [];
  const findings: Finding[] = [];
  const journals: Uint8Array[] = [];
  for (const name of names.filter((one) => one.endsWith(".open"))) {
    const id = name.slice(0, -".open".length);
    const stored = parsed(join(folder, `${id}.json`)) as StoredWorld | undefined;
    if (stored === undefined) {
      const {
        title = "a world",
        test = false,
        pid = Number(id.split("-")[0]),
      } = (parsed(join(folder, name)) as { title?: string; test?: boolean; pid?: number } | undefined) ?? {};
      findings.push(finding("world-not-closed", { what: `${title} was never closed (process ${pid})` }));
      // Without an end: whoever reads the journal sees that something is missing.
      journals.push(utf8(worldHead({ id, title, test })));
      continue;
    }
    const path = join(folder, `${id}.ndjson`);
    const journal = wholeLines(existsSync(path) ? readFileSync(path) : Buffer.alloc(0));
    if (journal.count < stored.journalLines) {
      const what = `the journal of ${stored.report.world} has ${journal.count} of ${stored.journalLines} lines`;
      findings.push(finding("journal-cut-short", { what }));
    }
    worlds.push(stored);
    journals.push(journal.bytes);
  }
  const foreign = readForeignJournals(runFolder);
  return {
    worlds,
    findings: [...findings, ...foreign.findings],
    journal: concatBytes([...journals, ...foreign.journals, new Uint8Array()]),
  };
}

/** What the worlds of a run that still goes on have left so far. */
export interface ClosedJournals {
  /** Paths of the journals of worlds that have closed. */
  readonly paths: readonly string[];
  /** Worlds that will never close: their processes are gone. */
  readonly findings: readonly Finding[];
}

/** The journals of a run that goes on: that of the world round whoever asks is still open, and not among them. */
export function closedJournals(runFolder: string): ClosedJournals {
  const folder = join(runFolder, worldsFolder);
  const names = existsSync(folder) ? readdirSync(folder).sort(byNumber) : [];
  const ids = names.filter((name) => name.endsWith(".open")).map((name) => name.slice(0, -".open".length));
  const isClosed = (id: string): boolean => names.includes(`${id}.json`);
  return {
    paths: [
      ...ids.filter(isClosed).map((id) => join(folder, `${id}.ndjson`)),
      ...foreignJournalFiles(runFolder),
    ],
    findings: ids
      .filter((id) => !isClosed(id))
      .flatMap((id) => {
        const open = parsed(join(folder, `${id}.open`)) as { title?: string; pid?: number } | undefined;
        const { title = "a world", pid = Number(id.split("-")[0]) } = open ?? {};
        if (isAlive(pid)) return [];
        return [finding("world-not-closed", { what: `${title} was never closed (process ${pid})` })];
      }),
  };
}

/** Whether a process of this number is there; one that belongs to somebody else is. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

const worldsFolder = "worlds";

/** A JSON file; undefined when it is not there or not whole. */
function parsed(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}

/** The lines of a journal that have an end; a last one without may be half a record. */
function wholeLines(bytes: Uint8Array): { readonly bytes: Uint8Array; readonly count: number } {
  let count = 0;
  let end = 0;
  for (let at = bytes.indexOf(0x0a); at !== -1; at = bytes.indexOf(0x0a, at + 1)) {
    count += 1;
    end = at + 1;
  }
  return { bytes: bytes.subarray(0, end), count };
}

function byNumber(left: string, right: string): number {
  return left.localeCompare(right, "en", { numeric: true });
}
