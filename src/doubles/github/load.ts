import { BacklotError, finding } from "../../core/index.ts";
import type * as Simulator from "./simulator.ts";

let loaded: typeof Simulator | undefined;

/** Loads what simulates, when a scenario has a GitHub: most have none, and it is large. */
export async function loadSimulator(): Promise<typeof Simulator> {
  if (loaded !== undefined) return loaded;
  const simulator = await import("./simulator.ts");
  await simulator.loadPublished();
  loaded = simulator;
  return simulator;
}

/** What simulates. @throws BacklotError `unsupported-feature` where nothing could load it */
export function simulator(): typeof Simulator {
  if (loaded !== undefined) return loaded;
  throw new BacklotError([
    finding("unsupported-feature", {
      what: "a GitHub can't be added to a world that is open",
      fix: "Declare it in the scenario.",
    }),
  ]);
}
