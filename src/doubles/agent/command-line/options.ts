import type { PermissionMode } from "../../../dialogue/index.ts";

/** What an invocation of `claude` asks for, as its flags say; undefined or empty: not said. */
export interface ClaudeOptions {
  /** The first word that is no option; what follows it is ignored. Undefined: none was given, "" is as good as none. */
  readonly prompt?: string | undefined;
  /** One prompt is answered and the process ends: --print was given, or standard output is no terminal. */
  readonly print: boolean;
  readonly outputFormat: OutputFormat;
  readonly verbose: boolean;
  readonly includePartialMessages: boolean;
  /** JSON text, as given. */
  readonly jsonSchema?: string | undefined;
  readonly model?: string | undefined;
  readonly fallbackModel?: string | undefined;
  readonly sessionId?: string | undefined;
  /** The id, or true: the flag was given without one. */
  readonly resume?: string | true | undefined;
  readonly continue: boolean;
  readonly forkSession: boolean;
  readonly persistSession: boolean;
  readonly permissionMode?: PermissionMode | undefined;
  readonly skipPermissions: boolean;
  readonly allowedTools: readonly string[];
  readonly disallowedTools: readonly string[];
  /** Tools that there are; undefined: all. "" of the command line is none, "default" all. */
  readonly tools?: readonly string[] | undefined;
  /** Rounds of the model that there may be. Never 0, which is no limit; negative or broken as given: the real one takes it, and stops after the first that is beyond it. */
  readonly maxTurns?: number | undefined;
  /** Above 0. */
  readonly maxBudgetUsd?: number | undefined;
  readonly systemPrompt?: string | undefined;
  readonly appendSystemPrompt?: string | undefined;
  readonly addDirs: readonly string[];
  /** A path or JSON text. */
  readonly settings?: string | undefined;
  /** Undefined: all; empty: none. */
  readonly settingSources?: readonly SettingSource[] | undefined;
  /** Backlot's own, as claudeless has it. */
  readonly cwd?: string | undefined;
  /** Options that the real one has and that change nothing here, as "--mcp-config", in their order, each once. */
  readonly ignored: readonly string[];
}

/** How print mode writes. */
export type OutputFormat = "text" | "json" | "stream-json";

/** A kind of settings file. */
export type SettingSource = "user" | "project" | "local";

/** A process that ends at once, and what it says. Texts have their line feeds. */
export interface EarlyExit {
  readonly kind: "exit";
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/** A command line that was read: what it asks for, or what is said at once. */
export type CommandLine = { readonly kind: "run"; readonly options: ClaudeOptions } | EarlyExit;

/** An invocation that says nothing. */
export const noOptions: ClaudeOptions = {
  print: false,
  outputFormat: "text",
  verbose: false,
  includePartialMessages: false,
  continue: false,
  forkSession: false,
  persistSession: true,
  skipPermissions: false,
  allowedTools: [],
  disallowedTools: [],
  addDirs: [],
  ignored: [],
};

/** An end with an error. @param lines without line feeds @example failure("Error: no") // "Error: no\n" on stderr, exit 1 */
export function failure(...lines: readonly string[]): EarlyExit {
  return { kind: "exit", stdout: "", stderr: lines.map((line) => `${line}\n`).join(""), code: 1 };
}
