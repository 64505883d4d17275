import { ConfigValidationError, hasErrors } from "../core/index.ts";
import { exportState, githubSection, readyGithub, type SimulatorState } from "../doubles/github/index.ts";
import { adoptFile, linkScenario, parseInput } from "../scenario/index.ts";
import { checkOnly, linkOptions } from "./declare.ts";
import type { ScenarioInput } from "./doubles.ts";
import { projectReader } from "./load.ts";
import { simulatorStateOf } from "./simulator-state.ts";

/**
 * The GitHub of a scenario as the initial state that simulacat and simulacrum read: users, organizations, repositories,
 * branches, blobs, issues and pull requests. What such a state has no place for stands in `__simulacat__.backlot`; of
 * tokens only the selected one's value, as `__simulacat__.auth_token`.
 * @param scenario as defineScenario() takes it, or an initial state
 * @throws ConfigValidationError with everything that is wrong with it; BacklotError `unsupported-feature` where it has no `github`
 * @example writeFileSync("state.json", JSON.stringify(toSimulatorConfig(scenario)));
 */
export function toSimulatorConfig(scenario: ScenarioInput | Partial<SimulatorState>): SimulatorState {
  readyGithub();
  const parsed = adoptFile(parseInput(scenario, checkOnly), [githubSection]);
  const linked = linkScenario([parsed], linkOptions(projectReader(process.cwd())));
  if (!linked.ok || hasErrors(linked.findings)) throw new ConfigValidationError(linked.findings);
  return simulatorStateOf(linked.value, exportState);
}
