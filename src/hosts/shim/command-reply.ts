import {
  utf8,
  type CloseHow,
  type HeaderList,
  type PipeOutcome,
  type PipeTarget,
  type Reply,
} from "../../core/index.ts";
import type { ShellChannel } from "./shell-channel.ts";

/**
 * Milliseconds that a program whose call was closed waits at most for the call to be journaled. It waits
 * at all so that whoever saw the program end finds its call in the journal.
 */
const settleMsMax = 1_000;

/** What a program exits with when its double could not answer; sysexits' EX_SOFTWARE. */
export const brokenExitCode = 70;

/** The answer side of a command. */
export class CommandReply implements Reply {
  #channel: ShellChannel;
  #ending: CloseHow | undefined;
  #settled = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(channel: ShellChannel) {
    this.#channel = channel;
  }

  head(_status: number, _headers: HeaderList): Promise<void> {
    return Promise.reject(new TypeError("a command's reply has no status and no headers"));
  }

  async bytes(data: Uint8Array, stream: "stdout" | "stderr" = "stdout"): Promise<void> {
    if (this.#ending === undefined) await this.#channel.output(data, stream);
  }

  async wait(ms: number): Promise<boolean> {
    await this.#channel.flush();
    const { gone } = this.#channel;
    if (gone.aborted) return false;
    return new Promise((resolve) => {
      const left = () => {
        clearTimeout(timer);
        resolve(false);
      };
      const timer = setTimeout(() => {
        gone.removeEventListener("abort", left);
        resolve(true);
      }, ms);
      gone.addEventListener("abort", left, { once: true });
    });
  }

  pipe(_target: PipeTarget): Promise<PipeOutcome> {
    return Promise.reject(new TypeError("later"));
  }

  attach(): Promise<void> {
    return Promise.reject(new TypeError("later"));
  }

  end(): Promise<void> {
    return this.close({ how: "exit", code: 0 });
  }

  async close(how: CloseHow): Promise<void> {
    if (this.#ending !== undefined) return;
    this.#ending = how;
    this.#timer = setTimeout(() => void this.#finish(), settleMsMax);
  }

  /** The call has been served and journaled: the program may end. `failure` says why it was not. */
  async settle(failure?: string): Promise<void> {
    if (this.#ending === undefined) {
      const text = failure ?? "nobody answered the call";
      await this.#channel.output(utf8(`backlot: ${this.#channel.head.command}: ${text}\n`), "stderr");
      this.#ending = { how: "exit", code: brokenExitCode };
    }
    await this.#finish();
  }

  async #finish(): Promise<void> {
    if (this.#settled) return;
    this.#settled = true;
    clearTimeout(this.#timer);
    const ending = this.#ending as CloseHow;
    await this.#channel.flush(
      ending.how === "signal"
        ? `__bl_z ${ending.signal.slice(3)}`
        : `__bl_x ${ending.how === "exit" ? ending.code & 255 : 0}`,
    );
  }
}
