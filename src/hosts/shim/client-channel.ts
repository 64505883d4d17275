import type { Socket } from "node:net";
import {
  textOf,
  type CallInput,
  type CloseHow,
  type CommandHead,
  type PipeOutcome,
  type SignalName,
} from "../../core/index.ts";
import type { ProcessTools } from "./process-tools.ts";
import { unknownOutcome, type Channel, type RealProgram } from "./channel.ts";
import { FileInput } from "./file-input.ts";
import { encodeFrame, type Frame, type FrameType } from "./frames.ts";
import { KeptStreams } from "./kept-streams.ts";
import { readRunEnd, readSize, type RunEnd, type RunOrder } from "./messages.ts";

/** Bytes of output in one frame. */
const outputBytesMax = 64 * 1024;

/** Input that waits to be read before the client is asked to pause, in items. */
const inputItemsMax = 256;

/** What all client channels of a host share. */
export interface ClientContext {
  readonly proc: string | undefined;
  readonly processes: ProcessTools;
  readonly recordedBytesMax: number;
}

/** The conversation with a Node client: a call whose input and output flow both ways at any time. */
export class ClientChannel implements Channel {
  readonly head: CommandHead;
  readonly #socket: Socket;
  readonly #context: ClientContext;
  readonly #onClosed: (early: boolean) => void;
  readonly #queue: CallInput[] = [];
  #wake: (() => void) | undefined;
  #runEnded: ((end: RunEnd | undefined) => void) | undefined;
  #kept: KeptStreams | undefined;
  #readsInput = false;
  #finished = false;
  #over = false;

  /** @param onClosed called when the client has left; whether that was before it was told to */
  constructor(head: CommandHead, socket: Socket, context: ClientContext, onClosed: (early: boolean) => void) {
    this.head = head;
    this.#socket = socket;
    this.#context = context;
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
    else if (type === "keptStdin") this.#kept?.keep("stdin", new Uint8Array(payload));
    else if (type === "keptStdout") this.#kept?.keep("stdout", new Uint8Array(payload));
    else if (type === "keptStderr") this.#kept?.keep("stderr", new Uint8Array(payload));
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
    else {
      this.#readsInput = true;
      await this.#send("read");
    }
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
    const { proc, recordedBytesMax, processes } = this.#context;
    const { head } = this;
    const shared =
      head.stdin === "pipe" && !this.#readsInput && processes.sharedInput(head.pid, 0) !== undefined;
    const record = shared && program.record !== undefined ? { stdin: false } : program.record;
    const order: RunOrder = {
      path: program.path,
      name: this.head.command,
      args: this.head.args,
      env: { ...this.head.env, ...program.set },
      record,
    };
    const kept = record === undefined ? undefined : new KeptStreams(recordedBytesMax);
    this.#kept = kept;
    const ownsFile = record?.stdin === true && this.head.stdin === "file" && !this.#readsInput;
    const file = ownsFile ? FileInput.open(proc, this.head.pid, 0) : undefined;
    try {
      const ended = new Promise<RunEnd | undefined>((resolve) => (this.#runEnded = resolve));
      const start = performance.now();
      await this.#send("run", JSON.stringify(order));
      const end = this.#over ? undefined : await ended;
      if (end === undefined || program.mode === "exec") return unknownOutcome;
      const durationMs = performance.now() - start;
      const outcome = { exitCode: end.exitCode, signal: end.signal as SignalName | null, durationMs };
      if (kept === undefined) return outcome;
      file?.take((bytes) => kept.keep("stdin", bytes), recordedBytesMax);
      return {
        ...outcome,
        recorded: { ...kept.streams(durationMs), stdinPartial: end.stdinPartial === true },
      };
    } finally {
      file?.close();
    }
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
