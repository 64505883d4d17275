import type { agentReading } from "./read-agents.ts";

let kept: typeof agentReading | undefined;

/** What reads the section, where it was loaded. */
export function reading(): typeof agentReading | undefined {
  return kept;
}

/** Keeps what reads the section for the rest of the process. */
export function keepReading(loaded: typeof agentReading): void {
  kept = loaded;
}
