import type { Failure, ToolCall } from "../../../dialogue/index.ts";
import type {
  Hearer,
  PermissionAnswer,
  PermissionRequest,
  TokenUsage,
  ToolOutcome,
  ToolUse,
  TurnEnd,
} from "./events.ts";

/** Whether a tool may run. */
export type Permission =
  | { readonly kind: "allow" }
  /** What the model is told. */
  | { readonly kind: "deny"; readonly message: string }
  /** Somebody has to be asked; what the model is told where nobody is there. */
  | { readonly kind: "ask"; readonly message: string };

/** What a conversation needs besides the scenario. */
export interface Services {
  permission(call: ToolUse): Permission;
  /** Somebody said "always". */
  grant(call: ToolUse): void;
  run(call: ToolUse, scripted: ToolCall | undefined): Promise<ToolOutcome>;
  /** The outcome of a tool that was not permitted. */
  denied(call: ToolUse, message: string): ToolOutcome;
  /** How the CLI tells a failure of the API. */
  failure(failure: Failure): TurnEnd["how"];
  /** In US dollars. */
  costOf(usage: TokenUsage): number;
}

/** What is to be answered. */
export interface Asked {
  /** Everything the user said in the session, oldest first; the last one is answered. */
  readonly prompts: readonly string[];
  readonly services: Services;
  readonly hear: Hearer;
  /** Asks a person; absent: there is none, and what nobody grants is denied. */
  readonly ask?: (request: PermissionRequest) => Promise<PermissionAnswer>;
}
