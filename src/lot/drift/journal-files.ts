import { lstatSync, readdirSync, statSync } from "node:fs";
import { basename, join, relative, resolve, sep } from "node:path";
import { finding, limits, quote, type Finding } from "../../core/index.ts";
import { findProjectRoot, readInside, readLimited } from "../../disk/index.ts";
import { closedJournals, runFolderIn } from "../run-folder.ts";

/** A journal's bytes. */
export interface JournalFile {
  /** As the user would write it. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The journals that are meant, and what is not there. */
export interface FoundJournals {
  readonly files: readonly JournalFile[];
  readonly findings: readonly Finding[];
}

/** Where journals are looked for. */
export interface JournalRequest {
  /** Files and folders that were named. */
  readonly journals: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Where the last run's journal lies in a project. */
const lastJournal = ".backlot/last/journal.ndjson";

/**
 * The journals that were named; without any those of the run that this process is a part of (BACKLOT_RUN), else that of
 * the project's last run.
 */
export function findJournals({ journals, cwd, env }: JournalRequest): FoundJournals {
  if (journals.length > 0) return joined(journals.map((name) => named(name, cwd)));
  const run = runFolderIn(env);
  if (run !== undefined) {
    const { paths, findings } = closedJournals(run);
    return joined([{ files: [], findings }, ...paths.map((path) => readFile(path, basename(path)))]);
  }
  const root = findProjectRoot(cwd);
  const last = join(root, lastJournal);
  if (lstatSync(last, { throwIfNoEntry: false }) === undefined) return { files: [], findings: [] };
  // Nobody named it: a link in a project that came from elsewhere must not lead out of it.
  const bytesMax = limits.journalFileBytes;
  const read = readInside(root, join(root, "scenario"), lastJournal, { bytesMax });
  if (read.ok) return { files: [{ name: shown(last, cwd), bytes: read.value }], findings: [] };
  return missing(read.findings[0]?.what ?? `${quote(lastJournal)} can't be read`);
}

function joined(found: readonly FoundJournals[]): FoundJournals {
  return {
    files: found.flatMap(({ files }) => files),
    findings: found.flatMap(({ findings }) => findings),
  };
}

function named(name: string, cwd: string): FoundJournals {
  const path = resolve(cwd, name);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return readFile(path, name);
  const entries = readdirSync(path, { withFileTypes: true, recursive: true });
  const files = entries
    .filter((entry) => entry.isFile() && /\.(?:ndjson|jsonl)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  if (files.length === 0) return missing(`there is no journal (*.ndjson) in ${quote(name)}`);
  return joined(files.map((file) => readFile(file, shown(file, cwd))));
}

function readFile(path: string, name: string): FoundJournals {
  const read = readLimited(path, limits.journalFileBytes, name);
  return read.ok ? { files: [{ name, bytes: read.bytes }], findings: [] } : missing(read.what);
}

function missing(what: string): FoundJournals {
  const at = { kind: "input", input: "--journal" } as const;
  return { files: [], findings: [finding("evidence-missing", { at, what })] };
}

function shown(path: string, cwd: string): string {
  const inside = relative(cwd, path);
  return (inside.startsWith("..") ? path : inside).split(sep).join("/");
}
