import { closeSync, constants, openSync, readSync } from "node:fs";

import { BacklotError, finding, type Json, quote } from "../core/index.ts";
import { describeDiskError } from "./file-system.ts";
import { LogOffsets } from "./log-offsets.ts";

const lineEnd = 0x0a;
const chunkBytes = 1 << 20;

/** A log that some process has written, or still writes. */
export interface LogReader {
  /** Whole records. */
  readonly count: number;
  /** It ends in the middle of a record: its writer was ended, or is writing. */
  readonly cut: boolean;
  /** Records from `first`, at most `count`, with one read of the file. */
  read(first: number, count: number): Json[];
  close(): void;
}

/**
 * Reads a whole log.
 * @returns all whole records; `cut` when the rest of the file is no record
 * @throws BacklotError `file-not-found`
 */
export function readLog(path: string): { readonly records: Json[]; readonly cut: boolean } {
  const log = openLog(path);
  try {
    const records = log.read(0, log.count);
    // A line that is no JSON means that what follows can't be trusted either.
    return { records, cut: log.cut || records.length < log.count };
  } finally {
    log.close();
  }
}

/**
 * Opens a log for reading ranges of it.
 * @throws BacklotError `file-not-found`
 */
export function openLog(path: string): LogReader {
  let descriptor: number;
  try {
    descriptor = openSync(path, constants.O_RDONLY);
  } catch (error) {
    const what = `${quote(path)} can't be read: ${describeDiskError(error)}`;
    throw new BacklotError([finding("file-not-found", { what })]);
  }
  const { offsets, cut } = findRecords(descriptor);
  return {
    count: offsets.count,
    cut,
    read: (first, count) => readRecords(descriptor, offsets, first, count),
    close: () => closeSync(descriptor),
  };
}

function findRecords(descriptor: number): { offsets: LogOffsets; cut: boolean } {
  const offsets = new LogOffsets();
  const chunk = Buffer.allocUnsafe(chunkBytes);
  let position = 0;
  for (;;) {
    const length = readSync(descriptor, chunk, 0, chunk.length, position);
    if (length === 0) return { offsets, cut: position > offsets.size };
    for (let at = chunk.indexOf(lineEnd); at !== -1 && at < length; at = chunk.indexOf(lineEnd, at + 1)) {
      offsets.add(position + at + 1 - offsets.size);
    }
    position += length;
  }
}

/** Records from an open log, by one read. Stops at the first that is no JSON. */
export function readRecords(descriptor: number, offsets: LogOffsets, first: number, count: number): Json[] {
  const { start, end } = offsets.range(first, count);
  const bytes = Buffer.allocUnsafe(end - start);
  let length = 0;
  while (length < bytes.length) {
    const taken = readSync(descriptor, bytes, length, bytes.length - length, start + length);
    if (taken === 0) break;
    length += taken;
  }
  return parseLines(bytes.toString("utf8", 0, length));
}

function parseLines(text: string): Json[] {
  if (text === "") return [];
  try {
    // JSON text holds no bare newline, so a whole page is one array: several times faster than line by line.
    return JSON.parse(`[${text.slice(0, -1).replaceAll("\n", ",")}]`) as Json[];
  } catch {
    return parseEach(text.split("\n").slice(0, -1));
  }
}

function parseEach(lines: readonly string[]): Json[] {
  const records: Json[] = [];
  try {
    for (const line of lines) records.push(JSON.parse(line) as Json);
  } catch {
    // The caller sees that there are fewer than it asked for.
  }
  return records;
}
