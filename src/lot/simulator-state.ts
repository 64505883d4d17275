import { BacklotError, finding } from "../core/index.ts";
import {
  githubSection,
  loadedState,
  type GithubConfig,
  type SimulatorState,
} from "../doubles/github/index.ts";
import type { Scenario } from "../scenario/index.ts";

/**
 * The GitHub of a scenario as the initial state that simulacat and simulacrum read.
 * @param write what makes the state of a configuration
 * @throws BacklotError `unsupported-feature` where it has no `github`
 */
export function simulatorStateOf(
  { sections }: Scenario,
  write: (config: GithubConfig) => SimulatorState,
): SimulatorState {
  const config = sections[githubSection.key] as GithubConfig;
  if (config.present) return write(config);
  throw new BacklotError([
    finding("unsupported-feature", {
      what: "the scenario has no GitHub that could be exported",
      why: "An initial state is one of a simulated GitHub.",
      fix: "Name a scenario with [github].",
    }),
  ]);
}

/** The same of a scenario that was read from files. @throws BacklotError `unsupported-feature` */
export function stateOfLoaded(scenario: Scenario): SimulatorState {
  return simulatorStateOf(scenario, loadedState);
}
