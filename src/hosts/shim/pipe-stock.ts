import { execFile } from "node:child_process";
import { closeSync, constants, openSync } from "node:fs";
import { Socket } from "node:net";
import { releasePipe } from "./release-shims.ts";

/** Pipes made in one go: starting a program for each would cost more than all of them together. */
const batch = 48;

/** The end of a pipe that this process reads. */
export interface Tap {
  readonly path: string;
  /** Nobody writes any more, as far as this process is concerned: it ends when the last other writer does. */
  release(): void;
  /** Resolves when the last writer has closed it. */
  readonly ended: Promise<void>;
}

/**
 * Named pipes for programs that are recorded. Each is used for one call only, since what a program has left
 * running in the background may hold its end for ever.
 */
export class PipeStock {
  readonly #folder: string;
  readonly #mkfifo: string;
  readonly #open = new Set<() => void>();
  #ready: string[] = [];
  #made = 0;
  #making: Promise<void> | undefined;

  /** @param folder a private folder that exists */
  constructor(folder: string, mkfifo: string) {
    this.#folder = folder;
    this.#mkfifo = mkfifo;
  }

  /** Takes so many pipes out of the stock, which is filled up beside. */
  async take(count: number): Promise<string[]> {
    while (this.#ready.length < count) await this.#make();
    const taken = this.#ready.splice(0, count);
    if (this.#ready.length < batch / 2) this.#make().catch(() => undefined);
    return taken;
  }

  /**
   * Begins to read a pipe. It is also held open for writing until it is released: a pipe that nobody has
   * opened for writing yet looks as if it had ended.
   */
  tap(path: string, take: (bytes: Uint8Array) => void): Tap {
    const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    let holding: number | undefined = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
    const release = (): void => {
      if (holding !== undefined) closeSync(holding);
      holding = undefined;
    };
    const socket = new Socket({ fd, readable: true, writable: false });
    const stop = (): void => {
      release();
      socket.destroy();
    };
    this.#open.add(stop);
    const ended = new Promise<void>((resolve) => {
      socket.once("close", () => {
        this.#open.delete(stop);
        resolve();
      });
    });
    socket.on("error", () => undefined);
    socket.on("data", take);
    return { path, release, ended };
  }

  /** Stops reading; who still writes is told so by the system. */
  async close(): Promise<void> {
    for (const stop of this.#open) stop();
    await this.#making?.catch(() => undefined);
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
