import type { Profile } from "../../profile.ts";
import type { KeySets } from "./keys.ts";
import { kept12, kept29 } from "./kept-classic.ts";
import { keptCurrent } from "./kept-current.ts";
import { nestedClassic, printed12, printed29 } from "./printed-classic.ts";
import { nestedCurrent, printedCurrent } from "./printed-current.ts";

/** Kinds of messages on standard output: the type, with the subtype and what else tells key sets apart. */
export type PrintedKind = keyof typeof printed12 | keyof typeof printed29 | keyof typeof printedCurrent;

/** Objects inside messages. */
export type NestedKind = keyof typeof nestedClassic | keyof typeof nestedCurrent;

/** Kinds of lines of session files. */
export type KeptKind = keyof typeof kept12 | keyof typeof kept29 | keyof typeof keptCurrent;

/** Which keys a version of the real CLI gives to what it prints and keeps. A kind that is absent was never seen. */
export interface Manifest {
  /** The version that it was taken from. */
  readonly version: string;
  readonly printed: KeySets<PrintedKind>;
  readonly nested: KeySets<NestedKind>;
  readonly kept: KeySets<KeptKind>;
}

/** Taken from the real CLI, run offline against an API on loopback; oldest first. */
export const manifests: readonly [Manifest, ...Manifest[]] = [
  { version: "2.1.12", printed: printed12, nested: nestedClassic, kept: kept12 },
  {
    version: "2.1.29",
    printed: { ...printed12, ...printed29 },
    nested: nestedClassic,
    kept: { ...kept12, ...kept29 },
  },
  { version: "2.1.328", printed: printedCurrent, nested: nestedCurrent, kept: keptCurrent },
];

/**
 * The manifest of a profile: its own version's, or that of the newest version before it that was measured.
 * @example manifestOf(profileOf("2.1.20")).version // "2.1.12"
 */
export function manifestOf({ name, version }: Profile): Manifest {
  const [oldest, newest] = [manifests[0], manifests.at(-1) ?? manifests[0]];
  if (name === "current") return newest;
  return manifests.findLast((one) => one !== newest && !isBefore(version, one.version)) ?? oldest;
}

/** Keys of the lines of session files, by kind. @example jsonlKeys(profileOf("2.1.29"))["queue-operation"] */
export function jsonlKeys(profile: Profile): KeySets<KeptKind> {
  return manifestOf(profile).kept;
}

/** Whether a version is older than another; both of numbers between points. */
function isBefore(version: string, other: string): boolean {
  const [left, right] = [numbersOf(version), numbersOf(other)];
  const differs = right.findIndex((part, index) => part !== (left[index] ?? 0));
  return differs !== -1 && (left[differs] ?? 0) < (right[differs] ?? 0);
}

function numbersOf(version: string): readonly number[] {
  return version.split(".").map((part) => Number.parseInt(part, 10) || 0);
}
