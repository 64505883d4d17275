import type { ScenarioInput, SimulatorState } from "../lot/index.ts";

/**
 * A scenario: a file's path, several (joined), an object as defineScenario() takes, or an initial state of simulacat;
 * absent: the nearest backlot file.
 */
export type ScenarioSource = string | readonly string[] | ScenarioInput | Partial<SimulatorState>;
