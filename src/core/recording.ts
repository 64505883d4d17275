import type { SignalName } from "./call.ts";

/** A part of a recorded run's output. */
export interface RecordedChunk {
  readonly stream: "stdout" | "stderr";
  /** Lossless text of the bytes. */
  readonly text: string;
  /** Real milliseconds since the run began. */
  readonly atMs: number;
}

/**
 * One recorded run of a real command, as a fixture keeps it. Every string that holds bytes of a program is
 * lossless text (see bytes.ts).
 */
export interface CommandRecording {
  /** Place in its fixture, from 0. */
  readonly sequence: number;
  readonly command: string;
  readonly args: readonly string[];
  readonly stdin: string;
  /**
   * The command ended before its input did, so `stdin` is only its beginning; how much of it was under way then is
   * chance.
   */
  readonly stdinPartial?: true | undefined;
  /** The part of its environment that was kept. */
  readonly envSubset: Readonly<Record<string, string>>;
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: { readonly code: number } | { readonly signal: SignalName };
  /** When it began, RFC 3339. */
  readonly timestamp: string;
  /** Whole milliseconds. */
  readonly durationMs: number;
  readonly cwd?: string | undefined;
  /** The output in its parts; `stdout` and `stderr` hold the same bytes. */
  readonly chunks?: readonly RecordedChunk[] | undefined;
}

/**
 * What recording does: `once` records a fixture whose file does not exist and replays all others, `new` replays
 * and adds what is not there yet, `all` records everything again.
 */
export type RecordMode = "once" | "new" | "all";

/** An answer that comes from a fixture. */
export interface FixtureAnswer {
  /** The file, from the project's root, with "/". */
  readonly path: string;
  /** What the file holds; null when it does not exist. */
  readonly recordings: readonly CommandRecording[] | null;
  /** Strict: command, arguments, standard input and the kept environment; else command and arguments. */
  readonly strict: boolean;
  /** Whether a recording may answer any number of calls instead of one. */
  readonly many: boolean;
  /** Whether recording reads the command's standard input; the real command gets it all the same. */
  readonly recordStdin: boolean;
  /** How test code wants it recorded; null leaves it to the run. */
  readonly record: RecordMode | null;
}
