import type { CallInput, CloseHow, CommandHead } from "../../../core/index.ts";
import type { PermissionMode } from "../../../dialogue/index.ts";
import { commandRecord } from "../../../engine/index.ts";
import type { TurnEnd } from "../conversation/events.ts";
import { sessionIds } from "../conversation/ids.ts";
import type { Run } from "../conversation/run.ts";
import type { AskedOnTerminal } from "../conversation/services.ts";
import { start } from "./begin.ts";
import type { Key } from "./keys/key.ts";
import { mayBeEscape, readKeys, restOf, startReading, type Reading } from "./keys/read-keys.ts";
import { Interrupted, Mailbox } from "./mailbox.ts";
import { onAsk, onEvent, onOver } from "./on-conversation.ts";
import { onKey } from "./on-key.ts";
import { Screen } from "./screen/screen.ts";
import { startTerminal, type Effect, type Step, type TerminalState } from "./state.ts";
import { Turn, type TurnLetter } from "./turn.ts";
import { frameOf } from "./view.ts";

/** What a conversation on a terminal needs besides its process. */
export interface TerminalServices {
  /**
   * Answers the last prompt. The process that it is given has the session and the mode of this prompt: /clear begins
   * another session, and shift and tab change the mode. When somebody interrupts it, `hear` and `ask` throw Interrupted.
   */
  readonly converse: (run: Run, asked: AskedOnTerminal) => Promise<TurnEnd>;
  /** What the user said before, when a session is resumed, oldest first. */
  readonly earlierPrompts: readonly string[];
}

type Letter =
  | TurnLetter
  | { readonly kind: "input"; readonly item: CallInput }
  /** Nobody has said how large the terminal is. */
  | { readonly kind: "unsized" }
  /** Nothing followed what may be the Escape key. @param after number of inputs before it */
  | { readonly kind: "quiet"; readonly after: number }
  /** Something beside went wrong by a mistake of ours. */
  | { readonly kind: "failed"; readonly reason: unknown };

/** Milliseconds after which an Escape is no beginning of a longer sequence any more. */
const escapeMs = 50;

/** Milliseconds for which the size of a terminal is waited for. */
const sizeMs = 500;

/** Exit codes of signals that end the real program; all others are not for it. */
const signalCodes: Readonly<Record<string, number>> = { SIGINT: 0, SIGTERM: 143, SIGHUP: 129 };

/** Most columns and rows that a screen is drawn for. */
const sizeMax = 1_000;

/** Holds a conversation on a terminal, from its first screen to the end of the process. */
export async function serveTerminal(run: Run, services: TerminalServices): Promise<void> {
  await run.call.reply.attach({ raw: true });
  await new TerminalConversation(run, services).hold();
}

class TerminalConversation {
  readonly #services: TerminalServices;
  readonly #mailbox = new Mailbox<Letter>();
  readonly #screen: Screen;
  #run: Run;
  #state: TerminalState;
  #reading: Reading = startReading;
  /** Pieces of input that came so far. */
  #inputs = 0;
  #prompts: readonly string[];
  #turn: Turn | null = null;
  #ending: CloseHow | "gone" | null = null;

  constructor(run: Run, services: TerminalServices) {
    this.#run = run;
    this.#services = services;
    this.#prompts = services.earlierPrompts;
    this.#screen = new Screen(run.call.reply, hasColours(run.head.env));
    const { session, profile, options } = run;
    this.#state = startTerminal({
      profile: profile.name,
      version: profile.version,
      user: session.userName,
      model: session.model,
      directory: session.workingDirectory,
      sessionId: session.sessionId,
      permissionMode: session.permissionMode,
      trusted: session.trusted,
      earlierPrompts: services.earlierPrompts,
      firstPrompt: options.prompt,
    });
  }

  async hold(): Promise<void> {
    this.#launch(() => this.#bringInput());
    this.#launch(() => this.#bringLater(sizeMs, { kind: "unsized" }));
    try {
      await this.#mailbox.each((letter) => this.#deal(letter));
    } finally {
      this.#turn?.interrupt();
      await this.#screen.close(this.#state.size);
    }
    const how = this.#ending;
    if (how === null || how === "gone") return;
    this.#note(how);
    await this.#run.call.reply.close(how);
  }

  /** Lets something happen beside. A mistake in it ends the conversation. */
  #launch(work: () => Promise<void>): void {
    const isUnwanted = (error: unknown): boolean => error instanceof Interrupted;
    void work()
      .catch(async (reason: unknown) => {
        if (!isUnwanted(reason)) await this.#mailbox.post({ kind: "failed", reason });
      })
      // Only that the conversation is over can keep a mistake from being told, and then nobody is left to hear it.
      .catch(() => undefined);
  }

  /** Brings what the terminal sends, one piece after the other. */
  async #bringInput(): Promise<void> {
    for await (const item of this.#run.call.input) await this.#mailbox.post({ kind: "input", item });
    await this.#mailbox.post({ kind: "input", item: { kind: "gone" } });
  }

  async #bringLater(ms: number, letter: Letter): Promise<void> {
    if (await this.#run.call.reply.wait(ms)) await this.#mailbox.post(letter);
  }

  async #deal(letter: Letter): Promise<"more" | "over"> {
    this.#act(letter);
    if (this.#ending !== null) return "over";
    if (this.#state.phase !== "starting") await this.#screen.draw(frameOf(this.#state), this.#state.size);
    return "more";
  }

  #act(letter: Letter): void {
    if ("turn" in letter) return this.#actOnTurn(letter);
    switch (letter.kind) {
      case "input":
        return this.#actOnInput(letter.item);
      case "unsized":
        return this.#begin();
      case "quiet":
        return letter.after === this.#inputs ? this.#take(restOf(this.#reading)) : undefined;
      case "failed":
        throw letter.reason;
    }
  }

  #actOnTurn(letter: TurnLetter): void {
    // What comes of an interrupted answer is not for this screen any more.
    if (letter.turn.isInterrupted) return;
    switch (letter.kind) {
      case "event":
        return this.#step((state) => onEvent(state, letter.event));
      case "ask":
        return this.#step((state) => onAsk(state, letter.request));
      case "over":
        return this.#step(onOver);
      case "written":
        return this.#screen.print({ kind: "plain", text: new TextDecoder().decode(letter.bytes).trimEnd() });
      case "closed":
        this.#ending = letter.how;
    }
  }

  #actOnInput(item: CallInput): void {
    this.#inputs++;
    switch (item.kind) {
      case "resize":
        return this.#resize(item.columns, item.rows);
      case "bytes":
        this.#begin();
        return this.#take(readKeys(this.#reading, item.bytes));
      case "end":
        this.#ending = { how: "exit", code: 0 };
        return;
      case "gone":
        this.#ending = "gone";
        return;
      case "signal": {
        const code = signalCodes[item.signal];
        if (code !== undefined) this.#ending = { how: "exit", code };
      }
    }
  }

  #resize(columns: number, rows: number): void {
    const before = this.#state.size;
    // A terminal that does not know its size says that it has none.
    const size = { columns: sized(columns, before.columns), rows: sized(rows, before.rows) };
    if (this.#state.phase !== "starting" && (size.columns !== before.columns || size.rows !== before.rows))
      this.#screen.invalidate();
    this.#state = { ...this.#state, size };
    this.#begin();
  }

  #begin(): void {
    if (this.#state.phase === "starting") this.#step(start);
  }

  #take({ reading, keys }: { readonly reading: Reading; readonly keys: readonly Key[] }): void {
    this.#reading = reading;
    for (const key of keys) this.#step((state) => onKey(state, key));
    const after = this.#inputs;
    if (mayBeEscape(reading)) this.#launch(() => this.#bringLater(escapeMs, { kind: "quiet", after }));
  }

  #step(next: (state: TerminalState) => Step): void {
    // Keys that come behind the one that ended it do nothing.
    if (this.#ending !== null) return;
    const { state, effects } = next(this.#state);
    this.#state = state;
    for (const effect of effects) this.#bring(effect);
  }

  #bring(effect: Effect): void {
    switch (effect.kind) {
      case "print":
        return this.#screen.print(effect.item);
      case "redraw":
        return this.#screen.invalidate();
      case "grant":
        return this.#turn?.grant(effect.answer);
      case "interrupt":
        return this.#turn?.interrupt();
      case "clear":
        return this.#clear();
      case "converse":
        return this.#converse(effect.prompt, effect.mode);
      case "exit":
        this.#ending = { how: "exit", code: effect.code };
    }
  }

  #converse(prompt: string, permissionMode: PermissionMode): void {
    const turn = new Turn((letter) => this.#mailbox.post(letter));
    const { hear, ask } = turn;
    this.#turn = turn;
    this.#prompts = [...this.#prompts, prompt];
    const run = { ...this.#run, session: { ...this.#run.session, permissionMode } };
    const asked = { prompts: this.#prompts, hear, ask };
    this.#launch(async () => {
      await this.#services.converse(turn.runIn(run), asked);
      await this.#mailbox.post({ kind: "over", turn });
    });
  }

  /** Begins another session in the same process. */
  #clear(): void {
    const { context, session } = this.#run;
    const sessionId = context.ids.uuid();
    this.#run = {
      ...this.#run,
      session: { ...session, sessionId },
      ids: sessionIds(sessionId, context.ports.hash),
    };
    this.#state = { ...this.#state, session: { ...this.#state.session, sessionId } };
    this.#prompts = [];
    this.#screen.forget();
    this.#screen.invalidate();
  }

  #note(how: CloseHow): void {
    const end =
      how.how === "exit" ? { exitCode: how.code } : how.how === "signal" ? { signal: how.signal } : {};
    const detail = { ...commandRecord(this.#run.head), ...end };
    this.#run.context.note({ detail });
  }
}

function sized(given: number, before: number): number {
  return given > 0 ? Math.min(given, sizeMax) : before;
}

function hasColours({ NO_COLOR: none = "", TERM: terminal }: CommandHead["env"]): boolean {
  return none === "" && terminal !== "dumb";
}
