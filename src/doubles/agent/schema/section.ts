import {
  entryOf,
  json,
  mapped,
  optional,
  section,
  table,
  type SectionContent,
} from "../../../scenario/index.ts";
import { isAgentScenario } from "../../../dialogue/index.ts";
import { claude, noAgents } from "../config.ts";
import { loadAgents } from "../load.ts";
import type { agentReading } from "./read-agents.ts";
import { keepReading, reading } from "./reading.ts";

/** The agents' names alone: what reads one is large, and most scenarios have none. */
const names = mapped(
  table({ claude: optional(json(), "Read when a scenario has it.") }),
  (): SectionContent => {
    throw new Error("what reads [agents] was not loaded");
  },
);

/** The section `[agents]`. */
export const agentSection = section({
  key: "agents",
  doc: "Agents that the program drives, simulated: what they answer to which prompt.",
  get shape(): (typeof agentReading)["shape"] {
    return reading()?.shape ?? (names as (typeof agentReading)["shape"]);
  },
  empty: { config: noAgents, expectations: [] },
  prepare: async () => keepReading((await loadAgents()).agentReading),
  adopts: isAgentScenario,
  adopt: (tree) => reading()?.adopt(tree) ?? null,
  includes: (tree) => {
    const agents = entryOf(tree, "agents")?.value;
    const found = agents?.kind === "table" ? entryOf(agents, claude)?.value : undefined;
    const file = found?.kind === "table" ? entryOf(found, "scenario")?.value : undefined;
    return file?.kind === "string" ? [file] : [];
  },
});
