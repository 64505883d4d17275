import type { AbortSignalLike, CallInput, CommandHead } from "../../core/index.ts";
import type { Arrival } from "../../engine/index.ts";
import type { Channel } from "./channel.ts";
import { CommandReply } from "./command-reply.ts";
import { Gone } from "./gone.ts";
import type { ProcessTools } from "./process-tools.ts";

/** What the host gives a call. */
export interface ShimCallContext {
  readonly processes: ProcessTools;
  /** PATH on which real programs are sought besides the caller's. */
  readonly sealedPath: string | undefined;
  /** Turns the program that stands for the command into the Node client. */
  readonly converse: (call: ShimCall, raw: boolean) => Promise<void>;
}

/** One invocation of a doubled command, from the program's start to its end. */
export class ShimCall {
  readonly head: CommandHead;
  /** Number of the world it belongs to. */
  readonly world: number;
  readonly reply: CommandReply;
  /** Resolves when the program that stood for the command has ended, or was told to. */
  readonly over: Promise<void>;
  readonly #gone = new Gone();
  #channel: Channel | undefined;
  #end!: () => void;

  constructor(head: CommandHead, world: number, context: ShimCallContext) {
    this.head = head;
    this.world = world;
    this.over = new Promise((resolve) => (this.#end = resolve));
    this.reply = new CommandReply({
      ...context,
      gone: this.#gone,
      channel: () => this.channel,
      converse: (raw) => context.converse(this, raw),
    });
  }

  get gone(): AbortSignalLike {
    return this.#gone;
  }

  get channel(): Channel {
    return this.#channel as Channel;
  }

  /** From now on the program is spoken to in this way. */
  use(channel: Channel): void {
    this.#channel = channel;
  }

  /** The program has ended. @param early before it was told to */
  ended(early: boolean): void {
    if (early) this.#gone.abort();
    this.#end();
  }

  /** Ends a program that nobody will answer any more; whoever was answering it is told that it left. */
  async abandon(why: string): Promise<void> {
    await this.reply.abandon(why);
    this.#gone.abort();
  }

  arrival(): Arrival {
    return { head: this.head, input: this.#input(), reply: this.reply, gone: this.gone };
  }

  /** Begins with the first item that somebody asks for, so it is the conversation's where one was begun. */
  async *#input(): AsyncGenerator<CallInput> {
    yield* this.channel.input();
  }
}
