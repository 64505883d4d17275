import type { ProfileName } from "../profile.ts";
import { optionTable, subcommands, type OptionRule } from "./option-table.ts";

const columns = 100;
const indent = 4;

/** What --help says: backlot's own words, and what of the real one is not there. */
export function helpPage(profile: ProfileName, version: string): string {
  const rules = optionTable[profile];
  const flagsOf = (effect: OptionRule["effect"]): readonly string[] =>
    rules.filter((rule) => rule.effect === effect).map(({ flags }) => flags);
  return [
    "Usage: claude [options] [prompt]",
    "",
    `A double of the Claude Code CLI, made by backlot. It behaves as version ${version} and asks no`,
    "model: an agent scenario says what is answered to which prompt.",
    "",
    "The prompt is an argument, standard input, or both. Without --print, on a terminal, it converses.",
    "",
    "Simulated:",
    ...rules.filter((rule) => rule.effect === "simulated").flatMap(entryOf),
    ...entry("-h, --help", "this page"),
    "",
    "Accepted, without an effect:",
    ...wrapped(flagsOf("ignored")),
    "",
    "Refused, since they are not simulated:",
    ...wrapped(flagsOf("refused")),
    "",
    "Commands of the real one that are refused likewise:",
    ...wrapped(subcommands[profile]),
    "",
  ].join("\n");
}

function entryOf({ flags, doc }: OptionRule): readonly string[] {
  return entry(flags, doc);
}

function entry(flags: string, doc: string): readonly string[] {
  const width = 34;
  const head = " ".repeat(indent) + flags;
  return head.length < width ? [head.padEnd(width) + doc] : [head, " ".repeat(width) + doc];
}

/** A list with commas, in lines. */
function wrapped(words: readonly string[]): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const [index, word] of words.entries()) {
    const piece = index === words.length - 1 ? word : `${word},`;
    if (line !== "" && indent + line.length + 1 + piece.length > columns) {
      lines.push(line);
      line = piece;
    } else line = line === "" ? piece : `${line} ${piece}`;
  }
  return [...lines, line].map((one) => " ".repeat(indent) + one);
}
