import { randomBytes } from "node:crypto";
import { readPipe, type PipeReader } from "./pipe-reader.ts";

/**
 * A named pipe that this process reads, for one recorded stream after the other: it stays open in between, so
 * that a call does not cost one more. A stream's end is a mark that its last writer leaves.
 */
export class Tap {
  readonly path: string;
  readonly #reader: PipeReader;
  #stream: TappedStream | undefined;

  /** @param path an existing named pipe */
  constructor(path: string) {
    this.path = path;
    this.#reader = readPipe(path, (bytes) => this.#stream?.push(bytes));
    this.#reader.socket.unref();
  }

  /** Begins with a stream. @param take gets its bytes as they come */
  begin(take: (bytes: Uint8Array) => void): TappedStream {
    this.#stream = new TappedStream(this.path, take);
    return this.#stream;
  }

  async close(): Promise<void> {
    this.#stream?.end();
    await this.#reader.close();
  }
}

/** What goes through a tap until the mark comes that nobody could guess. */
export class TappedStream {
  readonly path: string;
  /** Printable ASCII, to be written after the last byte. */
  readonly mark = randomBytes(16).toString("hex");
  /** Resolves when the mark has come. */
  readonly ended: Promise<void>;
  readonly #take: (bytes: Uint8Array) => void;
  #resolve!: () => void;
  #rest: Uint8Array = new Uint8Array(0);
  #over = false;

  constructor(path: string, take: (bytes: Uint8Array) => void) {
    this.path = path;
    this.#take = take;
    this.ended = new Promise((resolve) => (this.#resolve = resolve));
  }

  get over(): boolean {
    return this.#over;
  }

  push(chunk: Uint8Array): void {
    if (this.#over) return;
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    // The mark may come in two parts, so what could be its beginning is held back.
    const held = beginningAtEnd(bytes, this.mark);
    const data = bytes.subarray(0, bytes.length - held);
    this.#rest = held === this.mark.length ? new Uint8Array(0) : bytes.subarray(bytes.length - held);
    if (data.length > 0) this.#take(data);
    if (held === this.mark.length) this.end();
  }

  /** Nobody waits for the mark any more. */
  end(): void {
    if (this.#over) return;
    this.#over = true;
    if (this.#rest.length > 0) this.#take(this.#rest);
    this.#resolve();
  }
}

/** How many bytes at the end of some are the beginning of a text, or all of it. */
export function beginningAtEnd(bytes: Uint8Array, text: string): number {
  const tail = Buffer.from(bytes.subarray(-text.length)).toString("latin1");
  for (let length = tail.length; length > 0; length -= 1) {
    if (tail.endsWith(text.slice(0, length))) return length;
  }
  return 0;
}
