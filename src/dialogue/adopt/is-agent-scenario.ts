import { spelling, type TableNode } from "../../scenario/index.ts";
import { foreignFields } from "./foreign-fields.ts";

/** Fields of a world's file: one that has any of them is none of an agent, whatever else fell into it. */
const worldFields: ReadonlySet<string> = new Set([
  "include",
  "seed",
  "now",
  "in_order",
  "shared",
  "env",
  "env_pass",
  "unknown_commands",
  "allow",
  "drift",
  "github",
  "services",
  "commands",
  "agents",
  "llm",
]);

/**
 * Fields that only a file of an agent has, besides those of claudeless that are not read. Written down, since reading a
 * scenario is large and every file is asked whether it is one.
 */
export const agentFileFields = [
  "default_model",
  "claude_version",
  "user_name",
  "session_id",
  "project_path",
  "launch_timestamp",
  "working_directory",
  "trusted",
  "permission_mode",
  "default_response",
  "responses",
  "conversations",
  "tool_execution",
] as const;

const ownFields = [...agentFileFields, ...Object.keys(foreignFields)];

/**
 * Whether a file is an agent's scenario, claudeless's included, told by the fields at its top: it has one of an agent
 * and none of a world.
 * @example isAgentScenario(tree) // true for a file with [[responses]] and without [[commands]]
 */
export function isAgentScenario({ entries }: TableNode): boolean {
  const has = (name: string): boolean =>
    entries.some(({ key, keyWhere }) => key === spelling(name, keyWhere));
  return ownFields.some(has) && ![...worldFields].some(has);
}
