import type { Json, JsonObject } from "../../../core/index.ts";
import type { Failure } from "../../../dialogue/index.ts";

/** A failure of the process, not of the API. */
export type ProcessFailure = Extract<Failure, { readonly type: "crash" | "hang" | "exit" | "kill" }>;

/** A part of a message of the model. */
export type Block =
  | { readonly type: "thinking"; readonly thinking: string; readonly signature: string }
  | { readonly type: "text"; readonly text: string }
  | ToolUse;

/** A tool that the model calls. */
export interface ToolUse {
  readonly type: "tool_use";
  /** "toolu_..." */
  readonly id: string;
  readonly name: string;
  readonly input: JsonObject;
}

/** Tokens, as the API counts them. */
export interface TokenUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadInputTokens: number;
  readonly cacheCreationInputTokens: number;
}

/** A message of the model. */
export interface ModelMessage {
  /** "msg_..." */
  readonly id: string;
  /** "req_..." */
  readonly requestId: string;
  readonly model: string;
  readonly blocks: readonly Block[];
  readonly usage: TokenUsage;
  readonly stopReason: "end_turn" | "tool_use" | "max_tokens" | "refusal";
}

/** What came of a tool. */
export interface ToolOutcome {
  /** What the model is told. */
  readonly content: string;
  readonly isError: boolean;
  /** What the CLI tells beside it (`tool_use_result`): an object of the tool's own, or a text. */
  readonly report: Json;
  /** It did not run, since it was not permitted. */
  readonly denied: boolean;
  /** Paths that it read or wrote, as the tool names them. */
  readonly files: readonly string[];
}

/** How an answer to a prompt ended. */
export interface TurnEnd {
  readonly how:
    | { readonly kind: "success"; readonly text: string; readonly structured?: Json | undefined }
    /** The API said no: the CLI tells it as a result that is an error. `error` is its name for the kind. */
    | {
        readonly kind: "api_error";
        readonly text: string;
        readonly status: number | null;
        readonly error: string;
      }
    | { readonly kind: "max_turns"; readonly turns: number }
    | { readonly kind: "max_budget"; readonly budgetUsd: number }
    | { readonly kind: "execution"; readonly errors: readonly string[] }
    /** The process does not end as a process should. What came before it is printed. */
    | { readonly kind: "broken"; readonly failure: ProcessFailure };
  readonly numTurns: number;
  /** Of all messages together. */
  readonly usage: TokenUsage;
  readonly denials: readonly ToolUse[];
  /** The last line that is printed breaks off in its middle. */
  readonly cut?: true | undefined;
}

/** What happens while a prompt is answered, in order: what is printed, kept and shown is made from these. */
export type ConversationEvent =
  | { readonly kind: "prompt"; readonly text: string }
  | { readonly kind: "message"; readonly message: ModelMessage }
  | {
      readonly kind: "tool_result";
      readonly message: ModelMessage;
      readonly call: ToolUse;
      readonly outcome: ToolOutcome;
    }
  /** The API said no, and is asked again. */
  | {
      readonly kind: "retry";
      readonly failure: Failure;
      /** From 1. */
      readonly attempt: number;
      readonly retriesMax: number;
    }
  /** A line on standard output that is not the CLI's. */
  | { readonly kind: "garbage"; readonly line: string }
  | { readonly kind: "end"; readonly end: TurnEnd };

/** Hears what happens; a conversation goes on when it has been heard. */
export type Hearer = (event: ConversationEvent) => Promise<void>;

/** A tool that may only run if somebody says so. */
export interface PermissionRequest {
  readonly call: ToolUse;
  /** What the CLI says when nobody grants it. */
  readonly message: string;
}

/** What whoever is asked says; "always" grants the same tool for the rest of the session. */
export type PermissionAnswer = "once" | "always" | "no";
