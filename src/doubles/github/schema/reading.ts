import type { githubReading } from "./read-github.ts";

let kept: typeof githubReading | undefined;

/** What reads the section, where it was loaded. */
export function reading(): typeof githubReading | undefined {
  return kept;
}

/** Keeps what reads the section for the rest of the process. */
export function keepReading(loaded: typeof githubReading): void {
  kept = loaded;
}
