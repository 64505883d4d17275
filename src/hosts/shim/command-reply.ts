import {
  utf8,
  type AbortSignalLike,
  type AttachOptions,
  type CloseHow,
  type CommandHead,
  type HeaderList,
  type PipeOutcome,
  type PipeTarget,
  type Reply,
} from "../../core/index.ts";
import { unknownOutcome, type Channel } from "./channel.ts";
import { depthVariable, findRealProgram, tooDeep } from "./passthrough.ts";
import type { ProcessTools } from "./process-tools.ts";

/**
 * Milliseconds that a program whose call was closed waits at most for the call to be journaled. It waits
 * at all so that whoever saw the program end finds its call in the journal.
 */
const settleMsMax = 1_000;

/** What a program exits with when its double could not answer; EX_SOFTWARE of sysexits.h. */
const brokenExitCode = 70;

/** What a reply needs of its call. */
export interface ReplyContext {
  readonly gone: AbortSignalLike;
  readonly channel: () => Channel;
  readonly processes: ProcessTools;
  /** PATH on which real programs are sought besides the caller's. */
  readonly sealedPath: string | undefined;
  /** Starts the client that takes the conversation over; afterwards `channel` gives another one. */
  readonly converse: (raw: boolean) => Promise<void>;
}

/** The answer side of a command. */
export class CommandReply implements Reply {
  readonly #context: ReplyContext;
  #ending: CloseHow | undefined;
  #settled = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(context: ReplyContext) {
    this.#context = context;
  }

  get #head(): CommandHead {
    return this.#context.channel().head;
  }

  head(_status: number, _headers: HeaderList): Promise<void> {
    return Promise.reject(new TypeError("a command's reply has no status and no headers"));
  }

  async bytes(data: Uint8Array, stream: "stdout" | "stderr" = "stdout"): Promise<void> {
    if (this.#ending === undefined) await this.#context.channel().output(data, stream);
  }

  async wait(ms: number): Promise<boolean> {
    const { gone } = this.#context;
    await this.#context.channel().flush();
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
      gone.addEventListener("abort", left);
    });
  }

  async pipe(target: PipeTarget): Promise<PipeOutcome> {
    if (this.#ending !== undefined) return unknownOutcome;
    const depth = Number(this.#head.env[depthVariable] ?? 0);
    if (tooDeep(depth)) {
      return this.#refuse(`its double was called by itself ${depth} times`, 126, {});
    }
    const found = findRealProgram(this.#head, this.#context);
    if ("failure" in found) {
      const [text, code] =
        found.failure === "not-found" ? (["not found", 127] as const) : (["Permission denied", 126] as const);
      return this.#refuse(text, code, { failure: found.failure });
    }
    const set = { ...target.env, [depthVariable]: String(depth + 1) };
    const outcome = await this.#context.channel().run({
      path: found.path,
      set,
      mode: target.mode,
      record: target.mode === "wait" ? target.record : undefined,
    });
    if (outcome.signal !== null) await this.close({ how: "signal", signal: outcome.signal });
    else await this.close({ how: "exit", code: outcome.exitCode ?? 0 });
    return outcome;
  }

  async #refuse(text: string, code: number, extra: Pick<PipeOutcome, "failure">): Promise<PipeOutcome> {
    await this.bytes(utf8(`${this.#head.command}: ${text}\n`), "stderr");
    await this.close({ how: "exit", code });
    return { exitCode: code, signal: null, durationMs: 0, ...extra };
  }

  attach(options: AttachOptions = {}): Promise<void> {
    return this.#context.converse(options.raw ?? false);
  }

  end(): Promise<void> {
    return this.close({ how: "exit", code: 0 });
  }

  /** Output is sent at once; the program ends when the call is settled. */
  async close(how: CloseHow): Promise<void> {
    if (this.#ending !== undefined) return;
    if (how.how === "rst") throw new TypeError("a command can't reset a connection");
    this.#ending = how;
    this.#timer = setTimeout(() => void this.#finish(), settleMsMax);
  }

  /** The call has been served and journaled, so the program may end. */
  async settle(): Promise<void> {
    if (this.#ending === undefined) await this.abandon("nobody answered the call");
    else await this.#finish();
  }

  /** Ends the program with a text that says why there is no answer. */
  async abandon(why: string): Promise<void> {
    if (this.#settled) return;
    const channel = this.#context.channel();
    await channel.output(utf8(`backlot: ${channel.head.command}: ${why}\n`), "stderr");
    this.#ending = { how: "exit", code: brokenExitCode };
    const finished = this.#finish();
    await channel.interrupt();
    await finished;
  }

  async #finish(): Promise<void> {
    if (this.#settled || this.#ending === undefined) return;
    this.#settled = true;
    clearTimeout(this.#timer);
    await this.#context.channel().finish(this.#ending);
  }
}
