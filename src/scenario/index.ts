export type { Allow, Scenario } from "./scenario.ts";
