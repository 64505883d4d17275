import type { Json } from "../../../core/index.ts";
import type { TurnEnd } from "../conversation/events.ts";
import type { Profile } from "../profile.ts";
import { lostConnection } from "./synthetic.ts";
import { wireType } from "./wire-type.ts";

/** What a result says of how a turn ended. */
export interface Outcome {
  readonly subtype: "success" | "error_max_turns" | "error_max_budget_usd" | "error_during_execution";
  readonly is_error: boolean;
  readonly api_error_status?: number | null | undefined;
  readonly api_error?: string | undefined;
  readonly api_error_type?: string | undefined;
  readonly result?: string | undefined;
  readonly structured_output?: Json | undefined;
  readonly terminal_reason?: string | undefined;
  readonly errors?: readonly string[] | undefined;
}

/** Ends that are told; a process that is broken off tells nothing. */
export type ToldEnd = Exclude<TurnEnd["how"], { readonly kind: "broken" }>;

/**
 * How a version tells an end. To classic, a limit that was reached is no error and needs no words; to current it is one.
 * An error of the API is a success of the program that tells of it, yet an error.
 */
export function outcomeOf(how: ToldEnd, { name }: Profile): Outcome {
  const current = name === "current";
  const limited = (subtype: Outcome["subtype"], reason: string, text: string): Outcome => ({
    subtype,
    is_error: current,
    errors: current ? [text] : [],
    terminal_reason: reason,
  });
  if (how.kind === "success")
    return {
      subtype: "success",
      is_error: false,
      api_error_status: null,
      result: how.text,
      structured_output: how.structured,
      terminal_reason: "completed",
    };
  if (how.kind === "api_error")
    return {
      subtype: "success",
      is_error: true,
      api_error_status: how.status,
      api_error: lostConnection(how.status, how.error),
      api_error_type: wireType(how.status),
      result: how.text,
      terminal_reason: "api_error",
    };
  if (how.kind === "max_turns")
    return limited("error_max_turns", "max_turns", `Reached maximum number of turns (${how.turns})`);
  if (how.kind === "max_budget")
    return limited("error_max_budget_usd", "budget_exhausted", `Reached maximum budget ($${how.budgetUsd})`);
  return { subtype: "error_during_execution", is_error: true, errors: how.errors };
}

/**
 * What the process exits with: an error is 1, anything else 0.
 * @example classic exits with 0 when its turns are used up, current with 1.
 */
export function exitCodeOf({ how }: TurnEnd, profile: Profile): number {
  if (how.kind === "broken") return how.failure.type === "exit" ? how.failure.code : 1;
  return outcomeOf(how, profile).is_error ? 1 : 0;
}
