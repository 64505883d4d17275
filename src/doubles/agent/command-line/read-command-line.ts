import type { CommandHead } from "../../../core/index.ts";
import type { Profile, ProfileName } from "../profile.ts";
import { checkTogether } from "./check-together.ts";
import { checkValue } from "./check-value.ts";
import { helpPage } from "./help-page.ts";
import { failure, type CommandLine, type EarlyExit } from "./options.ts";
import { subcommands } from "./option-table.ts";
import { readOptions, valuesOf } from "./read-options.ts";
import { scanWords, type ScannedWords } from "./scan-words.ts";
import { readSettingSources } from "./setting-sources.ts";
import { unknownOption } from "./unknown-option.ts";

export { noOptions } from "./options.ts";

/**
 * Reads the words after `claude` as the real program does, its mistakes and their order included. Never throws.
 * @param streams what its standard streams are: where standard output is no terminal, it is in print mode
 * @example readClaudeCommandLine(["-p", "hello"], profileOf("2.1.12")) // { kind: "run", options: { prompt: "hello", ... } }
 */
export function readClaudeCommandLine(
  args: readonly string[],
  { name, version }: Profile,
  { stdin, stdout }: Pick<CommandHead, "stdin" | "stdout"> = { stdin: "pipe", stdout: "pipe" },
): CommandLine {
  const scanned = scanWords(args, name);
  const sources = readSettingSources(args, scanned, name);
  if (sources.kind === "exit") return sources;
  const exit = saidAtOnce(scanned, name, version);
  if (exit !== undefined) return exit;
  const given = valuesOf(scanned);
  const options = readOptions(given, scanned, {
    isPrint: given.has("--print") || stdout !== "terminal",
    settingSources: sources.sources,
  });
  const refused = scanned.options.find(({ rule }) => rule.effect === "refused");
  const wrong = checkTogether(given, options, name);
  if (wrong !== undefined) return wrong;
  if (refused !== undefined) return notSimulated(refused.rule.name);
  return options.print || stdin === "terminal" ? { kind: "run", options } : noKeyboard;
}

/** What ends the process before its options are looked at together: the words are gone through from the first to the last. */
function saidAtOnce(scanned: ScannedWords, profile: ProfileName, version: string): EarlyExit | undefined {
  for (const { rule, value } of scanned.options) {
    if (rule.name === "--version") return said(`${version} (Claude Code)\n`);
    const wrong = value === undefined ? undefined : checkValue(rule, value, profile);
    if (wrong !== undefined) return failure(wrong);
  }
  if (scanned.incomplete !== undefined)
    return failure(`error: option '${scanned.incomplete.flags}' argument missing`);
  const [subcommand = ""] = scanned.operands;
  if (subcommands[profile].includes(subcommand)) return notSimulated(`claude ${subcommand}`);
  if (scanned.unknown.some((word) => word === "--help" || word === "-h"))
    return said(helpPage(profile, version));
  const [unknown] = scanned.unknown;
  return unknown === undefined ? undefined : unknownOption(unknown, profile);
}

/** The real one tries to open the terminal itself; this one, which is not the caller's child, can't. */
const noKeyboard = failure(
  "Claude Code can't read the keyboard here: stdin is not a terminal. For one answer to what is piped, use --print.",
);

function said(stdout: string): EarlyExit {
  return { kind: "exit", stdout, stderr: "", code: 0 };
}

function notSimulated(what: string): EarlyExit {
  return failure(`Error: ${what} is not simulated by backlot.`);
}
