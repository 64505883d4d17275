import type { Log } from "./log.ts";
import type { CallRecord, JournalRecord } from "./record.ts";
import { redactText } from "./redact.ts";

/** What is the world's own, and another one in the next run. */
export interface WorldPlaces {
  /** Base URL by service. */
  readonly urls: Readonly<Record<string, string>>;
  /** The world's folder. */
  readonly folder: string;
  /** The folder that programs are started in. */
  readonly cwd: string;
}

const pageRecords = 200;

/**
 * The canonical journal: JSON lines that are the same in every run of the same scenario with `now` pinned and the same
 * calls. Measured values (duration, process id) are left out; the world's own addresses and folders stand as
 * `{{url.NAME}}`, `{{host.NAME}}`, `{{world}}`, `{{cwd}}`. Calls stand in order of arrival, redacted.
 */
export function* canonicalJournal(log: Log, places: WorldPlaces): IterableIterator<string> {
  const replace = placeholders(places);
  for (const record of inOrder(log))
    yield `${replace(redactText(JSON.stringify(withoutMeasures(record))))}\n`;
}

/** Records in order, calls by their number; one that ended early waits for those that arrived before it. */
function* inOrder(log: Log): IterableIterator<JournalRecord> {
  const early = new Map<number, CallRecord>();
  let next = 1;
  for (let from = 0; from < log.count; from += pageRecords) {
    for (const record of log.read(from, pageRecords)) {
      if (record.kind === "event") yield record;
      else early.set(record.id, record);
      for (let call = early.get(next); call !== undefined; call = early.get(++next)) {
        early.delete(next);
        yield call;
      }
    }
  }
  // Calls that never ended leave gaps.
  yield* [...early.values()].sort((left, right) => left.id - right.id);
}

function withoutMeasures(record: JournalRecord): object {
  if (record.kind === "event") return record;
  const { durationMs: _durationMs, pid: _pid, ...rest } = record;
  return rest;
}

/** Longest first, so that a folder inside another one gets its own name. */
function placeholders({ urls, folder, cwd }: WorldPlaces): (line: string) => string {
  const found: (readonly [text: string, placeholder: string])[] = [
    [folder, "{{world}}"],
    [cwd, "{{cwd}}"],
  ];
  for (const [name, url] of Object.entries(urls)) {
    const { host, port } = new URL(url);
    found.push(
      [url, `{{url.${name}}}`],
      [host, `{{host.${name}}}`],
      [`localhost:${port}`, `{{host.${name}}}`],
    );
  }
  const rules = found
    // The root folder is part of every path.
    .filter(([text]) => text.length > 1)
    .sort(([left], [right]) => right.length - left.length)
    .map(
      ([text, placeholder]) => [new RegExp(`${escaped(text)}(?![A-Za-z0-9_.-])`, "g"), placeholder] as const,
    );
  return (line) =>
    rules.reduce((result, [pattern, placeholder]) => result.replace(pattern, () => placeholder), line);
}

/** A text as it stands in JSON, as a pattern. */
function escaped(text: string): string {
  return JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}
