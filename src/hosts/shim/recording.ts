import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { CommandHead, RecordedStreams, StreamKind } from "../../core/index.ts";
import { removeFile } from "../../disk/index.ts";
import { FileInput } from "./file-input.ts";
import { KeptStreams } from "./kept-streams.ts";
import type { PipeStock, Tap } from "./pipe-stock.ts";
import type { ProcessTools } from "./process-tools.ts";
import type { Relay, Relays } from "./relay-text.ts";
import { savedInput } from "./real-program.ts";
import { releasePipe } from "./release-shims.ts";

/**
 * Milliseconds without output, after the program's end, after which somebody else is looked for who holds
 * its output open: what it left running in the background.
 */
const silenceMs = 200;

/** Milliseconds after which nobody is waited for where the system does not tell who holds a file. */
const silenceMsMax = 2_000;

export interface RecordingContext {
  readonly stock: PipeStock;
  readonly processes: ProcessTools;
  readonly proc: string | undefined;
  readonly recordedBytesMax: number;
}

/** What is to be kept of standard input. */
export interface RecordedInput {
  readonly stdin: boolean;
  /** File with the input, where it was read before. */
  readonly read: string | undefined;
}

/** The recording of one run of a real program by a shell. */
export class Recording {
  readonly relays: Relays;
  readonly #context: RecordingContext;
  readonly #kept: KeptStreams;
  readonly #file: FileInput | undefined;
  readonly #taps: Tap[] = [];
  readonly #pipes: readonly string[];
  #lastMs = performance.now();
  #abandoned = false;

  private constructor(
    context: RecordingContext,
    pipes: readonly string[],
    file: FileInput | undefined,
    head: CommandHead,
    relaysInput: boolean,
  ) {
    this.#context = context;
    this.#kept = new KeptStreams(context.recordedBytesMax);
    this.#file = file;
    this.#pipes = pipes;
    const left = [...pipes];
    const relay = (stream: "stdin" | "stdout" | "stderr"): Relay => {
      const tap = this.#tap(left.shift() as string, stream);
      // Where nothing would come out, nothing has to be handed on.
      return { tap, pipe: head[stream] === "null" ? undefined : left.shift() };
    };
    this.relays = {
      stdin: relaysInput ? relay("stdin") : undefined,
      stdout: head.stdout === "closed" ? undefined : relay("stdout"),
      stderr: head.stderr === "closed" ? undefined : relay("stderr"),
    };
  }

  static async open(
    context: RecordingContext,
    head: CommandHead,
    { stdin, read }: RecordedInput,
  ): Promise<Recording> {
    const { proc } = context;
    const file =
      stdin && read === undefined && head.stdin === "file"
        ? FileInput.open(proc, head.pid, savedInput)
        : undefined;
    const relaysInput =
      stdin && read === undefined && file === undefined && (head.stdin === "pipe" || head.stdin === "file");
    const output = (kind: StreamKind): number => (kind === "closed" ? 0 : kind === "null" ? 1 : 2);
    const count = (relaysInput ? 2 : 0) + output(head.stdout) + output(head.stderr);
    const recording = new Recording(context, await context.stock.take(count), file, head, relaysInput);
    if (stdin && read !== undefined) recording.#kept.keep("stdin", await readFile(read));
    return recording;
  }

  /** The program begins. */
  begin(): void {
    this.#kept.begin();
  }

  /** The program has ended. Resolves when what it wrote has reached the caller and was kept. */
  async finish(durationMs: number): Promise<RecordedStreams> {
    this.#file?.take((bytes) => this.#kept.keep("stdin", bytes), this.#context.recordedBytesMax);
    this.#lastMs = performance.now();
    for (const tap of this.#taps) tap.release();
    await Promise.race([Promise.all(this.#taps.map(({ ended }) => ended)), this.#held()]);
    this.#close(removeFile);
    return this.#kept.streams(durationMs);
  }

  /** The shim is no more: nobody is to wait for it at a pipe. */
  abandon(): void {
    this.#abandoned = true;
    for (const tap of this.#taps) tap.release();
    this.#close(releasePipe);
  }

  /**
   * Ends the relay of standard input, which its caller may keep open for ever. To be called when the program
   * has been ended.
   */
  async endInput(): Promise<void> {
    const { stdin } = this.relays;
    const { processes } = this.#context;
    if (stdin !== undefined) await processes.end(processes.holding(stdin.tap), { graceMs: 0 });
  }

  #close(remove: (path: string) => void): void {
    this.#file?.close();
    for (const path of this.#pipes) remove(path);
  }

  #tap(path: string, stream: "stdin" | "stdout" | "stderr"): string {
    const tap = this.#context.stock.tap(path, (bytes) => {
      this.#lastMs = performance.now();
      this.#kept.keep(stream, bytes);
    });
    this.#taps.push(tap);
    return path;
  }

  /** Resolves when the output is held open by somebody who is no relay, and silent. */
  async #held(): Promise<void> {
    const { processes, proc } = this.#context;
    const { stdout, stderr } = this.relays;
    const ends = [stdout, stderr].flatMap((relay) => (relay === undefined ? [] : [relay.pipe ?? relay.tap]));
    const over = Promise.all(this.#taps.map(({ ended }) => ended.then(() => "over")));
    for (;;) {
      if ((await Promise.race([over, sleep(silenceMs, "wait", { ref: false })])) !== "wait") return;
      const silentMs = performance.now() - this.#lastMs;
      if (this.#abandoned || (proc === undefined && silentMs > silenceMsMax)) return;
      if (silentMs >= silenceMs && ends.some((end) => processes.holding(end).length > 0)) return;
    }
  }
}
