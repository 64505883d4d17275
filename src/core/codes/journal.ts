import type { CodeEntry } from "./entry.ts";

/** BKL303x: journals that other programs write, and our own. */
export const journalCodes = {
  "invalid-journal": {
    code: "BKL3030",
    severity: "error",
    title: "A journal that can't be read as one.",
    why: "What a line means that is not of the format is a guess, and evidence is not guessed.",
    fix: "Correct what writes it: the format stands in docs/reference/journal.md.",
  },
} as const satisfies Record<string, CodeEntry>;
