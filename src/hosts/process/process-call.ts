import { utf8, type CloseHow, type CommandHead, type SignalName } from "../../core/index.ts";
import type { Arrival } from "../../engine/index.ts";
import type { OwnProcess, ScreenStream } from "./own-process.ts";
import { ProcessInput } from "./process-input.ts";
import { ProcessReply } from "./process-reply.ts";

/** Signals that the call hears of instead of the process dying by them. */
const carried = ["SIGHUP", "SIGINT", "SIGQUIT", "SIGTERM", "SIGUSR1", "SIGUSR2", "SIGCONT"] as const;

/** What a process exits with when nobody answered; EX_SOFTWARE of sysexits.h. */
const brokenExitCode = 70;

/** Keeps a process alive whose call waits for nothing that Node knows of; as long as a timer can be. */
const aliveMs = 2 ** 31 - 1;

/** This very process as a call: its streams, its signals, its terminal. */
export class ProcessCall {
  readonly #head: CommandHead;
  readonly #own: OwnProcess;
  readonly #input: ProcessInput;
  readonly #reply: ProcessReply;
  readonly #gone = new AbortController();
  readonly #alive = setInterval(() => undefined, aliveMs);
  #isAttached = false;
  #killedBy: SignalName | undefined;
  #leave!: () => void;
  /** Resolves when whoever the call is for has left. */
  readonly left = new Promise<void>((resolve) => (this.#leave = resolve));

  constructor(head: CommandHead, own: OwnProcess) {
    this.#head = head;
    this.#own = own;
    const isEmpty = head.stdin === "null" || head.stdin === "closed";
    this.#input = new ProcessInput(isEmpty ? undefined : () => own.stdin);
    this.#reply = new ProcessReply(own, this.#gone.signal, (raw) => this.#attach(raw));
    for (const signal of carried) own.on(signal, this.#carry);
    own.stdout.on("error", this.#lose);
    own.stderr.on("error", ignore);
  }

  arrival(): Arrival {
    return {
      head: this.#head,
      input: this.#input.items(),
      reply: this.#reply,
      gone: this.#gone.signal,
    };
  }

  /** Gives the terminal back and lets go of everything, once all is written. Says how the process has to end. */
  async finish(): Promise<CloseHow> {
    const own = this.#own;
    const { ending } = this.#reply;
    const isGone = this.#gone.signal.aborted;
    if (ending === undefined && !isGone)
      await this.#reply.bytes(utf8(`backlot: ${this.#head.command}: nobody answered the call\n`), "stderr");
    this.#input.stop();
    if (this.#isAttached && this.#head.stdin === "terminal") own.stdin.setRawMode?.(false);
    this.#input.opened?.destroy();
    await Promise.all([flushed(own.stdout), flushed(own.stderr)]);
    clearInterval(this.#alive);
    for (const signal of carried) own.off(signal, this.#carry);
    own.stdout.off("error", this.#lose).off("resize", this.#tellSize);
    own.stderr.off("error", ignore);
    if (this.#killedBy !== undefined) return { how: "signal", signal: this.#killedBy };
    if (ending !== undefined) return ending;
    return isGone ? { how: "signal", signal: "SIGPIPE" } : { how: "exit", code: brokenExitCode };
  }

  readonly #carry = (signal: NodeJS.Signals): void => {
    const isHeard = this.#isAttached || this.#input.isRead;
    // One that comes again before the first was taken finds a call that is stuck.
    if (isHeard && !this.#input.holds(signal)) this.#input.offer({ kind: "signal", signal });
    else if (signal !== "SIGCONT") {
      this.#killedBy ??= signal;
      this.#lose();
    }
  };

  readonly #lose = (): void => {
    if (this.#gone.signal.aborted) return;
    this.#gone.abort();
    this.#input.offer({ kind: "gone" });
    this.#leave();
  };

  readonly #tellSize = (): void => {
    const { columns, rows } = this.#own.stdout;
    if (columns !== undefined && rows !== undefined) this.#input.offer({ kind: "resize", columns, rows });
  };

  #attach(raw: boolean): void {
    const { stdin, stdout } = this.#head;
    if (stdin === "terminal") this.#own.stdin.setRawMode?.(raw);
    if (this.#isAttached) return;
    this.#isAttached = true;
    if (stdout !== "terminal") return;
    this.#tellSize();
    this.#own.stdout.on("resize", this.#tellSize);
  }
}

function ignore(): void {
  // Whoever reads errors has left; the exit code still says what it was.
}

/** Resolves when everything was written, or can't be any more. */
function flushed(stream: ScreenStream): Promise<void> {
  if (stream.destroyed) return Promise.resolve();
  return new Promise((resolve) => stream.write("", () => resolve()));
}
