import { agentReading } from "./read-agents.ts";
import { keepReading } from "./reading.ts";

/** Makes the section readable at once, for what can't wait: values of TypeScript, and descriptions of the whole format. */
export function readyAgents(): void {
  keepReading(agentReading);
}
