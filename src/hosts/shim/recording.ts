import { closeSync, constants, openSync, writeSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { CommandHead, RecordedStreams } from "../../core/index.ts";
import { removeFile } from "../../disk/index.ts";
import { FileInput } from "./file-input.ts";
import { KeptStreams } from "./kept-streams.ts";
import type { PipeStock } from "./pipe-stock.ts";
import type { ProcessTools } from "./process-tools.ts";
import { savedInput } from "./real-program.ts";
import type { Relay, Relays } from "./relay-text.ts";
import { releasePipe } from "./release-shims.ts";
import { shellQuote } from "./shell-text.ts";
import type { Tap, TappedStream } from "./tap.ts";

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
  /** Has the shim execute a statement; resolves when it has. */
  readonly execute: (statement: string) => Promise<void>;
  /** Has the shim read its input to the end into a file, whose name it gives. */
  readonly capture: () => Promise<string>;
}

/** The recording of one run of a real program by a shell. */
export class Recording {
  readonly #context: RecordingContext;
  readonly #kept: KeptStreams;
  readonly #streams: { readonly tap: Tap; readonly stream: TappedStream; readonly pipe: string }[] = [];
  #relays: Relays = {};
  #file: FileInput | undefined;
  /** The pipe that the caller reads too (`while read -r line; do git ...; done`), and was emptied for the program. */
  #caller: string | undefined;
  #lastMs = performance.now();
  #abandoned = false;

  private constructor(context: RecordingContext) {
    this.#context = context;
    this.#kept = new KeptStreams(context.recordedBytesMax);
  }

  static async open(context: RecordingContext, head: CommandHead, input: RecordedInput): Promise<Recording> {
    const recording = new Recording(context);
    recording.#relays = {
      stdin: await recording.#openInput(head, input),
      stdout: head.stdout === "closed" ? undefined : await recording.#relay("stdout"),
      stderr: head.stderr === "closed" ? undefined : await recording.#relay("stderr"),
    };
    return recording;
  }

  async #openInput(head: CommandHead, input: RecordedInput): Promise<Relay | undefined> {
    const { proc, processes } = this.#context;
    if (!input.stdin) return undefined;
    if (input.read !== undefined) {
      this.#kept.keep("stdin", await readFile(input.read));
      return undefined;
    }
    if (head.stdin !== "pipe" && head.stdin !== "file") return undefined;
    if (proc !== undefined) {
      // Only now does the position of a file count, and only there can the input be seen: what waits for a line from
      // here has that for its input.
      await input.execute(`exec ${savedInput}<&0`);
      if (head.stdin === "file") this.#file = FileInput.open(proc, head.pid, savedInput);
      const shared = head.stdin === "pipe" ? processes.sharedInput(head.pid, savedInput) : undefined;
      // Nobody could give back in order what is taken from a pipe into which somebody still writes.
      if (shared?.written === true) return undefined;
      if (shared !== undefined) {
        const file = await input.capture();
        await input.execute(`exec 0<${shellQuote(file)};exec ${savedInput}<&0`);
        this.#file = FileInput.open(proc, head.pid, savedInput);
        this.#caller = `${proc}/${shared.parent}/fd/0`;
      }
    }
    return this.#file === undefined ? await this.#relay("stdin") : undefined;
  }

  get relays(): Relays {
    return this.#relays;
  }

  /** The program begins. */
  begin(): void {
    this.#kept.begin();
  }

  /** The program has ended. Resolves when what it wrote has reached the caller and was kept. */
  async finish(durationMs: number): Promise<RecordedStreams> {
    this.#file?.take((bytes) => this.#kept.keep("stdin", bytes), this.#context.recordedBytesMax);
    if (this.#file !== undefined && this.#caller !== undefined) giveBack(this.#caller, this.#file.rest());
    this.#lastMs = performance.now();
    const ended = Promise.all(this.#streams.map(({ stream }) => stream.ended));
    await Promise.race([ended, this.#held(ended)]);
    this.#close(removeFile);
    return this.#kept.streams(durationMs);
  }

  /** The shim is no more: nobody is to wait for it at a pipe. */
  abandon(): void {
    this.#abandoned = true;
    this.#close(releasePipe);
  }

  /**
   * Ends the relay of standard input, which its caller may keep open for ever. To be called when the program
   * has been ended.
   */
  async endInput(): Promise<void> {
    const { stdin } = this.#relays;
    const { processes } = this.#context;
    if (stdin !== undefined) await processes.end(processes.holding(stdin.tap), { graceMs: 0 });
  }

  #close(remove: (path: string) => void): void {
    this.#file?.close();
    this.#file = undefined;
    for (const { tap, stream, pipe } of this.#streams.splice(0)) {
      remove(pipe);
      // Where the mark has not come yet somebody may still write: nobody else is to get that.
      if (stream.over) this.#context.stock.giveBack(tap);
      else stream.end();
    }
  }

  async #relay(name: "stdin" | "stdout" | "stderr"): Promise<Relay> {
    const [pipe, tap] = [await this.#context.stock.take(), await this.#context.stock.tap()];
    const stream = tap.begin((bytes) => {
      this.#lastMs = performance.now();
      this.#kept.keep(name, bytes);
    });
    this.#streams.push({ tap, stream, pipe });
    return { pipe, tap: tap.path, mark: stream.mark };
  }

  /** Resolves when the output is held open by somebody who is no relay, and silent. */
  async #held(ended: Promise<unknown>): Promise<void> {
    const { processes, proc } = this.#context;
    const { stdout, stderr } = this.#relays;
    const ends = [stdout, stderr].flatMap((relay) => (relay === undefined ? [] : [relay.pipe]));
    const over = ended.then(() => "over" as const);
    for (;;) {
      if ((await Promise.race([over, sleep(silenceMs, "wait" as const, { ref: false })])) === "over") return;
      const silentMs = performance.now() - this.#lastMs;
      if (this.#abandoned || (proc === undefined && silentMs > silenceMsMax)) return;
      if (silentMs >= silenceMs && ends.some((end) => processes.holding(end).length > 0)) return;
    }
  }
}

/** Puts what the program has not read into the pipe that it came from; nobody else writes there. */
function giveBack(pipe: string, bytes: Uint8Array): void {
  if (bytes.length === 0) return;
  let descriptor: number | undefined;
  try {
    // It was all in the pipe before, so it finds room there; and who is to read it may have ended.
    descriptor = openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK);
    for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
  } catch {
    // Nobody is left to read it.
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
