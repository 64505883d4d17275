import { asking, type Decision } from "./decision.ts";
import { messages } from "./messages.ts";
import type { Hazard, ShellLine } from "./shell.ts";

const operators = "This command uses shell operators that require approval for safety";

/** What the classic profile asks where a command line has more in it than commands; in order. */
const classic: readonly (readonly [Hazard, string])[] = [
  ["substitution", "Command contains $() command substitution"],
  ["backticks", "Command contains backticks (`) for command substitution"],
  ["process-substitution", "Command contains process substitution <()"],
  ["braced-variable", "Command contains ${} parameter substitution"],
  ["function", "Command contains ambiguous syntax with command separators that could be misinterpreted"],
  ["background", operators],
  ["subshell", operators],
  ["braces", operators],
  ["comment", operators],
  ["here-document", "Command contains newlines that could separate multiple commands"],
  ["input", "Command contains input redirection (<) which could read sensitive files"],
  ["output-and-errors", "Command contains output redirection (>) which could write to arbitrary files"],
  ["variable-target", messages.expansion],
  ["unclosed", messages.command],
];

const nested = "A nested command in this command can't be checked before it runs";

/** The same for the current profile, which can read more. */
const current: readonly (readonly [Hazard, string])[] = [
  ["substitution", nested],
  ["backticks", nested],
  ["process-substitution", "A command used as a file in this command can't be checked before it runs"],
  ["braced-variable", "A variable in braces in this command can't be checked before it runs"],
  ["function", "A function definition in this command can't be checked before it runs"],
  ["braces", "A group in braces or double parentheses in this command can't be checked before it runs"],
  ["variable-target", messages.variable],
  ["subshell", operators],
  ["brace-expansion", "Brace expansion"],
  ["open-document", "Heredoc with unquoted delimiter undergoes shell expansion"],
];

/** What is asked about a line because of what it has beside commands; undefined: nothing. */
export function hazardQuestion({ hazards }: ShellLine, isCurrent: boolean): Decision | undefined {
  if (hazards.has("too-long")) return asking(messages.tooLong, "other");
  const found = (isCurrent ? current : classic).find(([hazard]) => hazards.has(hazard));
  if (found !== undefined) return asking(found[1], "other");
  return isCurrent && hazards.has("background")
    ? asking(
        "This command uses the `&` background operator, which defers execution past approval-time safety checks. Approve only if you trust it.",
        "safetyCheck",
      )
    : undefined;
}
