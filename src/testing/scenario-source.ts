import type { ScenarioInput, SimulatorState } from "../lot/index.ts";

/**
 * A scenario: a file's path, several (joined), an object as defineScenario() takes, or an initial state of simulacat;
 * absent: the nearest backlot file.
 */
export type ScenarioSource = string | readonly string[] | ScenarioInput | Partial<SimulatorState>;

/** What else is said of the worlds of tests. */
export interface WorldSettings {
  /** Lets doubles run programs, where the scenario asks for it: live tools of agents. No file can say so. */
  readonly allowCode?: boolean;
}
