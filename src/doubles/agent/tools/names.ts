import type { ClaudeOptions } from "../command-line/options.ts";
import type { Profile } from "../profile.ts";

/** Tools of 2.1.29, in its order. */
const classicTools = [
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
  "TaskStop",
  "AskUserQuestion",
  "Skill",
  "EnterPlanMode",
  "ToolSearch",
] as const;

/** What they were called in 2.1.12. */
const olderNames: Readonly<Record<string, string>> = { TaskStop: "KillShell", ToolSearch: "MCPSearch" };

/** Tools that 2.1.328 does not have at all, and those that it has only where a person can be asked. */
const goneTools: ReadonlySet<string> = new Set(["Glob", "Grep", "TodoWrite"]);
const personalTools: ReadonlySet<string> = new Set(["ExitPlanMode", "AskUserQuestion", "EnterPlanMode"]);

/**
 * Tools that there are, as the CLI lists them: those of its version, as far as flags leave them.
 * @param personal whether a person, or a program in a person's place, can be asked
 * @example toolNames(profile, { disallowedTools: ["Bash"] }, false) // ["Task", "TaskOutput", "Glob", ...]
 */
export function toolNames(
  profile: Profile,
  { tools, disallowedTools }: Pick<ClaudeOptions, "tools" | "disallowedTools">,
  personal: boolean,
): string[] {
  const wanted = tools === undefined || tools.includes("default") ? undefined : new Set(tools);
  return allTools(profile).filter((name) => {
    if (disallowedTools.includes(name) || wanted?.has(name) === false) return false;
    return profile.name === "classic" || personal || !personalTools.has(name);
  });
}

/** Every tool that a version knows, wherever it runs. */
export function allTools(profile: Profile): string[] {
  if (profile.name === "current") return classicTools.filter((name) => !goneTools.has(name));
  return classicTools.map((name) => (isOlder(profile) ? (olderNames[name] ?? name) : name));
}

/** Whether flags took a tool away, whose call then fails whatever a scenario says of it. */
export function isTakenAway(
  name: string,
  { tools, disallowedTools }: Pick<ClaudeOptions, "tools" | "disallowedTools">,
): boolean {
  if (disallowedTools.includes(name)) return true;
  return tools !== undefined && !tools.includes("default") && !tools.includes(name);
}

/** The model's name for a tool that the list of tools has under another. */
export function listedName(name: string, profile: Profile): string {
  return profile.name === "current" && name === "Agent" ? "Task" : name;
}

/** Whether 2.1.12 is nearer than 2.1.29. */
function isOlder({ version }: Profile): boolean {
  const [major = 0, minor = 0, patch = 0] = version.split(".").map((part) => Number.parseInt(part, 10) || 0);
  if (major !== 2) return major < 2;
  return minor < 1 || (minor === 1 && patch <= 20);
}
