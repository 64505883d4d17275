import type { PermissionMode } from "../../../dialogue/index.ts";

const spellings: Readonly<Record<PermissionMode, string>> = {
  default: "default",
  plan: "plan",
  "full-auto": "bypassPermissions",
  "accept-edits": "acceptEdits",
  "bypass-permissions": "bypassPermissions",
  "dont-ask": "dontAsk",
  delegate: "delegate",
  auto: "auto",
};

/** A permission mode as the CLI itself spells it. @example printedMode("full-auto") // "bypassPermissions" */
export function printedMode(mode: PermissionMode): string {
  return spellings[mode];
}
