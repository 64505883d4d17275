import { writeFile } from "node:fs/promises";
import { rmSync, writeFileSync } from "node:fs";
import { concatBytes, type CallInput, type CommandHead } from "../../core/index.ts";
import type { ProgressRecord } from "./control-line.ts";
import type { SlotPool } from "./pool.ts";
import { printfCommand, shellQuote } from "./shell-text.ts";
import type { ShimTools } from "./tools.ts";

/** Bytes of output in one go up to which printf is faster than starting cat. */
const printfBytesMax = 16 * 1024;

/** Characters of program that go through the FIFO itself; dash reads a FIFO byte by byte, a file in blocks. */
const lineCharsMax = 256;

/** Replies that lie in files and that the shim has not taken yet. */
const untakenMax = 4;

type Stream = "stdout" | "stderr";

/**
 * The conversation with one shim: it is sent lines of program, and answers through the control FIFO.
 * Output is gathered until the event loop comes round, so that a plain reply is one write.
 */
export class ShellChannel {
  readonly slot: number;
  readonly head: CommandHead;
  readonly #pool: SlotPool;
  readonly #tools: ShimTools;
  readonly #gone = new AbortController();
  readonly #waiting = new Map<ProgressRecord["kind"], (record: ProgressRecord | undefined) => void>();
  readonly #files = new Set<string>();
  #untaken: string[] = [];
  #pending: { stream: Stream; parts: Uint8Array[]; bytes: number }[] = [];
  #tail: Promise<void> = Promise.resolve();
  #flushing: NodeJS.Immediate | undefined;
  #count = 0;
  #free = false;

  constructor(slot: number, head: CommandHead, pool: SlotPool, tools: ShimTools) {
    this.slot = slot;
    this.head = head;
    this.#pool = pool;
    this.#tools = tools;
  }

  /** Aborted when the shim has died. */
  get gone(): AbortSignal {
    return this.#gone.signal;
  }

  /** Whether the slot belongs to this conversation still. */
  get free(): boolean {
    return this.#free;
  }

  /** Takes output over; waits when much of it is still on its way. */
  async output(data: Uint8Array, stream: Stream): Promise<void> {
    if (this.#free || data.length === 0 || this.head[stream] === "closed") return;
    const last = this.#pending.at(-1);
    const size = (last?.bytes ?? 0) + data.length;
    if (last?.stream === stream) {
      last.parts.push(data);
      last.bytes = size;
    } else this.#pending.push({ stream, parts: [data], bytes: data.length });
    if (size > printfBytesMax) await this.flush();
    else this.#flushing ??= setImmediate(() => void this.flush());
  }

  /** Sends what was gathered, and `program` after it. */
  flush(program = ""): Promise<void> {
    if (this.#flushing !== undefined) clearImmediate(this.#flushing);
    this.#flushing = undefined;
    const outputs = this.#pending;
    this.#pending = [];
    this.#tail = this.#tail.then(async () => {
      if (this.#free || (outputs.length === 0 && program === "")) return;
      while (this.#untaken.length >= untakenMax && !this.#free) await this.record("taken");
      await this.#send(outputs, program);
    });
    return this.#tail;
  }

  async #send(outputs: readonly { stream: Stream; parts: readonly Uint8Array[] }[], program: string) {
    const statements: string[] = [];
    const files: string[] = [];
    for (const { stream, parts } of outputs) {
      statements.push(await this.#outputStatement(concatBytes(parts), stream, files));
    }
    if (program !== "") statements.push(program);
    let line = statements.join(";");
    if (line.length > lineCharsMax) {
      const file = this.#newFile("a");
      files.push(file);
      writeFileSync(file, `${line}\n`, { encoding: "latin1", mode: 0o600 });
      line = `. ${shellQuote(file)}`;
    }
    if (files.length > 0 && program === "") {
      this.#untaken.push(...files);
      line += `;__bl_t k ${files.length}`;
    }
    await this.#pool.write(this.slot, line, () => !this.#free);
  }

  async #outputStatement(data: Uint8Array, stream: Stream, files: string[]): Promise<string> {
    const target = stream === "stdout" ? "2>/dev/null" : ">&2";
    if (data.length <= printfBytesMax) return `${printfCommand(data)} ${target}`;
    const file = this.#newFile("o");
    files.push(file);
    await writeFile(file, data, { mode: 0o600 });
    // cat dies by SIGPIPE in the shim's place, which has to follow it.
    return `${shellQuote(this.#tools.cat)} ${shellQuote(file)} ${target}||[ $? -ne 141 ]||kill -s PIPE $$`;
  }

  #newFile(letter: string): string {
    this.#count += 1;
    const file = this.#pool.file(letter, this.slot, this.#count);
    this.#files.add(file);
    return file;
  }

  /** The next record of a kind; undefined when the shim died instead. */
  record(kind: ProgressRecord["kind"]): Promise<ProgressRecord | undefined> {
    if (this.#free) return Promise.resolve(undefined);
    return new Promise((resolve) => this.#waiting.set(kind, resolve));
  }

  /** What the shim says. */
  take(record: ProgressRecord): void {
    if (record.kind === "done") return this.end(false);
    if (record.kind === "taken") {
      for (const file of this.#untaken.splice(0, record.value)) {
        rmSync(file, { force: true });
        this.#files.delete(file);
      }
    }
    const waiting = this.#waiting.get(record.kind);
    this.#waiting.delete(record.kind);
    waiting?.(record);
  }

  /** The slot is given back. @param died the shim ended before it was told to */
  end(died: boolean): void {
    if (this.#free) return;
    this.#free = true;
    if (this.#flushing !== undefined) clearImmediate(this.#flushing);
    this.#pool.release(this.slot, [...this.#files]);
    if (died) this.#gone.abort();
    for (const waiting of this.#waiting.values()) waiting(undefined);
    this.#waiting.clear();
  }

  /** What the program reads from its standard input. */
  async *input(): AsyncGenerator<CallInput> {
    yield { kind: "end" };
  }
}
