import type * as Backlot from "../../src/testing/index.ts";

/** The package as it is shipped: Node 20 loads no worker from TypeScript. */
export const {
  openWorld,
  defineScenario,
  match,
  BacklotError,
  ConfigValidationError,
  mergeScenarios,
  singleRepo,
} = (await import(new URL("../../dist/index.js", import.meta.url).href)) as typeof Backlot;

export type { ScenarioInput, World } from "../../src/testing/index.ts";
