import type { Finding } from "../../core/index.ts";
import { scenarioEvidence } from "../drift/scenario-evidence.ts";
import type { LoadedScenario } from "../load.ts";
import { stampContracts } from "./stamp-contracts.ts";

/**
 * What of a scenario's contracts and models is not as it was locked: nothing of them may be new or changed.
 * @throws BacklotError with what is wrong with the lock file
 */
export async function checkFrozen({ scenario, root }: LoadedScenario): Promise<readonly Finding[]> {
  const { services } = scenarioEvidence(scenario);
  if (services.every(({ anchor }) => anchor === undefined)) return [];
  return (await stampContracts({ root, evidence: { services, worlds: [] }, frozen: true })).findings;
}
