/**
 * What every form of the package shares: import and require, test files that a runner gives a global object each.
 * It is loaded once per process, by Node itself, so that there is one lot, one state and one class of each kind.
 * Entries take values from here only.
 */
export {
  BacklotError,
  codePlace,
  defineScenario,
  match,
  openControlled,
  openWorld,
  stayOutside,
  version,
  watchPrograms,
} from "../lot/index.ts";
export { concurrentWorlds, enterOrEnd } from "./enter-process.ts";
export { failureOf } from "./failure.ts";
