import type { PermissionMode } from "../../../dialogue/index.ts";

/** What an invocation of `claude` asks for, as its flags say; undefined or empty: not said. */
export interface ClaudeOptions {
  /** The prompt's words joined; undefined: none was given as an argument. */
  readonly prompt?: string | undefined;
  readonly print: boolean;
  readonly outputFormat: "text" | "json" | "stream-json";
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
  readonly maxTurns?: number | undefined;
  readonly maxBudgetUsd?: number | undefined;
  readonly systemPrompt?: string | undefined;
  readonly appendSystemPrompt?: string | undefined;
  readonly addDirs: readonly string[];
  /** A path or JSON text. */
  readonly settings?: string | undefined;
  /** Undefined: all; empty: none. */
  readonly settingSources?: readonly ("user" | "project" | "local")[] | undefined;
  /** Backlot's own, as claudeless has it. */
  readonly cwd?: string | undefined;
}

/** A command line that was read: what it asks for, or what is said at once. */
export type CommandLine =
  | { readonly kind: "run"; readonly options: ClaudeOptions }
  | { readonly kind: "exit"; readonly stdout: string; readonly stderr: string; readonly code: number };
