import type { PermissionMode } from "../../../dialogue/index.ts";
import { escapeControl } from "../../../core/index.ts";
import type { ProfileName } from "../profile.ts";
import type { OptionRule } from "./option-table.ts";

/** Permission modes by the CLI's own spelling; `default` is taken by all, though current no longer lists it. */
export const modesOfCli: Readonly<Record<string, PermissionMode>> = {
  acceptEdits: "accept-edits",
  auto: "auto",
  bypassPermissions: "bypass-permissions",
  default: "default",
  delegate: "delegate",
  dontAsk: "dont-ask",
  manual: "default",
  plan: "plan",
};

const both: Readonly<Record<string, readonly string[]>> = {
  "--output-format": ["text", "json", "stream-json"],
  "--input-format": ["text", "stream-json"],
};

/** Values that an option may have, in the order in which they are told. */
const choices: Readonly<Record<ProfileName, Readonly<Record<string, readonly string[]>>>> = {
  classic: {
    ...both,
    "--permission-mode": ["acceptEdits", "bypassPermissions", "default", "delegate", "dontAsk", "plan"],
    "--teammate-mode": ["auto", "tmux", "in-process"],
  },
  current: {
    ...both,
    "--permission-mode": ["acceptEdits", "auto", "bypassPermissions", "manual", "dontAsk", "plan"],
    "--permission-prompts": ["host", "none"],
    "--prompt-suggestions": ["true", "false", "1", "0", "yes", "no", "on", "off"],
    "--system-prompt-snapshot": ["on", "off"],
    "--teammate-mode": ["auto", "tmux", "iterm2", "in-process"],
    "--thinking": ["enabled", "adaptive", "disabled"],
    "--thinking-display": ["summarized", "omitted", "highlights"],
  },
};

/** What is wrong with a value that an option can't have; undefined: nothing. Lines of standard error, as the real one says them. */
export function checkValue(
  { name, flags }: OptionRule,
  value: string,
  profile: ProfileName,
): string | undefined {
  const why = problemOf(name, value, profile);
  if (why === undefined) return undefined;
  if (name === "--max-budget-usd" && profile === "classic") return `Error: ${why}`;
  return `error: option '${flags}' argument '${escapeControl(value, "")}' is invalid. ${why}`;
}

function problemOf(name: string, value: string, profile: ProfileName): string | undefined {
  if (name === "--max-budget-usd") {
    const number = profile === "classic" ? "positive number greater than 0" : "number greater than 0";
    return Number(value) > 0 ? undefined : `--max-budget-usd must be a ${number}`;
  }
  if (name === "--max-turns" || name === "--max-thinking-tokens") {
    return profile === "current" && Number.isNaN(Number(value)) ? "must be a number" : undefined;
  }
  if (name === "--task-budget") {
    return Number.isInteger(Number(value)) && Number(value) > 0
      ? undefined
      : "--task-budget must be a positive integer";
  }
  const known = choices[profile][name];
  if (known === undefined || known.includes(value)) return undefined;
  if (name === "--permission-mode" && value === "default") return undefined;
  return `Allowed choices are ${known.join(", ")}.`;
}
