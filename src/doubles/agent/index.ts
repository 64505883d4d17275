import type { Double } from "../../engine/index.ts";
import { admitAgent } from "./admit.ts";
import { claude, type AgentConfig } from "./config.ts";
import { contributeAgent } from "./contribute.ts";
import { decideAgent, type AgentCommand } from "./decide.ts";
import { suggestAgent } from "./explain.ts";
import { agentQueries } from "./queries.ts";
import { serveAgent } from "./serve.ts";
import { reduceAgent, startAgent, type AgentState } from "./state.ts";

export type { AgentConfig } from "./config.ts";
export { agentEntry } from "./entry.ts";
export type { ToolFact, TurnFact } from "./state.ts";
export { agentSection } from "./schema.ts";

/** The double of agents that are commands: `claude`, in print mode and on a terminal. */
export const agentDouble: Double<AgentConfig, AgentState, AgentCommand> = {
  name: "agent",
  protocol: "command",
  claims: (config, head) => config.claude !== null && head.protocol === "command" && head.command === claude,
  start: startAgent,
  decide: decideAgent,
  reduce: reduceAgent,
  serve: serveAgent,
  queries: agentQueries,
  contribute: contributeAgent,
  admit: admitAgent,
  suggest: suggestAgent,
};
