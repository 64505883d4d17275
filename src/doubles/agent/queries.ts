import type { Query } from "../../engine/index.ts";
import type { AgentState } from "./state.ts";

/** What may be asked of an agent. */
export const agentQueries: Readonly<Record<string, Query<AgentState>>> = {
  /** Every prompt that it answered, in order. */
  turns: (state) => state.turns as never,
};
