/** `backlot`: worlds for any test runner, or none. */
export { BacklotError, defineScenario, match, openWorld, version } from "../lot/index.ts";
export type * from "./types.ts";
