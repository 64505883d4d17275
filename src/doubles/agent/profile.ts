/** How a version of the real CLI behaves where versions differ: 2.1.12 to 2.1.29, or 2.1.328. */
export type ProfileName = "classic" | "current";

/** The version that is told, and the behaviour that goes with it. */
export interface Profile {
  readonly name: ProfileName;
  /** As the scenario says it, "2.1.12". */
  readonly version: string;
  /** Whether that version was measured; what was not takes the nearest that was. */
  readonly measured: boolean;
}

/** Versions whose behaviour was measured, oldest first. */
export const measuredVersions: readonly { readonly version: string; readonly name: ProfileName }[] = [
  { version: "2.1.12", name: "classic" },
  { version: "2.1.29", name: "classic" },
  { version: "2.1.328", name: "current" },
];

/** The profile of a version. @example profileOf("2.1.20").name // "classic" */
export function profileOf(version: string): Profile {
  const wanted = numbersOf(version);
  const known = measuredVersions.find((one) => one.version === version);
  if (known !== undefined) return { name: known.name, version, measured: true };
  const newest = numbersOf("2.1.29");
  const isClassic = wanted.findIndex((part, index) => part !== newest[index]);
  const classic = isClassic === -1 || (wanted[isClassic] ?? 0) <= (newest[isClassic] ?? 0);
  return { name: classic ? "classic" : "current", version, measured: false };
}

function numbersOf(version: string): number[] {
  return version.split(".").map((part) => Number.parseInt(part, 10) || 0);
}
