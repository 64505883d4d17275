import { escapeControl } from "../../core/index.ts";
import type { CallRecord, CommandRecord } from "../../engine/index.ts";

/** The expectation that would match a call, as TOML to paste. */
export function suggestCommand(record: CallRecord): string {
  const detail = record.detail as CommandRecord;
  const words = [detail.command, ...detail.args];
  const match = words.every((word) => escapeControl(word, "") === word)
    ? `run = ${JSON.stringify(words.map(shellWord).join(" "))}`
    : `command = ${JSON.stringify(detail.command)}\nargs = [${detail.args.map((arg) => JSON.stringify(arg)).join(", ")}]`;
  return `[[commands]]\n${match}\nreply = { stdout = "" }\n`;
}

/** A word as `run` reads it: quoted where a shell would split it or where a star would be a wildcard. */
function shellWord(word: string): string {
  return /^[\w@%+=:,./~^-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
