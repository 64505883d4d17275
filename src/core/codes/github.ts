import type { CodeEntry } from "./entry.ts";

/** What a simulated GitHub has to say. */
export const githubCodes = {
  "imported-state": {
    code: "BKL1090",
    severity: "note",
    title: "The state of another simulator was read, and something of it means another thing here.",
    why: "Files of other simulators load unchanged, so that moving over costs nothing.",
    fix: "Write what is meant as a scenario.",
  },
} as const satisfies Readonly<Record<string, CodeEntry>>;
