import type { AgentScenario } from "../../dialogue/index.ts";

/** Name of the command that the double stands for. */
export const claude = "claude";

/** What `[agents]` comes to. */
export interface AgentConfig {
  /** Null: the scenario has no agent. */
  readonly claude: ClaudeConfig | null;
}

/** What `[agents.claude]` comes to. */
export interface ClaudeConfig {
  readonly scenario: AgentScenario;
  /** Whether rules that no prompt used are fine. */
  readonly optional: boolean;
}

export const noAgents: AgentConfig = { claude: null };
