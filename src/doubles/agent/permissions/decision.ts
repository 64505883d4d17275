import type { RuleSource } from "./rules.ts";

/** Why the CLI decided so, in its own words (`reason_type`, `decision_reason_type`). */
export type ReasonType =
  | "rule"
  | "mode"
  | "other"
  | "workingDir"
  | "safetyCheck"
  | "subcommandResults"
  | "classifier";

/** Why a tool may or may not run. */
export interface DecisionReason {
  /** Absent: the CLI gives none. */
  readonly type?: ReasonType | undefined;
  /** Whose decision it counts as (`permission_decision.source`). */
  readonly source: "config" | "user_permanent" | "user_reject";
}

/** Whether a tool may run. */
export type Decision =
  | { readonly kind: "allow"; readonly reason: DecisionReason }
  /** Nobody is asked. @see nonExecution is what 2.1.328 calls it in tool_result_meta */
  | {
      readonly kind: "deny";
      readonly message: string;
      readonly reason: DecisionReason;
      readonly nonExecution: "permission-rule" | "automode-unavailable" | "user-rejected";
    }
  /** Somebody is asked; where nobody is there, it is denied with this message, which 2.1.328 calls "user-rejected". */
  | { readonly kind: "ask"; readonly message: string; readonly reason: DecisionReason }
  /** The tool refuses its input by itself: the result of the call is this text, a tool_use_error. */
  | {
      readonly kind: "error";
      readonly message: string;
      readonly reason: DecisionReason;
      /** Whether it stands among the permission_denials of the result. */
      readonly counted: boolean;
    };

/** A reason of the configuration. */
export function because(type?: ReasonType): DecisionReason {
  return type === undefined ? { source: "config" } : { type, source: "config" };
}

/** A rule as a reason; those of a person's own settings count as what that person once decided. */
export function becauseRule(source: RuleSource, decision: "allow" | "deny"): DecisionReason {
  const own = source === "user" || source === "local";
  const whose = decision === "allow" ? "user_permanent" : "user_reject";
  return { type: "rule", source: own ? whose : "config" };
}

export const asking = (message: string, type?: ReasonType): Decision => ({
  kind: "ask",
  message,
  reason: because(type),
});

export const denying = (message: string, reason: DecisionReason): Decision => ({
  kind: "deny",
  message,
  reason,
  nonExecution: "permission-rule",
});
