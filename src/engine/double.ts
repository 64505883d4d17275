import type {
  Answer,
  Call,
  CallHead,
  Expectation,
  Finding,
  Json,
  Near,
  Ports,
  ReplyData,
} from "../core/index.ts";
import type { CallIdentity, CallRecord, CommandRecord, ExpectationUse, HttpRecord } from "./record.ts";
import type { Clock, Ids, Random } from "./world-time.ts";
import type { CallOutcome } from "./record.ts";

/** A fact that changes a double's state. Holds no secret; state can be rebuilt from it. */
export interface DoubleEvent {
  readonly type: string;
  readonly [field: string]: Json;
}

/** A command that the rules of a double's state do not allow. */
export interface Refusal {
  readonly refused: string;
  readonly finding?: Finding;
  readonly [field: string]: unknown;
}

/** What was decided: facts, and what whoever asked is told of them, which the journal is not. */
export interface Decision {
  readonly events: readonly DoubleEvent[];
  readonly answer?: unknown;
}

/** What a double may add to the program's world. */
export interface Contribution {
  /** Variables to set. */
  readonly env: Readonly<Record<string, string>>;
  /** Variables to remove. */
  readonly unset: readonly string[];
  /** Files below the world's folder. */
  readonly files: Readonly<Record<string, Uint8Array>>;
  /** Commands to put first on PATH. */
  readonly commands: readonly string[];
  /** Real host names that a service of this world stands in for: host to service. */
  readonly hosts: Readonly<Record<string, string>>;
}

/** Where hosts put what a double asked for. */
export interface Addresses {
  /** Base URL by service, "http://127.0.0.1:40213". */
  readonly services: Readonly<Record<string, string>>;
  /** The world's folder. */
  readonly folder: string;
}

/** The facts of a call that expectations are matched against, by field; lists and keyed fields as such. */
export interface Facts {
  readonly double: string;
  readonly target: string;
  /** Text shown for the call: "GET /healthz", "kubectl apply -f -". */
  readonly text: string;
  /**
   * Values by field: a string, a list of strings, or a keyed record of lists of strings. A field that has
   * to be read first (`body`, `stdin`) is absent until it was.
   */
  readonly fields: Readonly<Record<string, FactValue>>;
  /** Fields that can be had by reading the call's input. */
  readonly readable: readonly string[];
}

/** A value of a fact. */
export type FactValue = string | readonly string[] | Readonly<Record<string, readonly string[]>>;

/** What matching a call says. */
export type Match =
  | {
      readonly kind: "matched";
      readonly expectation: Expectation;
      /** How many calls it had answered before, from 0. */
      readonly use: number;
      readonly answer: Answer;
      /** The reply of the sequence, when the answer is one. */
      readonly reply: ReplyData | null;
      /** What path templates captured. */
      readonly captures: Readonly<Record<string, string>>;
    }
  | { readonly kind: "forbidden"; readonly expectation: Expectation; readonly finding: Finding }
  /** The field must be read before it can be said which expectation answers. */
  | { readonly kind: "needs"; readonly field: string }
  | { readonly kind: "unmatched"; readonly near: readonly Near[]; readonly finding: Finding };

/** What the engine gives a double for one call. */
export interface ServeContext<State, Command> {
  readonly config: unknown;
  /** Read only; changed by commit alone. */
  readonly state: State;
  readonly ports: Ports;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: Random;
  /** Decides, appends and reduces in one uninterrupted step; the await leaves room for a remote log. */
  commit(command: Command): Promise<Decision | Refusal>;
  /** How many calls were counted under a key. Counts are facts of call records: no event, and no time passes. */
  counted(key: string): number;
  /** Counts this call under a key; its record says so. */
  count(key: string): void;
  /** Whether anything is declared for a target: a double that has answers of its own need not ask otherwise. */
  expects(target: string): boolean;
  /**
   * Finds the expectation for a call and counts it; itself a commit, of the expectations' own state. That none matches
   * is held against the call, unless the double may have another answer: then it is the double's to note.
   * @param options.otherAnswer "when-used-up": also to calls that came after their expectation was used up
   */
  match(facts: Facts, options?: { readonly otherAnswer?: boolean | "when-used-up" }): Promise<Match>;
  /** Adds to the call's record: what was read and answered. May be called several times; fields are merged. */
  note(fields: RecordNote): void;
}

/** What a double adds to a call's record. */
export interface RecordNote {
  /** One line for the call; the host's own words until a double says better. */
  readonly text?: string;
  readonly detail?: HttpRecord | CommandRecord;
  readonly outcome?: CallOutcome;
  readonly findings?: readonly Finding[];
  /** True when a failure was scripted by the scenario, so that it is never held against the program. */
  readonly scripted?: boolean;
  /** The answer was made from the contract alone. */
  readonly fidelity?: "synthetic";
  /** Who called, as far as the double could tell. */
  readonly identity?: CallIdentity;
}

/** A named read of a double's state, and of what its section of the scenario says. */
export type Query<State, Config = unknown> = (state: State, args: Json, config: Config) => Json;

/**
 * The port that every double implements. Its folder always looks the same (ARCHITECTURE.md); the one
 * conformance suite (tests/conformance) runs on all of them.
 */
export interface Double<Config = unknown, State = unknown, Command = unknown> {
  readonly name: string;
  readonly protocol: "http" | "command";
  /** Whether it serves a call of its protocol; the first double that says so gets it. Absent: all. */
  claims?(config: Config, head: CallHead): boolean;
  /** Where it listens: names of services, each with the port that it must have; null: a free one. */
  listens?(config: Config): readonly { readonly name: string; readonly port: number | null }[];
  /** State before any call. @param at the world's time when it starts */
  start(config: Config, at: string): State;
  /** The only way state changes: pure and synchronous. */
  decide(state: State, command: Command, at: string): readonly DoubleEvent[] | Decision | Refusal;
  /** Applies an event; owns the state and may update it in place. */
  reduce(state: State, event: DoubleEvent): State;
  /** Serves one call until its reply is closed. */
  serve(call: Call, context: ServeContext<State, Command>): Promise<void>;
  readonly queries: Readonly<Record<string, Query<State, Config>>>;
  /** Commands that tests may give through `world.act`. */
  readonly acts?: Readonly<Record<string, (state: State, args: Json) => Command>>;
  /** What it adds to the program's environment. */
  contribute(config: Config, addresses: Addresses): Contribution;
  /** What stays unchecked or was marked, for the report's notes. */
  notes?(config: Config): readonly Finding[];
  /**
   * What keeps an expectation from being served, beyond its form: asked before it is declared, so that its author is
   * told and not the program. An error refuses it.
   */
  admit?(config: Config, expectation: Expectation): readonly Finding[];
  /** What can be said of expectations before any call, when a scenario is checked. Evidence as in `judge`. */
  check?(config: Config, expectations: readonly Expectation[]): readonly Finding[];
  /**
   * What verification has to say besides counts, of these expectations: what they were given to answer with and no
   * call used. Pure. Evidence: `expectation` (an id), `of` (what it is about, a fixture's path) and, where there are
   * several, `left` (a line for each). Over the worlds of a shared base only what is left in each of them is left.
   */
  judge?(state: State, uses: readonly ExpectationUse[], ports: Ports, config: Config): readonly Finding[];
  /** The expectation that would match a call, as TOML to paste. */
  suggest(record: CallRecord): string;
}
