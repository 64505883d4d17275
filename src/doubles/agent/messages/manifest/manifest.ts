import type { Profile } from "../../profile.ts";
import type { KeySet, KeySets } from "./keys.ts";
import { kept12, kept29 } from "./kept-classic.ts";
import { keptCurrent } from "./kept-current.ts";
import { nestedClassic, printed12, printed29 } from "./printed-classic.ts";
import { nestedCurrent, printedCurrent } from "./printed-current.ts";

/** Kinds of messages on standard output: the type, with the subtype and what else tells key sets apart. */
export type PrintedKind = keyof typeof printed12 | keyof typeof printed29 | keyof typeof printedCurrent;

/** Objects inside messages that all versions have. */
export type NestedKind = keyof typeof nestedClassic;

/** Kinds of lines of session files. */
export type KeptKind = keyof typeof kept12 | keyof typeof kept29 | keyof typeof keptCurrent;

/** Which keys a version of the real CLI gives to what it prints and keeps. A kind that is absent was never seen. */
export interface Manifest {
  /** The version that it was taken from. */
  readonly version: string;
  readonly printed: KeySets<PrintedKind>;
  readonly nested: Readonly<Record<NestedKind, KeySet>>;
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
 * The manifest of a profile: that of the version whose behaviour it has.
 * @example manifestOf(profileOf("2.1.20")).version // "2.1.12"
 */
export function manifestOf({ nearest }: Profile): Manifest {
  return manifests.find(({ version }) => version === nearest) ?? manifests[0];
}

/** Keys of the lines of session files, by kind. @example jsonlKeys(profileOf("2.1.29"))["queue-operation"] */
export function jsonlKeys(profile: Profile): KeySets<KeptKind> {
  return manifestOf(profile).kept;
}
