import { randomBytes } from "node:crypto";
import { constants, openSync } from "node:fs";
import { Socket } from "node:net";

/**
 * A named pipe that this process reads, for one recorded stream after the other. It is never closed in between:
 * a thread of Node keeps account of the files it opens, and what a socket closes behind its back it would
 * close once more when it ends, whoever has that number then. So a stream's end is a mark that its last
 * writer leaves.
 */
export class Tap {
  readonly path: string;
  readonly #socket: Socket;
  #stream: TappedStream | undefined;

  /** @param path an existing named pipe */
  constructor(path: string) {
    this.path = path;
    // Both ends: without a writer of our own it would end whenever nobody writes.
    const fd = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
    this.#socket = new Socket({ fd, readable: true, writable: false });
    this.#socket.on("error", () => undefined);
    this.#socket.on("data", (bytes: Uint8Array) => this.#stream?.push(bytes));
    this.#socket.unref();
  }

  /** Begins with a stream. @param take gets its bytes as they come */
  begin(take: (bytes: Uint8Array) => void): TappedStream {
    this.#stream = new TappedStream(this.path, take);
    return this.#stream;
  }

  close(): void {
    this.#stream?.end();
    this.#socket.destroy();
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
