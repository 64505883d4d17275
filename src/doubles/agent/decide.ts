import type { DoubleEvent, Refusal } from "../../engine/index.ts";
import { turnEvent, type AgentState, type TurnFact } from "./state.ts";

/** A prompt was answered. */
export type AgentCommand = { readonly do: "note-turn"; readonly turn: TurnFact };

/** Whatever an agent did is so: nothing is refused. */
export function decideAgent(_state: AgentState, { turn }: AgentCommand): readonly DoubleEvent[] | Refusal {
  return [{ type: turnEvent, turn: turn as never }];
}
