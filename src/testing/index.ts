/** `backlot`: worlds for any test runner, or none. */
import type { OpenOptions, World } from "../lot/index.ts";
import { openWorld as openInLibrary } from "./library.ts";
import type { ScenarioSource } from "./scenario-source.ts";

export {
  BacklotError,
  ConfigValidationError,
  defineScenario,
  emptyOrg,
  githubApp,
  match,
  mergeScenarios,
  monorepo,
  singleRepo,
  toSimulatorConfig,
  version,
} from "./library.ts";
export type * from "./types.ts";

/**
 * Opens a world from a scenario: the path of a file, several (joined), or an object as defineScenario() takes.
 * Without one, the nearest backlot.toml.
 * @throws ConfigValidationError with every finding of a broken scenario; then nothing was started
 * @example
 * await using world = await openWorld("backlot.toml");
 * execFileSync("./release.sh", { env: world.env });
 */
export function openWorld(scenario?: ScenarioSource, options: OpenOptions = {}): Promise<World> {
  // jest gives each test file a copy of process.env: what a test has set there is what its programs inherit.
  return openInLibrary(scenario, { ...options, env: options.env ?? process.env });
}
