import { limits, textOf, utf8, utf8Into } from "../core/index.ts";
import type { JournalRecord } from "./record.ts";
import { RecordWriter } from "./record-text.ts";

/** Where a log puts what no longer fits into memory. Synchronous, since reading `calls` is. */
export interface Spill {
  /** Appends bytes, redacted by the caller; returns the offset at which they stand. */
  append(bytes: Uint8Array): number;
  read(offset: number, length: number): Uint8Array;
}

/** An append-only list of journal records. Today in memory; the interface holds for a remote one too. */
export interface Log {
  readonly count: number;
  /** Those of them that are calls. */
  readonly calls: number;
  append(record: JournalRecord): void;
  /** Records `from` (from 0) up to `from + most`, in order. */
  read(from: number, most: number): JournalRecord[];
  /** The JSON text of one record, for readers that only pass it on. */
  text(index: number): string;
  /** Every record as JSON lines, redacted, in parts of bounded size. */
  lines(): IterableIterator<Uint8Array>;
}

interface Segment {
  /** Index of its first record. */
  readonly first: number;
  /** End offset of each record in `bytes`, its line break included. */
  ends: number[];
  bytes: Uint8Array;
  used: number;
  /** Places in it of the records that may hold a secret. */
  suspects: number[];
  /** Whether records in it share parts with others. */
  marked: boolean;
  /** Set when the bytes were moved out. */
  spilled: number | null;
}

const segmentBytes = 64 * 1024;
const nothing = new Uint8Array();

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
  return new SegmentLog(options.spill, options.redact, options.memoryBytesMax ?? limits.journalMemoryBytes);
}

class SegmentLog implements Log {
  readonly #spill: Spill | undefined;
  readonly #redact: (line: string) => string;
  readonly #memoryBytesMax: number;
  readonly #writer: RecordWriter;
  readonly #segments: Segment[] = [];
  #count = 0;
  #calls = 0;
  #resident = 0;
  /** Index of the first segment that is still in memory. */
  #oldest = 0;
  /** Memory of a segment that was spilled, for the next one: a long run makes no garbage. */
  #spare: Uint8Array | undefined;
  /** The spilled segment that was read last: pages are read record by record. */
  #fetched: { readonly segment: Segment; readonly bytes: Uint8Array } | undefined;

  constructor(spill: Spill | undefined, redact: (line: string) => string, memoryBytesMax: number) {
    this.#spill = spill;
    this.#redact = redact;
    this.#memoryBytesMax = memoryBytesMax;
    this.#writer = new RecordWriter(redact);
  }

  get count(): number {
    return this.#count;
  }

  get calls(): number {
    return this.#calls;
  }

  append(record: JournalRecord): void {
    const { json, clean } = this.#writer.text(record);
    const line = `${json}\n`;
    let segment = this.#segments.at(-1);
    if (segment === undefined || !write(segment, line)) segment = this.#open(line);
    if (!clean) segment.suspects.push(segment.ends.length - 1);
    if (line.includes("\u0001")) segment.marked = true;
    this.#count += 1;
    if (record.kind === "call") this.#calls += 1;
  }

  read(from: number, most: number): JournalRecord[] {
    const records: JournalRecord[] = [];
    const end = Math.min(this.#count, from + most);
    for (let index = Math.max(0, from); index < end; index += 1) {
      records.push(JSON.parse(this.text(index)) as JournalRecord);
    }
    return records;
  }

  text(index: number): string {
    if (!(index >= 0 && index < this.#count)) throw new RangeError(`the log has no record ${index}`);
    const segment = this.#segmentOf(index);
    const item = index - segment.first;
    const start = item === 0 ? 0 : (segment.ends[item - 1] as number);
    const bytes = this.#bytesOf(segment).subarray(start, (segment.ends[item] as number) - 1);
    return this.#writer.whole(textOf(bytes) ?? "null");
  }

  *lines(): IterableIterator<Uint8Array> {
    for (const segment of this.#segments) {
      const bytes =
        segment.spilled === null ? redactSegment(segment, this.#redact).bytes : this.#bytesOf(segment);
      yield segment.marked ? utf8(this.#writer.whole(textOf(bytes) ?? "")) : bytes;
    }
  }

  #open(line: string): Segment {
    const whole = line.length * 3 <= segmentBytes ? undefined : utf8(line);
    this.#spillUntil(this.#memoryBytesMax - (whole?.length ?? segmentBytes));
    const bytes = whole ?? this.#spare ?? new Uint8Array(segmentBytes);
    if (whole === undefined) this.#spare = undefined;
    const segment: Segment = {
      first: this.#count,
      ends: [],
      bytes,
      used: 0,
      suspects: [],
      marked: false,
      spilled: null,
    };
    this.#segments.push(segment);
    this.#resident += bytes.length;
    write(segment, line);
    return segment;
  }

  /** Moves the oldest segments out until those that stay take `bytesMax` bytes at most. */
  #spillUntil(bytesMax: number): void {
    while (this.#spill !== undefined && this.#resident > bytesMax) {
      const segment = this.#segments[this.#oldest];
      if (segment === undefined) return;
      this.#oldest += 1;
      this.#resident -= segment.bytes.length;
      const redacted = redactSegment(segment, this.#redact);
      segment.spilled = this.#spill.append(redacted.bytes);
      if (segment.bytes.length === segmentBytes) this.#spare = segment.bytes;
      segment.ends = redacted.ends;
      segment.used = redacted.bytes.length;
      segment.suspects = [];
      segment.bytes = nothing;
    }
  }

  #segmentOf(index: number): Segment {
    let [low, high] = [0, this.#segments.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#segments[middle] as Segment).first <= index) low = middle;
      else high = middle - 1;
    }
    return this.#segments[low] as Segment;
  }

  #bytesOf(segment: Segment): Uint8Array {
    if (segment.spilled === null) return segment.bytes.subarray(0, segment.used);
    if (this.#fetched?.segment !== segment) {
      this.#fetched = { segment, bytes: (this.#spill as Spill).read(segment.spilled, segment.used) };
    }
    return this.#fetched.bytes;
  }
}

/** Whether the line found room. */
function write(segment: Segment, line: string): boolean {
  const { read, written } = utf8Into(line, segment.bytes.subarray(segment.used));
  if (read < line.length) return false;
  segment.used += written;
  segment.ends.push(segment.used);
  return true;
}

/** A segment without secrets is returned as it is, byte for byte. */
function redactSegment(
  segment: Segment,
  redact: (line: string) => string,
): { readonly bytes: Uint8Array; readonly ends: number[] } {
  const bytes = segment.bytes.subarray(0, segment.used);
  if (segment.suspects.length === 0) return { bytes, ends: segment.ends };
  const lines = (textOf(bytes) ?? "").split("\n").slice(0, -1);
  const redacted = [...lines];
  for (const index of segment.suspects) redacted[index] = redact(lines[index] as string);
  if (redacted.every((line, index) => line === lines[index])) return { bytes, ends: segment.ends };
  const parts = redacted.map((line) => utf8(`${line}\n`));
  let length = 0;
  const ends = parts.map((part) => (length += part.length));
  const whole = new Uint8Array(length);
  for (const [index, part] of parts.entries()) whole.set(part, index === 0 ? 0 : ends[index - 1]);
  return { bytes: whole, ends };
}
