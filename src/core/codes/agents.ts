import type { CodeEntry } from "./entry.ts";

/** What is told of simulated agents. */
export const agentCodes = {
  "unmeasured-version": {
    code: "BKL2014",
    severity: "note",
    title: "A version of an agent's program that was not measured.",
    why: "What it prints is what the nearest version prints that was.",
    fix: "Name a version that was measured, or compare with the real program.",
  },
  "unexpected-result": {
    code: "BKL2015",
    severity: "error",
    title: "A tool did not come to what the scenario expects of it.",
    why: "What the model would have said next is written for another result.",
    fix: "Correct expect_results, or what the tool comes to.",
  },
  "ignored-settings": {
    code: "BKL2016",
    severity: "note",
    title: "Settings of an agent that were left aside, whole or in part.",
    why: "The real program says nothing of settings that it can't use; of some that it uses nothing is simulated yet.",
    fix: "Correct the file, or do without what stands there.",
  },
} as const satisfies Record<string, CodeEntry>;
