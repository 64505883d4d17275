import type { Double } from "../../engine/index.ts";
import { admitAgent } from "./admit.ts";
import { claude, type AgentConfig } from "./config.ts";
import { contributeAgent } from "./contribute.ts";
import { decideAgent, type AgentCommand } from "./decide.ts";
import type { AgentEntry } from "./entry.ts";
import { program } from "./load.ts";
import { notesOnAgent } from "./notes.ts";
import { reduceAgent, startAgent, type AgentState } from "./state.ts";

export type { AgentConfig } from "./config.ts";
export type { AgentEntry } from "./entry.ts";
export { readyAgents } from "./schema/ready.ts";
export { agentSection } from "./schema/section.ts";
export type { ToolFact, TurnFact } from "./state.ts";

/** What reads an answer that test code declares. @throws BacklotError `unsupported-feature` in a world without an agent */
export function agentEntryShape(): AgentEntry {
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
  notes: notesOnAgent,
  admit: admitAgent,
  suggest: (record) => program().suggestAgent(record),
};
