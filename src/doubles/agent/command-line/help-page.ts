import type { ProfileName } from "../profile.ts";
import { optionTable, subcommands, type OptionRule } from "./option-table.ts";

const columns = 100;
const indent = "    ";
/** Columns before what an option does. */
const docColumn = 37;

/** What --help says: backlot's own words, and what of the real one is not there. */
export function helpPage(profile: ProfileName, version: string): string {
  const rules = optionTable[profile];
  const simulated = rules.filter(({ effect }) => effect === "simulated");
  const groups = [...new Set(simulated.map(({ group }) => group))];
  return [
    "Usage: claude [options] [prompt]",
    "",
    `A double of the Claude Code CLI, made by backlot. It behaves as version ${version} and asks no model:`,
    "an agent scenario says what is answered to which prompt. The prompt is an argument, standard input",
    "or both. Without --print, on a terminal, it converses.",
    "",
    ...groups.flatMap((group, index) => [
      ...(index === 0 ? [] : [""]),
      `${group}:`,
      ...simulated.filter((rule) => rule.group === group).flatMap(entryOf),
    ]),
    ...entryOf({ flags: "-h, --help", doc: "show this page" }),
    "",
    "Accepted, without an effect:",
    ...wrapped(namesOf(rules, "ignored")),
    "",
    "Refused, since they are not simulated:",
    ...wrapped(namesOf(rules, "refused")),
    "",
    "Commands of the real one that are refused likewise:",
    ...wrapped(subcommands[profile]),
    "",
  ].join("\n");
}

function namesOf(rules: readonly OptionRule[], effect: OptionRule["effect"]): readonly string[] {
  return rules
    .filter((rule) => rule.effect === effect)
    .map(({ name }) => name)
    .toSorted();
}

function entryOf({ flags, doc }: Pick<OptionRule, "flags" | "doc">): readonly string[] {
  const head = indent + flags;
  return head.length < docColumn - 1 ? [head.padEnd(docColumn) + doc] : [head, " ".repeat(docColumn) + doc];
}

/** A list with commas, in lines. */
function wrapped(names: readonly string[]): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const [index, name] of names.entries()) {
    const piece = index === names.length - 1 ? name : `${name},`;
    if (line === "" || line.length + 1 + piece.length > columns) {
      if (line !== "") lines.push(line);
      line = indent + piece;
    } else line += ` ${piece}`;
  }
  return [...lines, line];
}
