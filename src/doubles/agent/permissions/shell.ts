import { limits } from "../../../core/index.ts";
import { ShellReader } from "./shell-reader.ts";

/** A word of a command line. */
export interface ShellWord {
  /** As written. */
  readonly raw: string;
  /** Without its quotes; what expands stands in it as written. */
  readonly value: string;
  /** A variable stands in it. */
  readonly variable: boolean;
  /** It stands for names of files: `*`, `?`, `[`, `{` without quotes. */
  readonly pattern: boolean;
}

/** Output or input that goes to a file. */
export interface Redirect {
  readonly operator: string;
  readonly target: ShellWord;
}

/** One command of a command line. */
export interface ShellCommand {
  readonly words: readonly ShellWord[];
  readonly redirects: readonly Redirect[];
  /** It stands in a substitution or a subshell. */
  readonly nested: boolean;
}

/** What in a command line keeps it from being judged by its commands alone. */
export type Hazard =
  | "substitution"
  | "backticks"
  | "process-substitution"
  | "braced-variable"
  | "background"
  | "subshell"
  | "braces"
  | "function"
  | "input"
  | "here-document"
  /** One whose lines expand. */
  | "open-document"
  | "brace-expansion"
  | "output-and-errors"
  | "comment"
  | "unclosed"
  | "variable-target"
  /** Nested too deep or too many commands: the rest was not read. */
  | "too-long";

/** A command line taken apart. */
export interface ShellLine {
  readonly commands: readonly ShellCommand[];
  readonly hazards: ReadonlySet<Hazard>;
  /** Commands are joined by pipes. */
  readonly piped: boolean;
}

/**
 * Takes a shell command line apart: commands joined by `&&`, `||`, `;`, `|`, `&` and line ends, those in substitutions and
 * subshells included. Quotes are respected. Nothing is run, nothing throws; what can't be read is a hazard.
 * @example readShellLine("npm test && git push").commands.length // 2
 */
export function readShellLine(text: string): ShellLine {
  if (text.length > limits.shellLineChars)
    return { commands: [], hazards: new Set<Hazard>(["too-long"]), piped: false };
  return new ShellReader(text).read();
}

/** A command as one line for rules: its words with one space between them, without quotes where that changes nothing. */
export function lineOf(words: readonly ShellWord[]): string {
  return words.map(({ raw, value }) => (/\s/.test(value) || value === "" ? raw : value)).join(" ");
}
