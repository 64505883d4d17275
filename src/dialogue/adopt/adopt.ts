import type { Finding } from "../../core/index.ts";
import type { Adopted, Node, TableNode } from "../../scenario/index.ts";
import { differences } from "./differences.ts";
import { fallenFields } from "./fallen-fields.ts";
import { foreignFields } from "./foreign-fields.ts";
import { isAgentScenario } from "./is-agent-scenario.ts";
import { withoutNothings } from "./left-out.ts";
import { respelled } from "./respelled.ts";
import { fieldOf, told, without, type Entry } from "./nodes.ts";

/**
 * The world that an agent's scenario means: one whose `[agents.claude]` it is; null: it is no agent's scenario. Values
 * keep their places, so that what is wrong with them is told where they stand. What claudeless's files say and nothing
 * here does is left out, with a finding for each.
 */
export function adoptAgentScenario(tree: TableNode): Adopted | null {
  if (!isAgentScenario(tree)) return null;
  const foreign = Object.keys(foreignFields).filter((name) => fieldOf(tree, name) !== undefined);
  const findings: Finding[] = foreign.flatMap((name) => ignored(tree, name));
  if (foreign.length > 0) findings.push(...differences(tree));
  findings.push(...fallenFields(tree));
  const claude = respelled(withoutNothings(without(tree, new Set(foreign)), findings), findings);
  return { tree: named(nested(nested(claude, "claude"), "agents"), fieldOf(tree, "name")), findings };
}

/** A world that is an agent alone has its name. */
function named(world: TableNode, name: Entry | undefined): TableNode {
  return name?.value.kind === "string" ? { ...world, entries: [name, ...world.entries] } : world;
}

function ignored(tree: TableNode, name: string): Finding[] {
  const entry = fieldOf(tree, name);
  const { why, unless } = foreignFields[name] as (typeof foreignFields)[string];
  if (entry === undefined || (entry.value.kind === "boolean" && entry.value.value === unless)) return [];
  return [
    told(entry.keyWhere, `${entry.key} is not read`, why, `Remove ${entry.key}, or name it x-${entry.key}.`),
  ];
}

function nested(value: Node, key: string): TableNode {
  const { where } = value;
  return { kind: "table", entries: [{ key, keyWhere: where, value, implied: true }], where, headers: [] };
}
