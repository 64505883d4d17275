import type * as Contracts from "../../../contract/index.ts";
import { BacklotError, finding } from "../../../core/index.ts";
import type * as Drift from "../../../drift/index.ts";

/** What reads contracts, what holds stubs and calls against them, and what makes answers of them. */
type Anchoring = typeof Contracts & typeof Drift;

let loaded: Anchoring | undefined;

/** Loads what reads contracts, when a service names one: most scenarios have none, and it is large. */
export async function loadContracts(names: (field: string) => boolean): Promise<void> {
  if (loaded !== undefined || !names("openapi")) return;
  const [contract, drift] = await Promise.all([
    import("../../../contract/index.ts"),
    import("../../../drift/index.ts"),
  ]);
  loaded = { ...contract, ...drift };
}

/** What reads and checks contracts. @throws BacklotError `unsupported-feature` where nothing could load it */
export function contracts(): Anchoring {
  if (loaded !== undefined) return loaded;
  throw new BacklotError([
    finding("unsupported-feature", {
      what: "a service with a contract can't be added to a world that is open",
      fix: "Declare the service in the scenario, and its stubs where they are needed.",
    }),
  ]);
}
