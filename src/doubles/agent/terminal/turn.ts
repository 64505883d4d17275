import type { Call, CloseHow, Reply } from "../../../core/index.ts";
import type { ConversationEvent, PermissionAnswer, PermissionRequest } from "../conversation/events.ts";
import type { Run } from "../conversation/run.ts";
import { Interrupted } from "./mailbox.ts";

/** What happens at a terminal besides input. */
export type TurnLetter =
  | { readonly kind: "event"; readonly turn: Turn; readonly event: ConversationEvent }
  | { readonly kind: "ask"; readonly turn: Turn; readonly request: PermissionRequest }
  /** The conversation wrote by itself, past all messages. */
  | { readonly kind: "written"; readonly turn: Turn; readonly bytes: Uint8Array }
  /** The conversation ended the process by itself. */
  | { readonly kind: "closed"; readonly turn: Turn; readonly how: CloseHow }
  | { readonly kind: "over"; readonly turn: Turn };

/** One answer on its way, which a person may interrupt. */
export class Turn {
  readonly #post: (letter: TurnLetter) => Promise<void>;
  readonly #answers: ((answer: PermissionAnswer) => void)[] = [];
  #isInterrupted = false;

  /** @param post resolves when what happened was dealt with */
  constructor(post: (letter: TurnLetter) => Promise<void>) {
    this.#post = post;
  }

  get isInterrupted(): boolean {
    return this.#isInterrupted;
  }

  /** Hears what happens. @throws Interrupted when nobody wants to hear it any more */
  readonly hear = async (event: ConversationEvent): Promise<void> => {
    this.#check();
    await this.#post({ kind: "event", turn: this, event });
  };

  /** Asks the person at the terminal. */
  readonly ask = async (request: PermissionRequest): Promise<PermissionAnswer> => {
    this.#check();
    const answer = new Promise<PermissionAnswer>((resolve) => this.#answers.push(resolve));
    await this.#post({ kind: "ask", turn: this, request });
    const said = await answer;
    this.#check();
    return said;
  };

  /** Answers who asked first. */
  grant(answer: PermissionAnswer): void {
    this.#answers.shift()?.(answer);
  }

  /** Whatever comes of it from now on is thrown away. */
  interrupt(): void {
    this.#isInterrupted = true;
    for (const answer of this.#answers.splice(0)) answer("no");
  }

  /** The same process with a call that cannot write over the screen, nor end without its being tidied up. */
  runIn(run: Run): Run {
    return { ...run, call: this.#callIn(run.call) };
  }

  #callIn({ id, head, input, gone, reply }: Call): Call {
    const post = async (letter: TurnLetter): Promise<void> => {
      if (!this.#isInterrupted) await this.#post(letter);
    };
    const close = (how: CloseHow): Promise<void> => post({ kind: "closed", turn: this, how });
    const guarded: Reply = {
      head: (...args) => reply.head(...args),
      bytes: (bytes) => post({ kind: "written", turn: this, bytes }),
      wait: (ms) => reply.wait(ms),
      pipe: (target) => reply.pipe(target),
      attach: () => Promise.resolve(),
      end: () => close({ how: "exit", code: 0 }),
      close,
    };
    return { id, head, input, gone, reply: guarded };
  }

  #check(): void {
    if (this.#isInterrupted) throw new Interrupted();
  }
}
