import { editDistance, escapeControl } from "../../../core/index.ts";
import { measuredVersions, type ProfileName } from "../profile.ts";
import { failure, type EarlyExit } from "./options.ts";
import { findOption, optionTable } from "./option-table.ts";

/** Edits that a misspelled name may be away from a known one, and the share of its characters that must be right. */
const editsMax = 3;
const alikeMin = 0.4;

/** What is said of an option that there is not. An option of the other profile is told as such, by backlot. */
export function unknownOption(word: string, profile: ProfileName): EarlyExit {
  const lines = [`error: unknown option '${escapeControl(word, "")}'`];
  const near = word.startsWith("--") ? nearOptions(word, profile) : [];
  if (near.length === 1) lines.push(`(Did you mean ${near[0]}?)`);
  else if (near.length > 1) lines.push(`(Did you mean one of ${near.join(", ")}?)`);
  const other = profile === "classic" ? "current" : "classic";
  const [name = ""] = word.split("=");
  if (findOption(other, name) !== undefined && findOption(profile, name) === undefined) {
    const version = measuredVersions.findLast((one) => one.name === other)?.version;
    lines.push(
      `(backlot: claude ${version} has ${name}; to be it, a scenario says claude_version = "${version}".)`,
    );
  }
  return failure(...lines);
}

/** The options most like a word, by the rule of commander. */
function nearOptions(word: string, profile: ProfileName): readonly string[] {
  const listed = optionTable[profile].filter((rule) => rule.listed).map((rule) => rule.name);
  const typed = word.slice(2);
  let best = editsMax;
  let near: string[] = [];
  for (const name of [...listed, "--help"]) {
    const candidate = name.slice(2);
    if (Math.abs(candidate.length - typed.length) > best) continue;
    const distance = editDistance(typed, candidate);
    const longest = Math.max(typed.length, candidate.length);
    if (distance > best || (longest - distance) / longest <= alikeMin) continue;
    near = distance < best ? [name] : [...near, name];
    best = distance;
  }
  return near.toSorted();
}
