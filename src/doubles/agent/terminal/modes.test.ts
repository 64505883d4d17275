import { expect, test } from "vitest";
import type { PermissionMode } from "../../../dialogue/index.ts";
import type { ProfileName } from "../profile.ts";
import { modeText, nextMode } from "./modes.ts";

test.each<[ProfileName, PermissionMode, readonly PermissionMode[]]>([
  ["classic", "default", ["accept-edits", "plan", "default"]],
  ["classic", "plan", ["default", "accept-edits", "plan"]],
  ["current", "default", ["accept-edits", "plan", "auto", "default"]],
  ["current", "auto", ["default", "accept-edits", "plan", "auto"]],
  ["classic", "full-auto", ["default", "accept-edits", "plan", "full-auto"]],
  ["current", "dont-ask", ["default", "accept-edits", "plan", "auto", "dont-ask"]],
])("%s, begun in %s", (profile, start, modes) => {
  let mode = start;
  expect(modes.map(() => (mode = nextMode(mode, start, profile)))).toEqual(modes);
});

test("what stands below the prompt", () => {
  expect(modeText("default", "classic", true)).toBe("? for shortcuts");
  expect(modeText("default", "classic", false)).toBe("");
  expect(modeText("default", "current", true)).toBe("⏸ manual mode on · ? for shortcuts");
  expect(modeText("default", "current", false)).toBe("⏸ manual mode on");
  expect(modeText("bypass-permissions", "current", true)).toBe(
    "⏵⏵ bypass permissions on (shift+tab to cycle)",
  );
});
