import { setTimeout as sleep } from "node:timers/promises";
import {
  concatBytes,
  encodeLossless,
  type CallInput,
  type CloseHow,
  type CommandHead,
  type PipeOutcome,
} from "../../core/index.ts";
import { putFile, putLargeFile, removeFile } from "../../disk/index.ts";
import { captureProgram, readCaptured } from "./captured-input.ts";
import { unknownOutcome, type Channel, type RealProgram } from "./channel.ts";
import type { ProgressRecord } from "./control-line.ts";
import { dieText } from "./launcher.ts";
import type { ProcessIdentity } from "./process-tools.ts";
import { execText, outcomeOf, readIgnored, waitText } from "./real-program.ts";
import { Recording } from "./recording.ts";
import { partialInput } from "./relay-text.ts";
import type { ShellContext } from "./shell-context.ts";
import { startsAsDash } from "./script.ts";
import { printfCommand, shellQuote } from "./shell-text.ts";

/** Bytes of output in one go up to which printf is faster than starting cat. */
const printfBytesMax = 16 * 1024;

/** Characters of program that go through the FIFO itself; dash reads a FIFO byte by byte, a file in blocks. */
const lineCharsMax = 256;

/** Files of replies that the shim has not taken yet. */
const untakenMax = 4;

/** Milliseconds for which a reader of input is looked for that is to be ended. */
const interruptMsMax = 1_000;

type Stream = "stdout" | "stderr";

/**
 * The conversation with one shim: it is sent lines of program, and answers through the control FIFO.
 * Output is gathered until the event loop comes round, so that a plain reply is one write.
 */
export class ShellChannel implements Channel {
  readonly slot: number;
  readonly head: CommandHead;
  readonly #context: ShellContext;
  readonly #onFree: (died: boolean) => void;
  readonly #waiting = new Map<ProgressRecord["kind"], (record: ProgressRecord | undefined) => void>();
  readonly #files = new Set<string>();
  #untaken: string[] = [];
  #pending: { stream: Stream; parts: Uint8Array[]; bytes: number }[] = [];
  #tail: Promise<void> = Promise.resolve();
  #flushing: NodeJS.Immediate | undefined;
  #count = 0;
  #free = false;
  #capturing: string | undefined;
  /** Where standard input is that was read for matching; a real program reads it from there. */
  #captured: string | undefined;
  #running: Promise<ProcessIdentity | undefined> | undefined;
  #recording: Recording | undefined;

  /** @param onFree called once, when the slot has been given back; whether the shim died */
  constructor(slot: number, head: CommandHead, context: ShellContext, onFree: (died: boolean) => void) {
    this.slot = slot;
    this.head = head;
    this.#context = context;
    this.#onFree = onFree;
  }

  async output(data: Uint8Array, stream: Stream): Promise<void> {
    if (this.#free || data.length === 0 || this.head[stream] === "closed") return;
    // What is sent before this resolves need not be copied; the rest is the caller's to change again.
    const own = data.length > printfBytesMax ? data : data.slice();
    const last = this.#pending.at(-1);
    if (last?.stream === stream) {
      last.parts.push(own);
      last.bytes += own.length;
    } else this.#pending.push({ stream, parts: [own], bytes: own.length });
    if ((this.#pending.at(-1)?.bytes ?? 0) > printfBytesMax) await this.flush();
    else this.#flushing ??= setImmediate(() => void this.flush());
  }

  flush(): Promise<void> {
    return this.send("");
  }

  async finish(how: CloseHow): Promise<void> {
    const { launchers, tools } = this.#context;
    if (how.how === "signal") await this.send(await dieText(how.signal, this.#ignored(), launchers, tools));
    else await this.send(`__bl_x ${how.how === "exit" ? how.code & 255 : 0}`);
  }

  /** Sends the output that was gathered and `program` after it. */
  send(program: string): Promise<void> {
    if (this.#flushing !== undefined) clearImmediate(this.#flushing);
    this.#flushing = undefined;
    const outputs = this.#pending;
    this.#pending = [];
    this.#tail = this.#tail.then(async () => {
      if (this.#free || (outputs.length === 0 && program === "")) return;
      while (this.#untaken.length >= untakenMax && !this.#free) await this.#record("taken");
      try {
        await this.#transmit(outputs, program);
      } catch (error) {
        await this.#fail(error);
      }
    });
    return this.#tail;
  }

  /** A reply could not be put into a file. */
  async #fail(error: unknown): Promise<void> {
    const { pool } = this.#context;
    const text = `the reply could not be written: ${(error as NodeJS.ErrnoException).code ?? String(error)}`;
    const line = encodeLossless(`__bl_g ${shellQuote(text.slice(0, lineCharsMax))}\n`);
    try {
      await pool.write(this.slot, line, () => !this.#free);
    } catch {
      this.release(true);
    }
  }

  async #transmit(outputs: readonly { stream: Stream; parts: readonly Uint8Array[] }[], program: string) {
    const statements: string[] = [];
    const files: string[] = [];
    for (const { stream, parts } of outputs) {
      statements.push(await this.#outputStatement(concatBytes(parts), stream, files));
    }
    if (program !== "") statements.push(program);
    let line = statements.join(";");
    if (line.length > lineCharsMax || line.includes("\n")) {
      const file = this.#newFile("a");
      files.push(file);
      putFile(file, encodeLossless(`${line}\n`));
      line = `. ${shellQuote(file)}`;
    }
    if (files.length > 0 && program === "") {
      this.#untaken.push(...files);
      line += `;__bl_t k ${files.length}`;
    }
    await this.#context.pool.write(this.slot, encodeLossless(`${line}\n`), () => !this.#free);
  }

  async #outputStatement(data: Uint8Array, stream: Stream, files: string[]): Promise<string> {
    const target = stream === "stdout" ? "2>/dev/null" : ">&2";
    if (data.length <= printfBytesMax) return `${printfCommand(data)} ${target}`;
    const file = this.#newFile("o");
    files.push(file);
    await putLargeFile(file, data);
    // cat dies by SIGPIPE in the shim's place, which has to follow it.
    const cat = shellQuote(this.#context.tools.cat);
    return `${cat} ${shellQuote(file)} ${target}||[ $? -ne 141 ]||kill -s PIPE $$`;
  }

  #newFile(letter: string): string {
    this.#count += 1;
    const file = this.#context.pool.file(letter, this.slot, this.#count);
    this.#files.add(file);
    return file;
  }

  /** The next record of a kind; undefined when the slot is given back instead. */
  #record(kind: ProgressRecord["kind"]): Promise<ProgressRecord | undefined> {
    if (this.#free) return Promise.resolve(undefined);
    return new Promise((resolve) => this.#waiting.set(kind, resolve));
  }

  /** What the shim says. */
  take(record: ProgressRecord): void {
    if (record.kind === "done") return this.release(false);
    if (record.kind === "taken") {
      for (const file of this.#untaken.splice(0, record.value)) {
        removeFile(file);
        this.#files.delete(file);
      }
    }
    const waiting = this.#waiting.get(record.kind);
    this.#waiting.delete(record.kind);
    waiting?.(record);
  }

  /** Gives the slot back. @param died the shim ended before it was told to */
  release(died: boolean): void {
    if (this.#free) return;
    this.#free = true;
    if (this.#flushing !== undefined) clearImmediate(this.#flushing);
    if (died) void this.interrupt();
    for (const waiting of this.#waiting.values()) waiting(undefined);
    this.#waiting.clear();
    this.#recording?.abandon();
    this.#context.pool.release(this.slot, [...this.#files], died);
    this.#onFree(died);
  }

  async interrupt(): Promise<void> {
    const { processes } = this.#context;
    const running = await this.#running;
    if (running !== undefined) await processes.end([running]);
    await this.#recording?.endInput();
    // Again and again, since the reader of the input may only be about to begin.
    const deadline = performance.now() + interruptMsMax;
    for (;;) {
      const file = this.#capturing;
      if (file === undefined || performance.now() > deadline) return;
      // dash redirects itself before it starts what it redirects, so the shim may be among them.
      await processes.end(processes.holding(file).filter(({ pid }) => pid !== this.head.pid));
      if (this.#free) return;
      await sleep(5);
    }
  }

  async *input(): AsyncGenerator<CallInput> {
    if (this.head.stdin !== "null" && this.head.stdin !== "closed") {
      const file = await this.#capture();
      this.#captured = file;
      if (this.#free) yield { kind: "gone" };
      else yield* readCaptured(file, this.#context.stdinBytesMax);
    }
    if (!this.#free) yield { kind: "end" };
  }

  /** Has the shim put its input into a file; gives the file. */
  async #capture(): Promise<string> {
    const { pool, tools, stdinBytesMax } = this.#context;
    const file = pool.file("i", this.slot);
    this.#files.add(file);
    putFile(file, "");
    this.#capturing = file;
    await this.#told(captureProgram(file, tools, stdinBytesMax));
    this.#capturing = undefined;
    return file;
  }

  /** Sends a program that says when it is done; resolves then, or when the slot was given back. */
  async #told(program: string): Promise<void> {
    const done = this.#record("captured");
    await this.send(program);
    await done;
  }

  async run(program: RealProgram): Promise<PipeOutcome> {
    const { proc, tools, shell, launchers } = this.#context;
    const facts = {
      head: this.head,
      program,
      launchers: await launchers(),
      tools,
      ignored: this.#ignored(),
      countsShells: !startsAsDash(shell),
      proc: proc !== undefined,
    };
    const input = this.#captured === undefined ? "" : `exec 0<${shellQuote(this.#captured)}\n`;
    if (program.mode === "exec") {
      const replaced = this.#record("done");
      await this.send(input + execText(facts));
      await replaced;
      return unknownOutcome;
    }
    const { record } = program;
    if (record === undefined) return await this.#wait(input + waitText(facts), undefined);
    const recording = await Recording.open(this.#context, this.head, {
      stdin: record.stdin,
      read: this.#captured,
      execute: (statement) => this.#told(`${statement};__bl_t i`),
      capture: () => this.#capture(),
    });
    return await this.#wait(input + waitText({ ...facts, relays: recording.relays }), recording);
  }

  /** Runs the text of a real program until that has ended and what is kept of it is whole. */
  async #wait(text: string, recording: Recording | undefined): Promise<PipeOutcome> {
    const ended = this.#record("ended");
    this.#running = this.#record("started").then(async (record) => {
      const pid = record?.value ?? 0;
      return (await this.#context.processes.inspect([pid])).get(pid);
    });
    this.#recording = recording;
    await this.send(text);
    const start = performance.now();
    recording?.begin();
    const record = await ended;
    this.#running = undefined;
    if (record === undefined) return unknownOutcome;
    const durationMs = performance.now() - start;
    const outcome = outcomeOf(record.value, record.signals, durationMs);
    if (recording === undefined) return outcome;
    const recorded = await recording.finish(durationMs);
    this.#recording = undefined;
    return { ...outcome, recorded: { ...recorded, stdinPartial: record.signals.includes(partialInput) } };
  }

  #ignored(): string[] {
    return readIgnored(this.#context.proc, this.head.pid);
  }
}
