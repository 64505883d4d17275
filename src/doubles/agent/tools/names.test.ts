import { expect, test } from "vitest";
import { profileOf } from "../profile.ts";
import { allTools, toolNames } from "./names.ts";

const all = { disallowedTools: [] };

test("versions have their tools", () => {
  const told = (version: string): string => toolNames(profileOf(version), all, false).join(" ");
  const first =
    "Task TaskOutput Bash Glob Grep ExitPlanMode Read Edit Write NotebookEdit WebFetch TodoWrite WebSearch";
  expect(told("2.1.29")).toBe(`${first} TaskStop AskUserQuestion Skill EnterPlanMode ToolSearch`);
  expect(told("2.1.12")).toBe(`${first} KillShell AskUserQuestion Skill EnterPlanMode MCPSearch`);
  expect(told("2.1.328")).toBe(
    "Task TaskOutput Bash Read Edit Write NotebookEdit WebFetch WebSearch TaskStop Skill ToolSearch",
  );
  expect(toolNames(profileOf("2.1.328"), all, true)).toEqual(allTools(profileOf("2.1.328")));
});

test.each([
  ["2.1.20", "KillShell"],
  ["2.1.21", "TaskStop"],
  ["2.0.99", "KillShell"],
  ["1.9", "KillShell"],
  ["2", "KillShell"],
  ["2.2.0", "TaskStop"],
  ["3.0.0", "TaskStop"],
])("%s has those of the nearest one", (version, name) => {
  expect(allTools(profileOf(version))).toContain(name);
});

test("flags say which are left", () => {
  const left = (options: Partial<Parameters<typeof toolNames>[1]>) =>
    toolNames(profileOf("2.1.29"), { ...all, ...options }, false);
  expect(left({ tools: ["Read", "Bash"] })).toEqual(["Bash", "Read"]);
  expect(left({ tools: ["Read", "Bash"], disallowedTools: ["Bash"] })).toEqual(["Read"]);
  expect(left({ tools: [] })).toEqual([]);
  expect(left({ tools: ["default"] }).length).toBe(18);
  expect(left({ disallowedTools: ["Bash(rm:*)", "Edit"] }).length).toBe(17);
});
