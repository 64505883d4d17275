import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { finding, isJsonObject, limits, quote, utf8, type Finding } from "../core/index.ts";
import { makePrivateFolder, readLimited, writePrivate } from "../disk/index.ts";
import { redactText } from "../engine/index.ts";

/** Where programs of a run put the journals of doubles of their own. */
const journalsFolder = "journals";

/** What other programs' doubles left in a run's folder. */
export interface ForeignJournals {
  /** Each redacted, whole lines only. */
  readonly journals: readonly Uint8Array[];
  readonly findings: readonly Finding[];
}

/** Makes the folder for them. @throws BacklotError `cannot-write` */
export function makeJournalsFolder(runFolder: string): void {
  makePrivateFolder(join(runFolder, journalsFolder));
}

/** Paths of the journals of other programs' doubles in a run's folder. */
export function foreignJournalFiles(runFolder: string): readonly string[] {
  const folder = join(runFolder, journalsFolder);
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ndjson"))
    .map(({ name }) => join(folder, name))
    .sort();
}

/** Copies those of a run inside another run to the outer one. */
export function shareJournals(inner: string, outer: string): void {
  if (!existsSync(join(outer, journalsFolder))) return;
  for (const path of foreignJournalFiles(inner)) {
    writePrivate(join(outer, journalsFolder, path.slice(path.lastIndexOf("/") + 1)), readFileSync(path));
  }
}

/** Reads them; one that is none is told of and left out, so that it does not spoil the others. */
export function readForeignJournals(runFolder: string): ForeignJournals {
  const journals: Uint8Array[] = [];
  const findings: Finding[] = [];
  for (const path of foreignJournalFiles(runFolder)) {
    const name = `$BACKLOT_RUN/${journalsFolder}/${path.slice(path.lastIndexOf("/") + 1)}`;
    const read = readLimited(path, limits.journalFileBytes, name);
    if (!read.ok) {
      findings.push(
        finding(read.reason === "over-limit" ? "over-limit" : "invalid-journal", { what: read.what }),
      );
      continue;
    }
    const whole = new TextDecoder().decode(read.bytes).split("\n").slice(0, -1);
    if (whole.length === 0) {
      findings.push(finding("journal-cut-short", { what: `${quote(name)} has no whole line` }));
    } else if (isHead(whole[0] as string)) {
      journals.push(utf8(whole.map((line) => `${redactText(line)}\n`).join("")));
    } else {
      const what = `${quote(name)} is no journal: its first line does not say so`;
      findings.push(finding("invalid-journal", { what }));
    }
  }
  return { journals, findings };
}

function isHead(line: string): boolean {
  try {
    const value = JSON.parse(line) as unknown;
    return isJsonObject(value) && value["kind"] === "journal";
  } catch {
    return false;
  }
}
