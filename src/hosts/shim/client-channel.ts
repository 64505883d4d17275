import type { Socket } from "node:net";
import {
  textOf,
  type CallInput,
  type CloseHow,
  type CommandHead,
  type PipeOutcome,
  type SignalName,
} from "../../core/index.ts";
import { unknownOutcome, type Channel, type RealProgram } from "./channel.ts";
import { encodeFrame, type Frame, type FrameType } from "./frames.ts";
import { readRunEnd, readSize, type RunEnd, type RunOrder } from "./messages.ts";

/** Bytes of output in one frame. */
const outputBytesMax = 64 * 1024;

/** Input that waits to be read before the client is asked to pause, in items. */
const inputItemsMax = 256;

/** The conversation with a Node client: a call whose input and output flow both ways at any time. */
export class ClientChannel implements Channel {
  readonly head: CommandHead;
  readonly #socket: Socket;
  readonly #onClosed: (early: boolean) => void;
  readonly #queue: CallInput[] = [];
  #wake: (() => void) | undefined;
  #runEnded: ((end: RunEnd | undefined) => void) | undefined;
  #finished = false;
  #over = false;

  /** @param onClosed called when the client has left; whether that was before it was told to */
  constructor(head: CommandHead, socket: Socket, onClosed: (early: boolean) => void) {
    this.head = head;
    this.#socket = socket;
    this.#onClosed = onClosed;
    socket.once("close", () => this.#closed());
  }

  /** What the client says. */
  take({ type, payload }: Frame): void {
    if (type === "bytes") this.#offer({ kind: "bytes", bytes: new Uint8Array(payload) });
    else if (type === "end") this.#offer({ kind: "end" });
    else if (type === "signal") this.#offer({ kind: "signal", signal: textOf(payload) as SignalName });
    else if (type === "resize") this.#offer({ kind: "resize", ...readSize(payload) });
    else if (type === "ended") this.#runEnded?.(readRunEnd(payload));
  }

  #offer(item: CallInput): void {
    this.#queue.push(item);
    if (this.#queue.length >= inputItemsMax) this.#socket.pause();
    this.#wake?.();
  }

  #closed(): void {
    this.#over = true;
    this.#runEnded?.(undefined);
    if (!this.#finished) this.#queue.push({ kind: "gone" });
    this.#onClosed(!this.#finished);
    this.#wake?.();
  }

  async *input(): AsyncGenerator<CallInput> {
    const quiet = this.head.stdin === "null" || this.head.stdin === "closed";
    if (quiet) this.#offer({ kind: "end" });
    else await this.#send("read");
    for (;;) {
      const item = this.#queue.shift();
      if (this.#queue.length < inputItemsMax && this.#socket.isPaused()) this.#socket.resume();
      if (item !== undefined) {
        yield item;
        if (item.kind === "gone") return;
      } else if (this.#over || this.#finished) return;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  async output(data: Uint8Array, stream: "stdout" | "stderr"): Promise<void> {
    for (let start = 0; start < data.length; start += outputBytesMax) {
      await this.#send(stream, data.subarray(start, start + outputBytesMax));
    }
  }

  /** Whether keys are handed over as they are pressed, when standard input is a terminal. */
  setRaw(raw: boolean): Promise<void> {
    return this.#send("raw", raw ? "1" : "0");
  }

  flush(): Promise<void> {
    return Promise.resolve();
  }

  async run(program: RealProgram): Promise<PipeOutcome> {
    const order: RunOrder = {
      path: program.path,
      name: this.head.command,
      args: this.head.args,
      env: { ...this.head.env, ...program.set },
    };
    const ended = new Promise<RunEnd | undefined>((resolve) => (this.#runEnded = resolve));
    const start = performance.now();
    await this.#send("run", JSON.stringify(order));
    const end = this.#over ? undefined : await ended;
    if (end === undefined || program.mode === "exec") return unknownOutcome;
    return {
      exitCode: end.exitCode,
      signal: end.signal as SignalName | null,
      durationMs: performance.now() - start,
    };
  }

  async finish(how: CloseHow): Promise<void> {
    if (how.how === "signal") await this.#send("die", how.signal);
    else await this.#send("exit", String(how.how === "exit" ? how.code & 255 : 0));
    this.#finished = true;
    this.#wake?.();
    this.#socket.end();
  }

  interrupt(): Promise<void> {
    return Promise.resolve();
  }

  /** Resolves when the client can take more, or has gone. */
  #send(type: FrameType, payload?: Uint8Array | string): Promise<void> {
    if (this.#over || this.#finished) return Promise.resolve();
    if (this.#socket.write(encodeFrame(type, payload))) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        this.#socket.off("drain", done).off("close", done);
        resolve();
      };
      this.#socket.once("drain", done).once("close", done);
    });
  }
}
