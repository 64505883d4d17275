import { manifestOf } from "./manifest.ts";
import type { Profile } from "../../profile.ts";

const classicTools = (stop: string, search: string): readonly string[] => [
  "Task",
  "TaskOutput",
  "Bash",
  "Glob",
  "Grep",
  "ExitPlanMode",
  "Read",
  "Edit",
  "Write",
  "NotebookEdit",
  "WebFetch",
  "TodoWrite",
  "WebSearch",
  stop,
  "AskUserQuestion",
  "Skill",
  "EnterPlanMode",
  search,
];

const toolsByVersion: ReadonlyMap<string, readonly string[]> = new Map([
  ["2.1.12", classicTools("KillShell", "MCPSearch")],
  ["2.1.29", classicTools("TaskStop", "ToolSearch")],
]);

/** Those of 2.1.328 in print mode, where nobody can be asked. */
const currentTools: readonly string[] = [
  "Task",
  "TaskOutput",
  "Bash",
  "Read",
  "Edit",
  "Write",
  "NotebookEdit",
  "WebFetch",
  "WebSearch",
  "TaskStop",
  "Skill",
  "ToolSearch",
];

/** Names of the tools that a version has in print mode, as it lists them. */
export function builtInTools(profile: Profile): readonly string[] {
  return toolsByVersion.get(manifestOf(profile).version) ?? currentTools;
}
