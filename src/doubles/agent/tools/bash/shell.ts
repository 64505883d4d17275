import type { ToolFacts } from "../facts.ts";
import type { Sandbox } from "../sandbox.ts";

/** What a command is given. */
export interface CommandInput {
  /** Single-letter options, each with its value or "". */
  readonly options: ReadonlyMap<string, string>;
  readonly args: readonly string[];
  readonly stdin: string;
  readonly shell: Shell;
}

/** What a command says. */
export interface CommandOutput {
  readonly stdout?: string;
  readonly stderr?: string;
  /** Exit code, 0 unless given. */
  readonly code?: number;
  /** The whole line ends. */
  readonly exits?: boolean;
}

/** What commands of one line share. */
export interface Shell {
  readonly facts: ToolFacts;
  /** Opened anew where the line changes the folder. */
  sandbox: Sandbox;
  /** Paths that were read or written, as they stand in the line. */
  readonly files: string[];
  readonly code: number;
  /** Bytes that may still be read. */
  bytesLeft: number;
}

/** A command that is simulated. */
export interface SimulatedCommand {
  /** Letters of its options that take no value. */
  readonly flags: string;
  /** Letters of its options that take one. */
  readonly valued: string;
  /** It takes what looks like an option as a word. */
  readonly isPlain?: boolean;
  /** Nobody expects output of it. */
  readonly isQuiet?: boolean;
  readonly run: (input: CommandInput) => CommandOutput | Promise<CommandOutput>;
}

/** The system's words for a failure, as commands print them. */
export const noSuchFile = "No such file or directory";

/** Words for what a folder said went wrong. @example wordsOf(new Error("EISDIR: illegal ..., open 'a'")) // "Is a directory" */
export function wordsOf(error: unknown): string {
  const code = /^[A-Z]+(?=: )/.exec(error instanceof Error ? error.message : "")?.[0] ?? "";
  const words: Readonly<Record<string, string>> = {
    EACCES: "Permission denied",
    EBUSY: "Device or resource busy",
    EEXIST: "File exists",
    EFBIG: "File too large",
    EINVAL: "Invalid argument",
    EISDIR: "Is a directory",
    ENAMETOOLONG: "File name too long",
    ENOENT: noSuchFile,
    ENOTDIR: "Not a directory",
    ELOOP: "Too many levels of symbolic links",
  };
  return words[code] ?? "Input/output error";
}
