import type { Failure, ToolCall } from "../../../dialogue/index.ts";
import type { Decision } from "../permissions/decision.ts";
import type {
  Hearer,
  PermissionAnswer,
  PermissionRequest,
  TokenUsage,
  ToolOutcome,
  ToolUse,
  TurnEnd,
} from "./events.ts";

/** What a conversation needs besides the scenario. */
export interface Services {
  /** What comes of a call that can't be meant; undefined: it can, and is decided on. */
  impossible(call: ToolUse, scripted: ToolCall | undefined): ToolOutcome | undefined;
  /** Whether a tool may run. */
  permission(call: ToolUse): Decision;
  /** Somebody said "always". */
  grant(call: ToolUse): void;
  run(call: ToolUse, scripted: ToolCall | undefined): Promise<ToolOutcome>;
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

/** The same of a terminal, which has no services of its own. */
export type AskedOnTerminal = Omit<Asked, "services">;
