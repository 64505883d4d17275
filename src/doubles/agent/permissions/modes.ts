import type { PermissionMode } from "../../../dialogue/index.ts";

/** Permission modes in the CLI's own spelling, as it takes and reports them. */
export const cliModes = [
  "default",
  "acceptEdits",
  "plan",
  "bypassPermissions",
  "dontAsk",
  "delegate",
  "auto",
] as const;

/** One of cliModes. */
export type CliMode = (typeof cliModes)[number];

const spellings: Readonly<Record<PermissionMode, CliMode>> = {
  default: "default",
  plan: "plan",
  "full-auto": "bypassPermissions",
  "accept-edits": "acceptEdits",
  "bypass-permissions": "bypassPermissions",
  "dont-ask": "dontAsk",
  delegate: "delegate",
  auto: "auto",
};

const scenarioModes: Readonly<Record<CliMode, PermissionMode>> = {
  default: "default",
  plan: "plan",
  acceptEdits: "accept-edits",
  bypassPermissions: "bypass-permissions",
  dontAsk: "dont-ask",
  delegate: "delegate",
  auto: "auto",
};

/** The CLI's spelling of a scenario's mode. @example cliMode("full-auto") // "bypassPermissions" */
export function cliMode(mode: PermissionMode): CliMode {
  return spellings[mode];
}

/**
 * The scenario's spelling of a mode as flags and settings write it; undefined: there is no such mode. Version 2.1.328
 * calls the default mode "manual".
 * @example scenarioMode("acceptEdits") // "accept-edits"
 */
export function scenarioMode(text: string): PermissionMode | undefined {
  if (text === "manual") return "default";
  return Object.hasOwn(scenarioModes, text) ? scenarioModes[text as CliMode] : undefined;
}
