/**
 * What every form of the package shares: import and require, test files that a runner gives a global object each.
 * It is loaded once per process, by Node itself, so that there is one lot, one state and one class of each kind.
 * Entries take values from here only.
 */
export {
  BacklotError,
  codePlace,
  ConfigValidationError,
  defineScenario,
  emptyOrg,
  githubApp,
  match,
  mergeScenarios,
  monorepo,
  openWorld,
  singleRepo,
  toSimulatorConfig,
  version,
  watchPrograms,
} from "../lot/index.ts";
export { concurrentWorlds } from "./enter-process.ts";
export { openFileLayers } from "./file-layers.ts";
export { openTestWorld } from "./test-world.ts";
