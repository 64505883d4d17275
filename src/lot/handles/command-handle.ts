import type { CommandCall } from "./calls.ts";
import { codePlace } from "./code-place.ts";
import { ExpectationHandle, type HandleHome } from "./expectation-handle.ts";

/** Text, or content that is said: JSON, bytes or a file of the project. */
export type OutputInput =
  | string
  | { readonly json: unknown }
  | { readonly base64: string }
  | { readonly file: string };

/** What a doubled command prints and how it ends. */
export interface CommandReplyInput {
  readonly stdout?: OutputInput;
  readonly stderr?: OutputInput;
  readonly exitCode?: number;
  readonly signal?: string;
  /** Real milliseconds before anything is printed. */
  readonly delayMs?: number;
  readonly chunks?: readonly {
    readonly stdout?: OutputInput;
    readonly stderr?: OutputInput;
    readonly delayMs?: number;
  }[];
  readonly template?: boolean;
}

/** What a handler gets of an invocation. */
export interface Invocation {
  /** Number of the call in its world. */
  readonly call: number;
  /** How many calls this expectation had answered before. */
  readonly use: number;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Absent when no matcher asked for standard input. */
  readonly stdin?: string | { readonly base64: string };
}

/** Answers an invocation: a function (on the test's thread) or a module URL (in a thread of its own). */
export type CommandHandler = (invocation: Invocation) => CommandReplyInput | Promise<CommandReplyInput>;

/** How a fixture answers. */
export interface ReplayOptions {
  /**
   * true (the default): command, arguments, standard input and the recorded part of the environment must be those of
   * a recording; false: command and arguments.
   */
  readonly strict?: boolean;
  /** A recording may answer any number of calls, instead of one. */
  readonly many?: boolean;
}

/** How a fixture is recorded. */
export interface RecordOptions extends ReplayOptions {
  /**
   * "once" (the default) records a fixture that has no file yet and replays it from then on, "new" replays and adds
   * what is not there, "all" records everything again.
   */
  readonly mode?: "once" | "new" | "all";
  /** false: what the command reads from standard input is not kept. */
  readonly stdin?: boolean;
}

/** An expectation on a command. */
export class CommandExpectation extends ExpectationHandle<CommandCall> {
  /** One reply, or several for a sequence; or a handler. */
  reply(...replies: readonly (CommandReplyInput | CommandHandler | URL)[]): this {
    return this.answer(replies);
  }

  /**
   * Its arguments: a list is all of them; an object says what the first ones are, or what is among them.
   * @example world.command("curl").mock().withArgs({ includes: ["-X", "POST"] })
   */
  withArgs(
    args: readonly unknown[] | { readonly startsWith?: readonly unknown[]; readonly includes?: unknown },
  ): this {
    return this.with({ args });
  }

  /** Standard input must match: text, a RegExp or a matcher. */
  withStdin(stdin: unknown): this {
    return this.with({ stdin });
  }

  /** These variables must match; others may be there. */
  withEnv(env: Readonly<Record<string, unknown>>): this {
    return this.with({ env });
  }

  /** The folder it is called in must match. */
  withCwd(cwd: unknown): this {
    return this.with({ cwd });
  }

  /** Lets the real command do it, spied on. */
  passthrough(
    options: { readonly env?: Readonly<Record<string, string>>; readonly mode?: "wait" | "exec" } = {},
  ): this {
    return this.with({ passthrough: Object.keys(options).length === 0 ? true : options }, [
      "reply",
      "handler",
      "fixture",
    ]);
  }

  /**
   * Answers with what was recorded in a fixture.
   * @param path of the file, from the project's folder; absent: `fixtures/TEST_COMMAND.json` beside the test's file
   * @throws BacklotError `fixture-unnamed` without a path, where there is no test or another one has that file
   * @example world.command("git").mock().replay("fixtures/git.json")
   */
  replay(path?: string, options?: ReplayOptions): this;
  replay(options: ReplayOptions): this;
  replay(first?: string | ReplayOptions, second?: ReplayOptions): this {
    const { path, options } = this.#place(first, second);
    return this.with({ fixture: { path, ...options } }, ["reply", "handler", "passthrough"]);
  }

  /**
   * Records what the real command does into a fixture, and replays it; whatever the run says of recording.
   * @param path of the file, from the project's folder; absent: `fixtures/TEST_COMMAND.json` beside the test's file
   * @throws BacklotError `fixture-unnamed` without a path, where there is no test or another one has that file
   * @example world.command("git").mock().record("fixtures/git.json")
   */
  record(path?: string, options?: RecordOptions): this;
  record(options: RecordOptions): this;
  record(first?: string | RecordOptions, second?: RecordOptions): this {
    const { path, options } = this.#place(first, second);
    const { mode = "once", stdin, ...replay } = options;
    const fixture = { path, record: mode, ...replay, ...(stdin === undefined ? {} : { recordStdin: stdin }) };
    return this.with({ fixture }, ["reply", "handler", "passthrough"]);
  }

  #place<Options extends object>(
    first: string | Options | undefined,
    second: Options | undefined,
  ): { readonly path: string; readonly options: Partial<Options> } {
    const given = typeof first === "string" ? second : first;
    return { path: typeof first === "string" ? first : this.ownFixture, options: given ?? second ?? {} };
  }
}

/** A command that programs find on PATH. Without arguments given, calls with any arguments match. */
export interface CommandHandle {
  /** Any number of calls with these arguments; unused is fine. Literals, RegExps or matchers. */
  stub(...args: readonly unknown[]): CommandExpectation;
  /** One call or more; unused fails the test. */
  mock(...args: readonly unknown[]): CommandExpectation;
  /** The real command, spied on. */
  spy(...args: readonly unknown[]): CommandExpectation;
}

/** @internal */
export function commandHandle(home: HandleHome, command: string): CommandHandle {
  const make = (args: readonly unknown[], fields: object): CommandExpectation => {
    const match = args.length === 0 ? { command } : { command, args };
    return new CommandExpectation(home, "commands", command, { ...match, ...fields }, codePlace());
  };
  return {
    stub: (...args) => make(args, { optional: true, reply: {} }),
    mock: (...args) => make(args, { reply: {} }),
    spy: (...args) => make(args, { passthrough: true }),
  };
}
