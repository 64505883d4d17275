import { BacklotError, finding } from "../../core/index.ts";
import type * as Program from "./program.ts";

let loaded: typeof Program | undefined;

/** Loads what simulates agents, when a scenario has one: most have none. */
export async function loadAgents(): Promise<typeof Program> {
  loaded ??= await import("./program.ts");
  return loaded;
}

/** What simulates agents. @throws BacklotError `unsupported-feature` where nothing could load it */
export function program(): typeof Program {
  if (loaded !== undefined) return loaded;
  throw new BacklotError([
    finding("unsupported-feature", {
      what: "an agent can't be added to a world that is open",
      fix: "Declare it in the scenario: [agents.claude]",
    }),
  ]);
}
