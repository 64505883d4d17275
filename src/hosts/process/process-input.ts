import { Readable } from "node:stream";
import type { CallInput, SignalName } from "../../core/index.ts";
import type { KeyStream } from "./own-process.ts";

/** Input that waits to be taken before the stream is asked to pause, in items. */
const inputItemsMax = 64;

/** What reaches a call from the process's own streams and signals; the stream is touched when somebody reads. */
export class ProcessInput {
  readonly #stream: () => KeyStream;
  readonly #queue: CallInput[] = [];
  #wake: (() => void) | undefined;
  #opened: KeyStream | undefined;
  #isRead = false;
  #isOver = false;

  /** @param stream opened on first use; undefined: there is nothing to read */
  constructor(stream: (() => KeyStream) | undefined) {
    this.#stream = stream ?? ended;
  }

  /** Whether somebody takes what comes. */
  get isRead(): boolean {
    return this.#isRead;
  }

  /** The stream, once it was opened. */
  get opened(): KeyStream | undefined {
    return this.#opened;
  }

  /** Whether a signal came that nobody has taken yet. */
  holds(signal: SignalName): boolean {
    return this.#queue.some((item) => item.kind === "signal" && item.signal === signal);
  }

  offer(item: CallInput): void {
    this.#queue.push(item);
    if (this.#queue.length >= inputItemsMax) this.#opened?.pause();
    this.#wake?.();
  }

  /** The call is closed: nothing more is taken. */
  stop(): void {
    this.#isOver = true;
    this.#wake?.();
  }

  async *items(): AsyncGenerator<CallInput> {
    this.#isRead = true;
    try {
      const stream = this.#open();
      for (;;) {
        const item = this.#queue.shift();
        if (this.#queue.length < inputItemsMax) stream.resume();
        if (item !== undefined) {
          yield item;
          if (item.kind === "gone") return;
        } else if (this.#isOver) return;
        else await new Promise<void>((resolve) => (this.#wake = resolve));
      }
    } finally {
      this.#isRead = false;
      this.#opened?.pause();
    }
  }

  #open(): KeyStream {
    if (this.#opened !== undefined) return this.#opened;
    const stream = this.#stream();
    this.#opened = stream;
    let isEnded = false;
    const end = (): void => {
      if (!isEnded) this.offer({ kind: "end" });
      isEnded = true;
    };
    stream.on("data", (bytes: Uint8Array) => this.offer({ kind: "bytes", bytes: new Uint8Array(bytes) }));
    stream.on("end", end);
    // A folder can't be read, a terminal may be taken away: there is nothing more to come.
    stream.on("error", end);
    return stream;
  }
}

/** A stream without anything in it. */
function ended(): KeyStream {
  return Readable.from([]);
}
