import { expect, test } from "vitest";
import { permissionModes } from "../../../dialogue/index.ts";
import { cliMode, cliModes, scenarioMode } from "./modes.ts";

test("each mode of a scenario has a spelling of the CLI", () => {
  expect(Object.fromEntries(permissionModes.map((mode) => [mode, cliMode(mode)]))).toEqual({
    default: "default",
    plan: "plan",
    "full-auto": "bypassPermissions",
    "accept-edits": "acceptEdits",
    "bypass-permissions": "bypassPermissions",
    "dont-ask": "dontAsk",
    delegate: "delegate",
    auto: "auto",
  });
});

test("the CLI's spelling leads back, and what is no mode leads nowhere", () => {
  expect(cliModes.map((mode) => cliMode(scenarioMode(mode) ?? "default"))).toEqual(cliModes);
  expect(scenarioMode("manual")).toBe("default");
  expect(["", "full-auto", "toString", "Plan"].map(scenarioMode)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
