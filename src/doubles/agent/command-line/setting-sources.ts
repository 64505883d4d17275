import { escapeControl } from "../../../core/index.ts";
import type { ProfileName } from "../profile.ts";
import { failure, type EarlyExit, type SettingSource } from "./options.ts";
import type { ScannedWords } from "./scan-words.ts";

const flag = "--setting-sources";
const known = ["user", "project", "local"] as const;

/** What --setting-sources says; undefined: it was not given, so all count. */
export interface GivenSources {
  readonly kind: "given";
  readonly sources: readonly SettingSource[] | undefined;
}

/**
 * Reads --setting-sources, whose mistakes the real one tells before all others, and even before its version. Classic looks
 * for the first word of that name, wherever it stands; current takes the last option.
 */
export function readSettingSources(
  args: readonly string[],
  { options }: ScannedWords,
  profile: ProfileName,
): GivenSources | EarlyExit {
  const word =
    profile === "classic" ? firstWord(args) : options.findLast(({ rule }) => rule.name === flag)?.value;
  if (word === undefined) return { kind: "given", sources: undefined };
  const sources: SettingSource[] = [];
  for (const name of word === "" ? [] : word.split(",").map((one) => one.trim())) {
    const source = known.find((one) => one === name);
    if (source === undefined)
      return failure(
        `Error processing ${flag}: Invalid setting source: ${escapeControl(name, "")}. Valid options are: ${known.join(", ")}`,
      );
    sources.push(source);
  }
  return { kind: "given", sources };
}

function firstWord(args: readonly string[]): string | undefined {
  const index = args.findIndex((word) => word === flag || word.startsWith(`${flag}=`));
  return args[index] === flag ? args[index + 1] : args[index]?.slice(flag.length + 1);
}
