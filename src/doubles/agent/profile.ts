/** How a version of the real CLI behaves where versions differ: 2.1.12 to 2.1.29, or 2.1.328. */
export type ProfileName = "classic" | "current";

/** The version that is told, and the behaviour that goes with it. */
export interface Profile {
  readonly name: ProfileName;
  /** As the scenario says it, "2.1.12". */
  readonly version: string;
  /** The version whose behaviour it has: itself, where it was measured. */
  readonly nearest: string;
  readonly measured: boolean;
}

interface Measured {
  readonly version: string;
  readonly name: ProfileName;
}

/** Versions whose behaviour was measured, oldest first. */
export const measuredVersions: readonly [Measured, ...Measured[]] = [
  { version: "2.1.12", name: "classic" },
  { version: "2.1.29", name: "classic" },
  { version: "2.1.328", name: "current" },
];

const [oldest] = measuredVersions;

/** The profile of a version. @example profileOf("2.1.20").name // "classic" */
export function profileOf(version: string): Profile {
  const wanted = numbersOf(version);
  // Behaviour changes with a version, so what lies between two behaves as the older one.
  const found = measuredVersions.findLast((one) => compare(numbersOf(one.version), wanted) <= 0);
  const { name, version: nearest } = found ?? oldest;
  return { name, version, nearest, measured: nearest === version };
}

function numbersOf(version: string): readonly number[] {
  return version.split(".").map((part) => Number.parseInt(part, 10) || 0);
}

function compare(left: readonly number[], right: readonly number[]): number {
  const at = [0, 1, 2].find((index) => (left[index] ?? 0) !== (right[index] ?? 0));
  return at === undefined ? 0 : (left[at] ?? 0) - (right[at] ?? 0);
}
