/**
 * What shims write into the control FIFO. One write of at most PIPE_BUF bytes is atomic, so a record is
 * one such write: words separated by spaces, then NUL-separated texts, ended by a line feed. None of the
 * texts holds a line feed; longer or stranger words travel in a file instead.
 */

/** A new call: its slot, who calls, for which world. */
export interface ArrivalRecord {
  readonly kind: "arrival";
  readonly slot: number;
  readonly pid: number;
  readonly world: number;
  /** One letter for each standard stream. */
  readonly kinds: string;
  /** Name of the command and its arguments; undefined when they are in the slot's file. */
  readonly words: readonly Uint8Array[] | undefined;
}

/** Something that a shim under way tells. */
export interface ProgressRecord {
  readonly kind: "done" | "captured" | "taken" | "started" | "ended";
  readonly slot: number;
  readonly pid: number;
  /** Process id for `started`, exit status for `ended`, 0 else. */
  readonly value: number;
  /** Names of signals that reached the shim while the real program ran, without SIG. */
  readonly signals: readonly string[];
}

/** Every slot is taken: somebody waits. */
export interface CrowdedRecord {
  readonly kind: "crowded";
}

export type ControlRecord = ArrivalRecord | ProgressRecord | CrowdedRecord;

const progressKinds: Readonly<Record<string, ProgressRecord["kind"]>> = {
  d: "done",
  i: "captured",
  k: "taken",
  s: "started",
  x: "ended",
};

/** Bytes of one record; PIPE_BUF on Linux. What is longer can't have been one write and is dropped. */
const recordBytesMax = 4096;

/**
 * Cuts the bytes of the control FIFO into records. Whatever makes no sense is dropped. A record's texts are
 * views of the chunk that brought it: who keeps them has to copy them.
 */
export class ControlReader {
  #rest: Uint8Array = new Uint8Array(0);
  #skipping = false;

  /** The records that are complete now. */
  push(chunk: Uint8Array): ControlRecord[] {
    const records: ControlRecord[] = [];
    let bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10)) {
      const record = this.#skipping || end > recordBytesMax ? undefined : parseRecord(bytes.subarray(0, end));
      if (record !== undefined) records.push(record);
      this.#skipping = false;
      bytes = bytes.subarray(end + 1);
    }
    if (bytes.length > recordBytesMax) this.#skipping = true;
    this.#rest = this.#skipping ? new Uint8Array(0) : bytes.slice();
    return records;
  }
}

/** One record without its line feed; undefined when it is none. */
export function parseRecord(line: Uint8Array): ControlRecord | undefined {
  let start = 0;
  // The line feed of an arrival is itself an argument of printf, so a NUL follows it.
  while (line[start] === 0) start += 1;
  const bytes = line.subarray(start);
  const headEnd = bytes.indexOf(0);
  const head = Buffer.from(headEnd < 0 ? bytes : bytes.subarray(0, headEnd)).toString("latin1");
  const [kind = "", ...words] = head.split(" ").filter((word) => word !== "");
  if (kind === "f") return { kind: "crowded" };
  const slot = whole(words[0]);
  const pid = whole(words[1]);
  if (slot === undefined || pid === undefined || pid === 0) return undefined;
  if (kind === "a" || kind === "q") {
    return headEnd < 0 ? undefined : arrival(kind, slot, pid, words, bytes.subarray(headEnd + 1));
  }
  const progress = progressKinds[kind];
  if (progress === undefined) return undefined;
  const value = whole(words[2] ?? "0");
  return value === undefined ? undefined : { kind: progress, slot, pid, value, signals: words.slice(3) };
}

function arrival(
  kind: string,
  slot: number,
  pid: number,
  fields: readonly string[],
  rest: Uint8Array,
): ArrivalRecord | undefined {
  const world = whole(fields[2]);
  const kinds = fields[3] ?? "";
  const words = kind === "a" ? splitNul(rest) : undefined;
  if (world === undefined || words?.length === 0 || !/^[nfptco]{3}$/.test(kinds)) return undefined;
  return { kind: "arrival", slot, pid, world, kinds, words };
}

function whole(word: string | undefined): number | undefined {
  return word !== undefined && /^\d{1,10}$/.test(word) ? Number(word) : undefined;
}

/** The texts of bytes in which every text ends in NUL. */
export function splitNul(bytes: Uint8Array): Uint8Array[] {
  const parts: Uint8Array[] = [];
  let start = 0;
  for (let end = bytes.indexOf(0); end >= 0; end = bytes.indexOf(0, start)) {
    parts.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return parts;
}
