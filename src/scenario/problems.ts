import { limits } from "../core/index.ts";
import type { Finding } from "../core/index.ts";

/** Findings as they are collected. A hostile file may have a million: those past `most` are only counted. */
export interface Problems {
  readonly found: Finding[];
  /** All of them, those too that were not kept. */
  count: number;
}

/** More than are ever told, so that the first ones in the file's order are among them. */
const most = 5 * limits.findings;

/** An empty collection. */
export function newProblems(): Problems {
  return { found: [], count: 0 };
}

/** Counts a finding, and makes and keeps it unless there are too many. */
export function addProblem(problems: Problems, make: () => Finding): void {
  problems.count += 1;
  if (problems.found.length < most) problems.found.push(make());
}

/** Adds what another collection holds. */
export function addAll(problems: Problems, more: Problems): void {
  for (const one of more.found) addProblem(problems, () => one);
  problems.count += more.count - more.found.length;
}
