import type {
  AbortSignalLike,
  AttachOptions,
  CloseHow,
  HeaderList,
  PipeOutcome,
  Reply,
} from "../../core/index.ts";
import type { OwnProcess } from "./own-process.ts";

/** The longest time that a timer of Node holds. */
const timerMsMax = 2 ** 31 - 1;

/** The answer side of a call that this process is. */
export class ProcessReply implements Reply {
  readonly #own: Pick<OwnProcess, "stdout" | "stderr">;
  readonly #gone: AbortSignalLike;
  readonly #attach: (raw: boolean) => void;
  #ending: CloseHow | undefined;

  constructor(
    own: Pick<OwnProcess, "stdout" | "stderr">,
    gone: AbortSignalLike,
    attach: (raw: boolean) => void,
  ) {
    this.#own = own;
    this.#gone = gone;
    this.#attach = attach;
  }

  /** How it was closed; undefined: it was not. */
  get ending(): CloseHow | undefined {
    return this.#ending;
  }

  head(_status: number, _headers: HeaderList): Promise<void> {
    return Promise.reject(new TypeError("a command's reply has no status and no headers"));
  }

  async bytes(data: Uint8Array, stream: "stdout" | "stderr" = "stdout"): Promise<void> {
    const target = this.#own[stream];
    // Who has left hears nothing more, though this process still stands in his place.
    if (this.#ending !== undefined || this.#gone.aborted || target.destroyed) return;
    await new Promise<void>((resolve) => target.write(data, () => resolve()));
  }

  wait(ms: number): Promise<boolean> {
    const gone = this.#gone;
    if (gone.aborted) return Promise.resolve(false);
    return new Promise((resolve) => {
      const left = (): void => {
        clearTimeout(timer);
        resolve(false);
      };
      const over = (): void => {
        gone.removeEventListener("abort", left);
        resolve(true);
      };
      const timer = setTimeout(over, Math.min(ms, timerMsMax));
      gone.addEventListener("abort", left);
    });
  }

  pipe(): Promise<PipeOutcome> {
    return Promise.reject(new TypeError("this process stands for itself: there is no other program to run"));
  }

  async attach({ raw = false }: AttachOptions = {}): Promise<void> {
    this.#attach(raw);
  }

  end(): Promise<void> {
    return this.close({ how: "exit", code: 0 });
  }

  async close(how: CloseHow): Promise<void> {
    if (how.how === "rst") throw new TypeError("a command can't reset a connection");
    this.#ending ??= how;
  }
}
