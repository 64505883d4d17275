import { ConfigValidationError, hasErrors } from "../core/index.ts";
import { readyAgents } from "../doubles/agent/index.ts";
import { readyGithub } from "../doubles/github/index.ts";
import { linkScenario, parseInput } from "../scenario/index.ts";
import { checkOnly, linkOptions } from "./declare.ts";
import type { ScenarioInput } from "./doubles.ts";

/**
 * Checks a scenario given in TypeScript at once, and returns it for openWorld(), worldTest() and fileWorld().
 * @throws ConfigValidationError with everything that is wrong with it
 * @example
 * const release = defineScenario({
 *   commands: [{ run: "git push *", reply: { exitCode: 0 }, times: 1 }],
 * });
 */
export function defineScenario(scenario: ScenarioInput): ScenarioInput {
  readyAgents();
  readyGithub();
  const parsed = parseInput(scenario, checkOnly);
  const result = linkScenario([parsed], {
    ...linkOptions(() => ({ ok: true, bytes: new Uint8Array() })),
    readFile: null,
  });
  if (hasErrors(result.findings)) throw new ConfigValidationError(result.findings);
  return scenario;
}
