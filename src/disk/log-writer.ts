import { constants } from "node:fs";

import type { Json } from "../core/index.ts";
import { attempt, cannotWrite, type FileSystem, realFileSystem } from "./file-system.ts";
import { LogOffsets } from "./log-offsets.ts";
import { readRecords } from "./log-reader.ts";

/** Bytes that are gathered before they are written at once. */
const batchBytes = 64 * 1024;

const flags =
  constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | constants.O_APPEND | (constants.O_NOFOLLOW ?? 0);

/**
 * Creates a log: a private file (0600) of one JSON value a line that only grows. The file must not exist.
 * @throws BacklotError `cannot-write`
 * @example
 * const log = appendLog(join(folder, "journal.ndjson"));
 * log.append({ kind: "event" });
 * log.read(0, 100);
 */
export function appendLog(path: string, fileSystem: FileSystem = realFileSystem): LogWriter {
  try {
    return new LogWriter(path, fileSystem.open(path, flags, 0o600), fileSystem);
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

/**
 * A growing log. Records are written in batches: at the end of the turn of the event loop that appended
 * them, or when a batch is full. So a process that is killed loses at most the records of one turn.
 */
export class LogWriter {
  readonly path: string;
  readonly #descriptor: number;
  readonly #fileSystem: FileSystem;
  readonly #offsets = new LogOffsets();
  /** Made by the first record: a world whose records all fit into memory writes none. */
  #batch = Buffer.alloc(0);
  /** The part of the batch that is not on the disk yet. */
  #from = 0;
  #to = 0;
  #scheduled: NodeJS.Immediate | undefined;
  #failure: unknown;
  #closed = false;

  /** @internal use appendLog */
  constructor(path: string, descriptor: number, fileSystem: FileSystem) {
    this.path = path;
    this.#descriptor = descriptor;
    this.#fileSystem = fileSystem;
  }

  /** Records. */
  get count(): number {
    return this.#offsets.count;
  }

  /** Bytes of all records, those that are not written yet included. */
  get size(): number {
    return this.#offsets.size;
  }

  /**
   * Adds a record.
   * @returns the byte at which it starts
   * @throws BacklotError `cannot-write` when this or an earlier batch could not be written
   */
  append(value: Json): number {
    if (this.#closed) throw cannotWrite(this.path, new Error("the log is closed"));
    if (this.#failure !== undefined) this.flush();
    const line = `${JSON.stringify(value)}\n`;
    // UTF-8 needs at most three bytes for one of JavaScript's units; counting them would cost a second pass.
    const bytesMax = line.length * 3;
    if (bytesMax > this.#batch.length - this.#to) {
      this.flush();
      if (bytesMax > this.#batch.length) this.#batch = Buffer.allocUnsafeSlow(Math.max(bytesMax, batchBytes));
    }
    const length = this.#batch.write(line, this.#to);
    this.#to += length;
    this.#scheduled ??= setImmediate(() => this.#flushLater());
    return this.#offsets.add(length);
  }

  /** Records from `first`, at most `count`, with one read of the file. */
  read(first: number, count: number): Json[] {
    this.flush();
    return readRecords(this.#descriptor, this.#offsets, first, count);
  }

  /** Writes what was gathered. What a full disk did not take is tried again next time. */
  flush(): void {
    clearImmediate(this.#scheduled);
    this.#scheduled = undefined;
    try {
      while (this.#from < this.#to) {
        const length = this.#to - this.#from;
        this.#from += this.#fileSystem.write(this.#descriptor, this.#batch, this.#from, length);
      }
      // One large record must not hold its memory for the rest of the log's life.
      if (this.#batch.length > batchBytes) this.#batch = Buffer.alloc(0);
      this.#from = 0;
      this.#to = 0;
      this.#failure = undefined;
    } catch (error) {
      this.#failure = error;
      throw cannotWrite(this.path, error);
    }
  }

  /** Writes the rest and closes the file, once. @throws BacklotError `cannot-write` when the rest was lost */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    try {
      this.flush();
    } finally {
      attempt(() => this.#fileSystem.close(this.#descriptor));
    }
  }

  #flushLater(): void {
    // Thrown here it would end the process; the next append() or close() tells.
    attempt(() => this.flush());
  }
}
