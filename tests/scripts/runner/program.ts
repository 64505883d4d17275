import { spawn, type ChildProcess } from "node:child_process";

/** How a program ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A program that a script started, in a process group of its own. */
export class Program {
  stdout = "";
  stderr = "";
  readonly ended: Promise<Ended>;
  #hasEnded = false;
  readonly #child: ChildProcess;

  readonly command: readonly string[];

  constructor(
    command: readonly string[],
    options: { readonly cwd: string; readonly env: Readonly<Record<string, string>>; readonly stdin: string },
  ) {
    this.command = command;
    const [name = "", ...args] = command;
    this.#child = spawn(name, args, { cwd: options.cwd, env: options.env, detached: true });
    this.#child.stdout?.setEncoding("utf8").on("data", (text: string) => (this.stdout += text));
    this.#child.stderr?.setEncoding("utf8").on("data", (text: string) => (this.stderr += text));
    // A program that does not read its input may close it before it is written.
    this.#child.stdin?.on("error", () => undefined).end(options.stdin);
    this.ended = new Promise((resolve, reject) => {
      this.#child.on("error", reject);
      this.#child.on("close", (code, signal) => {
        this.#hasEnded = true;
        resolve({ code, signal });
      });
    });
    // Looked at by whoever waits; a program that can't be started must not end the runner before that.
    this.ended.catch(() => undefined);
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Ends everything that is left of its process group. */
  killGroup(): void {
    try {
      if (this.#child.pid !== undefined) process.kill(-this.#child.pid, "SIGKILL");
    } catch {
      // Nothing of it was left.
    }
  }

  /** Waits until it and all who share its output have ended. */
  async wait(limitMs: number): Promise<Ended> {
    const late = new Promise<never>((_, reject) => {
      setTimeout(() => {
        const left = this.#child.exitCode === null && this.#child.signalCode === null;
        const what = left ? "is still running" : "ended, but something it started still holds its output";
        reject(new Error(`${this.command.join(" ")}: ${what} after ${limitMs / 1000} s`));
      }, limitMs).unref();
    });
    return await Promise.race([this.ended, late]);
  }
}

/** Asks again and again until the answer is yes. @returns false when the time is over */
export async function eventually(limitMs: number, question: () => boolean): Promise<boolean> {
  const deadline = performance.now() + limitMs;
  while (!question()) {
    if (performance.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return true;
}
