/** A scenario: a file's path, several, or an object as defineScenario() takes; absent: the nearest backlot file. */
export type ScenarioSource = string | readonly string[] | object | undefined;
