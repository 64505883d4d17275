import { limits, textOf, utf8 } from "../core/index.ts";
import type { JournalRecord } from "./record.ts";

/** Where a log puts what no longer fits into memory. Synchronous, since reading `calls` is. */
export interface Spill {
  /** Appends bytes, redacted by the caller; returns the offset at which they stand. */
  append(bytes: Uint8Array): number;
  read(offset: number, length: number): Uint8Array;
}

/** An append-only list of journal records. Today in memory; the interface holds for a remote one too. */
export interface Log {
  readonly count: number;
  append(record: JournalRecord): void;
  /** Records `from` (from 0) up to `from + most`, in order. */
  read(from: number, most: number): JournalRecord[];
  /** Every record as JSON lines, redacted, in parts of bounded size. */
  lines(): IterableIterator<Uint8Array>;
}

interface Segment {
  /** Index of its first record. */
  readonly first: number;
  /** End offset of each record in `bytes`. */
  readonly ends: number[];
  bytes: Uint8Array;
  used: number;
  /** Set when the bytes were moved out. */
  spilled: number | null;
}

const segmentBytes = 256 * 1024;

/**
 * A log that keeps records as JSON text in byte segments, so that a hundred thousand calls cost their bytes
 * and no objects. Past `limits.journalMemoryBytes` the oldest segments are redacted and spilled.
 * @param redact applied to each record's JSON text before it leaves memory
 */
export function createLog(options: {
  readonly spill?: Spill | undefined;
  readonly redact: (line: string) => string;
  readonly memoryBytesMax?: number;
}): Log {
  const segments: Segment[] = [];
  const memoryMax = options.memoryBytesMax ?? limits.journalMemoryBytes;
  let count = 0;
  let resident = 0;
  let oldest = 0;

  const open = (size: number): Segment => {
    const segment = {
      first: count,
      ends: [],
      bytes: new Uint8Array(Math.max(segmentBytes, size)),
      used: 0,
      spilled: null,
    };
    segments.push(segment);
    resident += segment.bytes.length;
    return segment;
  };

  const spillOldest = (): void => {
    while (options.spill !== undefined && resident > memoryMax && oldest < segments.length - 1) {
      const segment = segments[oldest++] as Segment;
      resident -= segment.bytes.length;
      const redacted = redactSegment(segment, options.redact);
      segment.ends.splice(0, segment.ends.length, ...redacted.ends);
      segment.used = redacted.bytes.length;
      segment.spilled = options.spill.append(redacted.bytes);
      segment.bytes = new Uint8Array();
    }
  };

  const bytesOf = (segment: Segment): Uint8Array =>
    segment.spilled === null
      ? segment.bytes.subarray(0, segment.used)
      : (options.spill as Spill).read(segment.spilled, segment.used);

  return {
    get count() {
      return count;
    },
    append: (record) => {
      const line = utf8(`${JSON.stringify(record)}\n`);
      let segment = segments.at(-1);
      if (segment === undefined || segment.used + line.length > segment.bytes.length) {
        segment = open(line.length);
        spillOldest();
      }
      segment.bytes.set(line, segment.used);
      segment.used += line.length;
      segment.ends.push(segment.used);
      count += 1;
    },
    read: (from, most) => readRecords(segments, bytesOf, from, Math.min(most, count - from)),
    *lines() {
      for (const segment of segments) {
        yield segment.spilled === null ? redactSegment(segment, options.redact).bytes : bytesOf(segment);
      }
    },
  };
}

function readRecords(
  segments: readonly Segment[],
  bytesOf: (segment: Segment) => Uint8Array,
  from: number,
  most: number,
): JournalRecord[] {
  const records: JournalRecord[] = [];
  let index = segments.findLastIndex((segment) => segment.first <= from);
  while (index >= 0 && index < segments.length && records.length < most) {
    const segment = segments[index++] as Segment;
    const bytes = bytesOf(segment);
    for (
      let item = Math.max(0, from - segment.first);
      item < segment.ends.length && records.length < most;
      item++
    ) {
      const start = item === 0 ? 0 : (segment.ends[item - 1] as number);
      records.push(JSON.parse(textOf(bytes.subarray(start, segment.ends[item])) ?? "null") as JournalRecord);
    }
  }
  return records;
}

function redactSegment(
  segment: Segment,
  redact: (line: string) => string,
): { bytes: Uint8Array; ends: number[] } {
  const ends: number[] = [];
  let text = "";
  let length = 0;
  let start = 0;
  for (const end of segment.ends) {
    const line = `${redact(textOf(segment.bytes.subarray(start, end - 1)) ?? "null")}\n`;
    start = end;
    text += line;
    length += utf8(line).length;
    ends.push(length);
  }
  return { bytes: utf8(text), ends };
}
