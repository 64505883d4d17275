/** The lot: worlds for test code and for the command line. */
export * from "../core/index.ts";
export { loadScenario, tryLoadScenario, type LoadRequest } from "./load.ts";
export { runInWorld, type RunRequest } from "./run-in-world.ts";
export { version } from "./version.ts";
