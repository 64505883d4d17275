import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { finding, textOf, type Finding } from "../core/index.ts";
import { concatBytes, utf8 } from "../core/index.ts";
import { makePrivateFolder, writePrivate } from "../disk/index.ts";
import type { WorldReport } from "../engine/index.ts";

/** A world's report as it stands in the run's folder: calls are in the journal beside it. */
export interface StoredWorld {
  readonly report: WorldReport;
  /** Unused expectations are judged over the run. */
  readonly shared: boolean;
  /** Lines that the journal must have. */
  readonly journalLines: number;
}

/** What a run's folder holds. */
export interface RunContents {
  readonly worlds: readonly StoredWorld[];
  readonly findings: readonly Finding[];
  /** Every world's journal, one after the other, as JSON lines. */
  readonly journal: Uint8Array;
}

/**
 * The run that an environment names, where worlds opened in it write to; undefined when there is none, or when
 * it is over: a variable may outlive its run in somebody's shell.
 */
export function runOf(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const folder = env["BACKLOT_RUN"];
  return folder !== undefined && folder !== "" && existsSync(folder) ? folder : undefined;
}

/** Copies what the worlds of a run inside another run have written, so that the outer report has them too. */
export function shareWorlds(inner: string, outer: string | undefined): void {
  if (outer === undefined) return;
  const folder = join(inner, "worlds");
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    writePrivate(join(outer, "worlds", name), readFileSync(join(folder, name)));
  }
}

/** Says that a world is open, so that one that never closes is missed. */
export function noteWorldOpen(runFolder: string, id: string, title: string): void {
  makePrivateFolder(join(runFolder, "worlds"));
  writePrivate(openFile(runFolder, id), utf8(JSON.stringify({ id, title, pid: process.pid })));
}

/** Writes a closed world's journal and report; the report last, since it says that the world is complete. */
export function storeWorld(
  runFolder: string,
  id: string,
  stored: StoredWorld,
  journal: Iterable<Uint8Array>,
): void {
  const folder = join(runFolder, "worlds");
  writePrivate(join(folder, `${id}.ndjson`), concatBytes([...journal, new Uint8Array()]));
  writePrivate(join(folder, `${id}.json`), utf8(JSON.stringify(stored)));
}

/** Reads what all worlds of a run left. Worlds that never closed and cut journals are findings. */
export function readRun(runFolder: string): RunContents {
  const folder = join(runFolder, "worlds");
  const names = existsSync(folder) ? readdirSync(folder).sort(byNumber) : [];
  const worlds: StoredWorld[] = [];
  const findings: Finding[] = [];
  const journals: Uint8Array[] = [];
  for (const name of names.filter((one) => one.endsWith(".open"))) {
    const id = name.slice(0, -".open".length);
    if (names.includes(`${id}.json`)) {
      const stored = JSON.parse(readFileSync(join(folder, `${id}.json`), "utf8")) as StoredWorld;
      const journal = readFileSync(join(folder, `${id}.ndjson`));
      const lines = (textOf(journal) ?? "").split("\n").length - 1;
      if (lines < stored.journalLines) {
        findings.push(
          finding("journal-cut-short", {
            what: `the journal of ${stored.report.world} has ${lines} of ${stored.journalLines} lines`,
          }),
        );
      }
      worlds.push(stored);
      journals.push(journal);
    } else {
      const { title, pid } = JSON.parse(readFileSync(join(folder, name), "utf8")) as {
        title: string;
        pid: number;
      };
      findings.push(finding("world-not-closed", { what: `${title} was never closed (process ${pid})` }));
    }
  }
  return { worlds, findings, journal: concatBytes([...journals, new Uint8Array()]) };
}

function openFile(runFolder: string, id: string): string {
  return join(runFolder, "worlds", `${id}.open`);
}

function byNumber(left: string, right: string): number {
  return left.localeCompare(right, "en", { numeric: true });
}
