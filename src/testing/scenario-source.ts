import type { ScenarioInput } from "../lot/index.ts";

/** A scenario: a file's path, several (joined), or an object as defineScenario() takes; absent: the nearest backlot file. */
export type ScenarioSource = string | readonly string[] | ScenarioInput;
