import { type CodeEntry } from "./entry.ts";
import { agentCodes } from "./agents.ts";
import { callCodes } from "./calls.ts";
import { driftCodes } from "./drift.ts";
import { fixtureCodes } from "./fixtures.ts";
import { gateCodes } from "./gate.ts";
import { githubCodes } from "./github.ts";
import { healthCodes } from "./health.ts";
import { hostCodes } from "./hosts.ts";
import { lockCodes } from "./locks.ts";
import { journalCodes } from "./journal.ts";
import { modelCodes } from "./models.ts";
import { scenarioCodes } from "./scenario.ts";

export type { CodeEntry, Severity } from "./entry.ts";

/**
 * Every code by its readable name. BKL1xxx scenario, 2xxx calls, 3xxx drift, 4xxx fixtures, 5xxx hosts
 * and worlds. A code is never used again for another meaning.
 */
export const codes = {
  ...scenarioCodes,
  ...agentCodes,
  ...callCodes,
  ...driftCodes,
  ...fixtureCodes,
  ...githubCodes,
  ...healthCodes,
  ...hostCodes,
  ...lockCodes,
  ...journalCodes,
  ...modelCodes,
  ...gateCodes,
} as const satisfies Record<string, CodeEntry>;

/** The readable name of a kind of finding. */
export type FindingName = keyof typeof codes;

/** Finds an entry by code or name, in any case. @example findCode("bkl2001")?.name // "unmatched-call" */
export function findCode(word: string): (CodeEntry & { name: FindingName }) | undefined {
  const wanted = word.toLowerCase();
  for (const name of Object.keys(codes) as FindingName[]) {
    if (name === wanted || codes[name].code.toLowerCase() === wanted) return { name, ...codes[name] };
  }
  return undefined;
}

/** Whether only `backlot drift` tells of this kind of finding: a run of a program can't. */
export function toldByGateOnly(word: string): boolean {
  const entry = findCode(word);
  if (entry === undefined || !entry.code.startsWith("BKL3")) return false;
  return !Object.hasOwn(driftCodes, entry.name) && !Object.hasOwn(modelCodes, entry.name);
}
