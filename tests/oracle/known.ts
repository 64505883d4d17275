import type { Version } from "./programs.ts";

/** A difference that is meant, or that nobody has taken away yet. */
interface Known {
  readonly difference: RegExp;
  readonly versions?: readonly Version[];
  readonly why: string;
}

const list: readonly Known[] = [];

/** Whether a difference is known. */
export function known(version: Version, _name: string, line: string): boolean {
  return list.some(
    ({ difference, versions }) => (versions?.includes(version) ?? true) && difference.test(line),
  );
}
