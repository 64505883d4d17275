import { BacklotError, ConfigValidationError, finding, hasErrors } from "../core/index.ts";
import {
  exportState,
  githubSection,
  type GithubConfig,
  type SimulatorState,
} from "../doubles/github/index.ts";
import { adoptFile, linkScenario, parseInput, type Scenario } from "../scenario/index.ts";
import { checkOnly, linkOptions } from "./declare.ts";
import type { ScenarioInput } from "./doubles.ts";
import { projectReader } from "./load.ts";

/**
 * The GitHub of a scenario as the initial state that simulacat and simulacrum read: users, organizations, repositories,
 * branches, blobs, issues and pull requests. What such a state has no place for stands in `__simulacat__.backlot`; of
 * tokens only the selected one's value, as `__simulacat__.auth_token`.
 * @param scenario as defineScenario() takes it, or an initial state
 * @throws ConfigValidationError with everything that is wrong with it; BacklotError `unsupported-feature` where it has no `github`
 * @example writeFileSync("state.json", JSON.stringify(toSimulatorConfig(scenario)));
 */
export function toSimulatorConfig(scenario: ScenarioInput | Partial<SimulatorState>): SimulatorState {
  const parsed = adoptFile(parseInput(scenario, checkOnly), [githubSection]);
  const linked = linkScenario([parsed], linkOptions(projectReader(process.cwd())));
  if (!linked.ok || hasErrors(linked.findings)) throw new ConfigValidationError(linked.findings);
  return simulatorStateOf(linked.value);
}

/** The same of a scenario that was read. @throws BacklotError `unsupported-feature` */
export function simulatorStateOf({ sections }: Scenario): SimulatorState {
  const config = sections[githubSection.key] as GithubConfig;
  if (config.present) return exportState(config);
  throw new BacklotError([
    finding("unsupported-feature", {
      what: "the scenario has no GitHub that could be exported",
      why: "An initial state is one of a simulated GitHub.",
      fix: "Name a scenario with [github].",
    }),
  ]);
}
