import { escapeControl, type Json } from "../../core/index.ts";
import { redacted, type CallRecord, type CommandRecord } from "../../engine/index.ts";
import { tomlValue } from "../../scenario/index.ts";

/** The expectation that would match a call, as TOML to paste; empty when no scenario can name the command. */
export function suggestCommand(record: CallRecord): string {
  const { command, args } = record.detail as CommandRecord;
  if (lone.test(command)) return "";
  const words = [command, ...args];
  const match = words.every((word) => escapeControl(word, "") === word)
    ? `run = ${tomlValue(words.map(shellWord).join(" "))}`
    : `command = ${tomlValue(command)}\nargs = ${tomlValue(args.map(argument))}`;
  return `[[commands]]\n${match}\nreply = { stdout = "" }\n`;
}

/** Half of a pair: it stands for a byte that is no text, and no file can hold it. */
const lone = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** What a record does not tell: it may be anything. */
const hidden = new RegExp(`(?:${redacted})+`);

/** A word as `run` reads it: quoted where a shell would split it or where a star would be a wildcard. */
function shellWord(word: string): string {
  return word === "" ? "''" : word.split(hidden).map(shellPart).join("*");
}

function shellPart(word: string): string {
  if (word === "") return "";
  return /^[\w@%+=:,./~^-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** An argument as `args` takes it: where a byte is no text any character may stand. */
function argument(word: string): Json {
  const parts = word.split(hidden);
  if (parts.length === 1 && !lone.test(word)) return word;
  return {
    glob: parts.map((part) => part.replaceAll("*", "?").replaceAll(new RegExp(lone, "g"), "?")).join("*"),
  };
}
