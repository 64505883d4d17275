import type { CodeEntry } from "./entry.ts";

/** BKL105x: what can be wrong with the GitHub that a scenario describes; BKL109x: what it has to say. */
export const githubCodes = {
  "declared-twice": {
    code: "BKL1050",
    severity: "error",
    title: "Something that there can only be once is declared twice.",
    why: "Only one of the two could be meant by its name.",
    fix: "Remove one of them, or give it another name.",
  },
  "impossible-state": {
    code: "BKL1051",
    severity: "error",
    title: "A state that the real service can never be in.",
    why: "What a program does with it would say nothing of what it does with the real one.",
    fix: "Correct one of the two fields.",
  },
  "no-default-token": {
    code: "BKL1052",
    severity: "error",
    title: "Several tokens, and none of them is the one that programs are given.",
    why: "Which of them GH_TOKEN and GITHUB_TOKEN hold would be a guess.",
    fix: "Name one of them in default_token.",
  },
  "imported-state": {
    code: "BKL1090",
    severity: "note",
    title: "The state of another simulator was read, and something of it means another thing here.",
    why: "Files of other simulators load unchanged, so that moving over costs nothing.",
    fix: "Write what is meant as a scenario.",
  },
} as const satisfies Record<string, CodeEntry>;
