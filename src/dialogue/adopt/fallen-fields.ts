import { finding, type Finding } from "../../core/index.ts";
import { placeOf, type TableNode } from "../../scenario/index.ts";
import { agentFields } from "../schema/agent.ts";
import { fieldOf, toolCallsOf, valueOf } from "./nodes.ts";

/** Fields of a scenario that no tool's input has; `name` and others could be the tool's own. */
const ownFields = Object.keys(agentFields).filter((field) => field.includes("_") && field !== "session_id");

/**
 * Fields of the scenario that stand in the input of a tool. In TOML a key belongs to the last header above it, and an
 * input takes any key, so that nothing else would tell of it.
 */
export function fallenFields(tree: TableNode): readonly Finding[] {
  return toolCallsOf(tree).flatMap((call) => {
    const input = valueOf(call, "input");
    if (input?.kind !== "table" || input.headers.length === 0) return [];
    return ownFields.flatMap((field) => {
      const entry = fieldOf(input, field);
      if (entry === undefined) return [];
      return finding("misplaced-field", {
        at: placeOf(entry.keyWhere),
        severity: "warning",
        what: `"${entry.key}" is given to a tool; it is a field of the scenario`,
        fix: "Move it above the first header, unless the tool takes it.",
      });
    });
  });
}
