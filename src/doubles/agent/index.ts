import type { Double } from "../../engine/index.ts";
import { claude, type AgentConfig } from "./config.ts";
import { contributeAgent } from "./contribute.ts";
import { decideAgent, type AgentCommand } from "./decide.ts";
import { program } from "./load.ts";
import { notesOnAgent } from "./notes.ts";
import { reduceAgent, startAgent, type AgentState } from "./state.ts";

export { readyAgents } from "./schema/ready.ts";
export { agentSection } from "./schema/section.ts";

/** The double of agents that are commands: `claude`, in print mode and on a terminal. */
export const agentDouble: Double<AgentConfig, AgentState, AgentCommand> = {
  name: "agent",
  protocol: "command",
  claims: (config, head) => config.claude !== null && head.protocol === "command" && head.command === claude,
  start: startAgent,
  decide: decideAgent,
  reduce: reduceAgent,
  serve: (call, context) => program().serveAgent(call, context),
  queries: { turns: (...given) => program().agentQueries["turns"]?.(...given) ?? null },
  contribute: contributeAgent,
  notes: notesOnAgent,
  suggest: (record) => program().suggestAgent(record),
};
