import type { Addresses, Contribution } from "../../engine/index.ts";
import { claude, type AgentConfig } from "./config.ts";

/** Name of the folder of a world that stands for the CLI's configuration. */
export const configFolderName = "claude";

/** Puts the command first on PATH, and keeps it away from the user's own sessions and settings. */
export function contributeAgent(config: AgentConfig, { folder }: Addresses): Contribution {
  if (config.claude === null) return { env: {}, unset: [], files: {}, commands: [], hosts: {} };
  return {
    env: { CLAUDE_CONFIG_DIR: `${folder}/${configFolderName}` },
    unset: [],
    files: {},
    commands: [claude],
    hosts: {},
  };
}
