import { execFile } from "node:child_process";
import { releasePipe } from "./release-shims.ts";
import { Tap } from "./tap.ts";

/** Pipes made in one go: starting a program for each would cost more than all of them together. */
const batch = 48;

/**
 * Named pipes for programs that are recorded. One that programs have at both ends is used for one call only,
 * since what a program has left running in the background may hold its end for ever.
 */
export class PipeStock {
  readonly #folder: string;
  readonly #mkfifo: string;
  readonly #taps = new Set<Tap>();
  readonly #idle: Tap[] = [];
  readonly #ready: string[] = [];
  #made = 0;
  #making: Promise<void> | undefined;

  /** @param folder a private folder that exists */
  constructor(folder: string, mkfifo: string) {
    this.#folder = folder;
    this.#mkfifo = mkfifo;
  }

  /** Takes a pipe out of the stock, which is filled up beside. */
  async take(): Promise<string> {
    for (;;) {
      const path = this.#ready.shift();
      if (this.#ready.length < batch / 2) {
        const making = this.#make();
        if (path === undefined) await making;
        else making.catch(() => undefined);
      }
      if (path !== undefined) return path;
    }
  }

  /** A pipe that this process reads. */
  async tap(): Promise<Tap> {
    const idle = this.#idle.pop();
    if (idle !== undefined) return idle;
    const tap = new Tap(await this.take());
    this.#taps.add(tap);
    return tap;
  }

  /** A tap is no longer used; one that somebody may still write to must not be given back. */
  giveBack(tap: Tap): void {
    this.#idle.push(tap);
  }

  /** Stops reading; who still writes is told so by the system. */
  async close(): Promise<void> {
    await this.#making?.catch(() => undefined);
    for (const tap of this.#taps) {
      await tap.close();
      releasePipe(tap.path);
    }
    for (const path of this.#ready.splice(0)) releasePipe(path);
  }

  #make(): Promise<void> {
    this.#making ??= this.#makeBatch().finally(() => (this.#making = undefined));
    return this.#making;
  }

  async #makeBatch(): Promise<void> {
    const paths = Array.from({ length: batch }, () => `${this.#folder}/p.${++this.#made}`);
    await new Promise<void>((resolve, reject) => {
      execFile(this.#mkfifo, ["-m", "600", ...paths], (error) =>
        error === null ? resolve() : reject(error),
      );
    });
    this.#ready.push(...paths);
  }
}
