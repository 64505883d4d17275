import type { PermissionMode } from "../../../dialogue/index.ts";
import type { ProfileName } from "../profile.ts";

/** Modes that shift and tab go through, in order, as each profile was measured. */
const cycles: Readonly<Record<ProfileName, readonly PermissionMode[]>> = {
  classic: ["default", "accept-edits", "plan"],
  current: ["default", "accept-edits", "plan", "auto"],
};

/** The mode after another. One that a session began with and that is not gone through by itself comes last. */
export function nextMode(mode: PermissionMode, start: PermissionMode, profile: ProfileName): PermissionMode {
  const cycle = cycles[profile];
  const all = cycle.includes(start) ? cycle : [...cycle, start];
  return all[(all.indexOf(mode) + 1) % all.length] ?? "default";
}

const names: Readonly<Record<PermissionMode, string>> = {
  default: "",
  plan: "⏸ plan mode on",
  "full-auto": "⏵⏵ bypass permissions on",
  "bypass-permissions": "⏵⏵ bypass permissions on",
  "accept-edits": "⏵⏵ accept edits on",
  "dont-ask": "⏵⏵ don't ask on",
  delegate: "⏵⏵ delegate mode on",
  auto: "⏵⏵ auto mode on",
};

/** What stands below the prompt. @param isEmpty nothing is being typed */
export function modeText(mode: PermissionMode, profile: ProfileName, isEmpty: boolean): string {
  if (mode !== "default") return `${names[mode]} (shift+tab to cycle)`;
  const help = isEmpty ? "? for shortcuts" : "";
  if (profile === "classic") return help;
  return help === "" ? "⏸ manual mode on" : `⏸ manual mode on · ${help}`;
}
