import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** One exchange with the real GitHub, as @octokit/fixtures (MIT) recorded and normalized it. */
export interface Recorded {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly body: unknown;
  readonly status: number;
  readonly response: unknown;
  readonly reqheaders: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
}

/** The exchanges of a scenario of api.github.com. */
export function recordedScenario(name: string): readonly Recorded[] {
  const file = require.resolve(`@octokit/fixtures/scenarios/api.github.com/${name}/normalized-fixture.json`);
  return JSON.parse(readFileSync(file, "utf8")) as Recorded[];
}

/** What a recorded value and ours are, side by side. */
export interface Pair {
  readonly recorded: unknown;
  readonly ours: unknown;
}

/**
 * Paths of keys that were recorded and that ours does not have, or with which ours has another JSON type. A list stands
 * for its first item; an empty one on either side says nothing of its items.
 */
export function missingKeys({ recorded, ours }: Pair, path = ""): readonly string[] {
  if (Array.isArray(recorded)) {
    if (!Array.isArray(ours)) return [`${path} is no list`];
    if (recorded.length === 0 || ours.length === 0) return [];
    return missingKeys({ recorded: recorded[0] as unknown, ours: ours[0] as unknown }, `${path}[]`);
  }
  if (typeof recorded !== "object" || recorded === null) return [];
  if (typeof ours !== "object" || ours === null || Array.isArray(ours))
    return ours === null ? [] : [`${path} is no object`];
  return Object.entries(recorded).flatMap(([key, value]) => {
    const at = `${path}.${key}`;
    if (!Object.hasOwn(ours, key)) return [at];
    return missingKeys({ recorded: value, ours: (ours as Record<string, unknown>)[key] }, at);
  });
}

/** Strings of a recorded value and ours at the same places: what later requests call by its recorded name. */
export function sameStrings({
  recorded,
  ours,
}: Pair): readonly (readonly [recorded: string, ours: string])[] {
  if (typeof recorded === "string" && typeof ours === "string") return [[recorded, ours]];
  if (Array.isArray(recorded) && Array.isArray(ours))
    return recorded.flatMap((value, index) => sameStrings({ recorded: value, ours: ours[index] as unknown }));
  if (typeof recorded !== "object" || typeof ours !== "object" || recorded === null || ours === null)
    return [];
  return Object.entries(recorded).flatMap(([key, value]) =>
    sameStrings({ recorded: value, ours: (ours as Record<string, unknown>)[key] }),
  );
}

/** `rel`s of a Link header with the names of the query items of each: what clients follow. */
export function linkShape(link: string | undefined): readonly string[] {
  return (link ?? "")
    .split(", ")
    .filter((part) => part !== "")
    .map((part) => {
      const [, url = "", rel = ""] = /^<([^>]*)>; rel="(\w+)"$/.exec(part) ?? [];
      const { pathname, searchParams } = new URL(url);
      const names = [...searchParams.keys()].filter((name) => name !== "after" && name !== "before");
      return `${rel} ${pathname.replaceAll(/\d+/g, "N")} ${names.toSorted().join(",")}`;
    });
}
