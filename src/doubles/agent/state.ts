import type { Json } from "../../core/index.ts";
import type { DoubleEvent } from "../../engine/index.ts";

/** What a call of a tool came to, as it is told afterwards. */
export interface ToolFact {
  readonly tool: string;
  readonly input: Json;
  readonly denied: boolean;
  readonly isError: boolean;
}

/** One prompt that an agent answered. */
export interface TurnFact {
  /** Number of the call. */
  readonly call: number;
  readonly session: string;
  readonly prompt: string;
  /** What answered it: "responses[0]"; null: nothing did. */
  readonly rule: string | null;
  readonly result: string;
  readonly isError: boolean;
  readonly tools: readonly ToolFact[];
  /** Paths that its tools touched. */
  readonly files: readonly string[];
}

/** What an agent has done. */
export interface AgentState {
  /** When its world began, RFC 3339. */
  readonly startedAt: string;
  readonly turns: TurnFact[];
}

/** @param at the world's time when it starts */
export function startAgent(_config: unknown, at: string): AgentState {
  return { startedAt: at, turns: [] };
}

/** Type of the one event that there is. */
export const turnEvent = "agent.turn";

export function reduceAgent(state: AgentState, event: DoubleEvent): AgentState {
  if (event.type === turnEvent) state.turns.push(event["turn"] as unknown as TurnFact);
  return state;
}
