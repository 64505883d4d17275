import { execFile } from "node:child_process";
import {
  closeSync,
  constants,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  statSync,
  writeSync,
} from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { ControlReader, type ControlRecord } from "./control-line.ts";
import { readPipe, type PipeReader } from "./pipe-reader.ts";
import type { ProcessTools } from "./process-tools.ts";
import { removeFile } from "../../disk/index.ts";
import { releaseShims } from "./release-shims.ts";

/**
 * Slots made before the host is ready, and then whenever all are taken: making a FIFO costs some 80 us, and
 * few programs run more commands than these at once.
 */
export const warmSlots = 32;

/**
 * Milliseconds after which an empty lock file counts as left behind: its shim was killed while it made the
 * file, before it could write its number into it.
 */
const emptyLockMs = 2_000;

export interface PoolOptions {
  readonly folder: string;
  readonly slots: number;
  readonly mkfifo: string;
  readonly processes: ProcessTools;
  readonly onRecord: (record: ControlRecord) => void;
}

/**
 * The FIFOs and lock files through which shims talk to this process: `ctl`, where everybody writes, and
 * for each slot N `r.N` (what the shim is to do) and `l.N` (taken; holds the shim's process id). Files of
 * a slot begin with another letter: q (words of the call), e (environment), i (standard input), a and o (replies).
 */
export class SlotPool {
  readonly folder: string;
  readonly #options: PoolOptions;
  readonly #descriptors: (number | undefined)[] = [];
  readonly #reader = new ControlReader();
  #control: PipeReader | undefined;
  /** Slots that there are; more are being made while `#growing` is pending. */
  #size = 0;
  #growing: Promise<void> | undefined;
  #lastSweep = 0;

  private constructor(options: PoolOptions) {
    this.folder = options.folder;
    this.#options = options;
  }

  /** Makes the FIFOs and starts listening. */
  static async open(options: PoolOptions): Promise<SlotPool> {
    const pool = new SlotPool(options);
    await pool.#grow([`${options.folder}/ctl`]);
    pool.#listen();
    return pool;
  }

  /** Path of a file of a slot. */
  file(letter: string, slot: number, count?: number): string {
    return `${this.folder}/${letter}.${slot}${count === undefined ? "" : `.${count}`}`;
  }

  /**
   * Hands a line to the shim that holds a slot; waits while the FIFO is full. Lines are shorter than
   * PIPE_BUF, so a write takes all or nothing.
   */
  async write(slot: number, bytes: Uint8Array, wanted: () => boolean): Promise<void> {
    for (let pauseMs = 1; wanted(); pauseMs = Math.min(pauseMs * 2, 20)) {
      try {
        writeSync(this.#descriptor(slot), bytes);
        return;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
      }
      await sleep(pauseMs);
    }
  }

  /**
   * Makes a slot free.
   * @param drain something may be left in its FIFO, since the shim died before it had read it
   */
  release(slot: number, files: readonly string[], drain: boolean): void {
    if (drain) this.#drain(slot);
    for (const file of files) remove(file);
    remove(this.file("l", slot));
  }

  /** Whether that process has taken that slot. */
  holds(slot: number, pid: number): boolean {
    return this.#lockOwner(`l.${slot}`) === pid;
  }

  /** Somebody found all slots taken: makes more, as long as there may be more. */
  async relieve(isHeld: (slot: number) => boolean): Promise<void> {
    if (this.#size < this.#options.slots) this.#growing ??= this.#growOnce();
    await this.#growing;
    await this.#sweep(isHeld);
  }

  async #growOnce(): Promise<void> {
    try {
      await this.#grow([]);
    } catch {
      // No more slots then; those that there are do, one after the other.
    }
    this.#growing = undefined;
  }

  async #grow(others: readonly string[]): Promise<void> {
    const size = Math.min(this.#options.slots, this.#size + warmSlots);
    const slots = Array.from({ length: size - this.#size }, (_, index) => this.file("r", this.#size + index));
    await this.#makeFifos([...others, ...slots]);
    this.#size = size;
  }

  /** Frees slots whose shim was killed before it could say that it was there. */
  async #sweep(isHeld: (slot: number) => boolean): Promise<void> {
    const now = performance.now();
    if (now - this.#lastSweep < 100) return;
    this.#lastSweep = now;
    const locks = readdirSync(this.folder).filter((name) => name.startsWith("l."));
    const owners = locks.map((name) => ({ slot: Number(name.slice(2)), pid: this.#lockOwner(name) }));
    const facts = await this.#options.processes.inspect(owners.flatMap(({ pid }) => (pid ? [pid] : [])));
    for (const { slot, pid } of owners) {
      const alive = pid === undefined || facts.get(pid)?.ended === false;
      if (!alive && !isHeld(slot) && this.#lockOwner(`l.${slot}`) === pid) {
        this.release(slot, [this.file("q", slot), this.file("e", slot)], true);
      }
    }
  }

  /** Process that holds a lock; undefined while it may just be writing its number, 0 when it never will. */
  #lockOwner(name: string): number | undefined {
    const path = `${this.folder}/${name}`;
    try {
      const pid = /^(\d+)\n/.exec(readFileSync(path, "latin1"))?.[1];
      if (pid !== undefined) return Number(pid);
      return Date.now() - statSync(path).mtimeMs > emptyLockMs ? 0 : undefined;
    } catch {
      return undefined;
    }
  }

  /** Stops listening and lets everybody go who waits for this process. */
  async close(): Promise<void> {
    await this.#growing;
    releaseShims(this.folder, "its world was closed");
    await this.#control?.close();
    for (const descriptor of this.#descriptors) {
      if (descriptor !== undefined) closeSync(descriptor);
    }
    this.#descriptors.length = 0;
  }

  #listen(): void {
    const take = (bytes: Uint8Array): void => {
      for (const record of this.#reader.push(bytes)) this.#options.onRecord(record);
    };
    this.#control = readPipe(`${this.folder}/ctl`, take, new Uint8Array(65_536));
  }

  /**
   * Opens a slot's FIFO, where a shim waits: if this process is killed, the shim is not kept waiting.
   * False when there is no such slot.
   */
  connect(slot: number): boolean {
    try {
      return this.#descriptor(slot) >= 0;
    } catch {
      return false;
    }
  }

  #descriptor(slot: number): number {
    const known = this.#descriptors[slot];
    if (known !== undefined) return known;
    const opened = openSync(this.file("r", slot), constants.O_RDWR | constants.O_NONBLOCK);
    this.#descriptors[slot] = opened;
    return opened;
  }

  #drain(slot: number): void {
    const descriptor = this.#descriptors[slot];
    if (descriptor === undefined) return;
    const waste = Buffer.allocUnsafe(65_536);
    try {
      while (readSync(descriptor, waste) > 0);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
    }
  }

  #makeFifos(paths: readonly string[]): Promise<void> {
    return new Promise((resolve, reject) => {
      execFile(this.#options.mkfifo, ["-m", "600", ...paths], (error) =>
        error === null ? resolve() : reject(error),
      );
    });
  }
}

function remove(file: string): void {
  try {
    removeFile(file);
  } catch {
    // It never came to be, or is left for whoever removes the folder.
  }
}
