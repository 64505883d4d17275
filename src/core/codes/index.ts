import type { Severity } from "../finding.ts";
import { callCodes } from "./calls.ts";
import { hostCodes } from "./hosts.ts";
import { scenarioCodes } from "./scenario.ts";

/** What the registry holds of a finding's kind; `backlot explain CODE` prints it. */
export interface CodeEntry {
  readonly code: `BKL${number}`;
  readonly severity: Severity;
  /** One line: what this kind of finding says. */
  readonly title: string;
  /** Why it matters, in general. */
  readonly why: string;
  /** How to fix it, in general. */
  readonly fix: string;
}

/**
 * Every code by its readable name. BKL1xxx scenario, 2xxx calls, 3xxx drift, 4xxx fixtures, 5xxx hosts
 * and worlds. A code is never used again for another meaning.
 */
export const codes = { ...scenarioCodes, ...callCodes, ...hostCodes } as const satisfies Record<
  string,
  CodeEntry
>;

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
