import type { Double } from "../../engine/index.ts";
import { admitAgent } from "./admit.ts";
import { claude, type AgentConfig } from "./config.ts";
import { contributeAgent } from "./contribute.ts";
import { decideAgent, type AgentCommand } from "./decide.ts";
import type { agentEntry } from "./entry.ts";
import { program } from "./load.ts";
import { notesOnAgent } from "./notes.ts";
import { reduceAgent, startAgent, type AgentState } from "./state.ts";

export type { AgentConfig } from "./config.ts";
export type { agentEntry } from "./entry.ts";
export type { TurnFact } from "./state.ts";
export { readyAgents } from "./schema/ready.ts";
export { agentSection } from "./schema/section.ts";

/** The shape of what test code declares of a prompt, in a world that has an agent. */
export function promptShape(): typeof agentEntry {
  return program().agentEntry;
}

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
  admit: admitAgent,
  notes: notesOnAgent,
  suggest: (record) => program().suggestAgent(record),
};
