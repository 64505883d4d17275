import type { Finding } from "../../core/index.ts";
import type { Node, TableNode } from "../../scenario/index.ts";
import { fieldOf, itemsOf, told, valueOf, type Entry } from "./nodes.ts";

/**
 * A file without what says nothing in claudeless and is a mistake in a scenario that is written for here: rules that
 * answer no prompt, and in JSON fields that are null. A finding for each.
 */
export function withoutNothings(tree: TableNode, findings: Finding[]): TableNode {
  const said = withoutNulls(tree, findings) as TableNode;
  const responses = fieldOf(said, "responses");
  if (responses?.value.kind !== "list") return said;
  const items = itemsOf(responses.value).filter((rule) => {
    const most = valueOf(rule, "max_matches");
    if (most?.kind !== "integer" || most.value !== 0) return true;
    const why = "It may answer no prompt at all.";
    findings.push(
      told(
        most.where,
        "a rule with max_matches 0 is left out",
        why,
        "Remove the rule, or raise max_matches.",
      ),
    );
    return false;
  });
  const value: Node = { ...responses.value, items };
  return {
    ...said,
    entries: said.entries.map((entry) => (entry === responses ? { ...entry, value } : entry)),
  };
}

function withoutNulls(node: Node, findings: Finding[]): Node {
  if (node.kind === "list") return { ...node, items: node.items.map((item) => withoutNulls(item, findings)) };
  if (node.kind !== "table" || "input" in node.where || !node.where.source.file.endsWith(".json"))
    return node;
  const entries = node.entries.flatMap((entry): Entry[] => {
    const { key, keyWhere, value } = entry;
    // What a tool is called with is the tool's own: there null is a value.
    if (key === "input") return [entry];
    if (value.kind !== "null") return [{ ...entry, value: withoutNulls(value, findings) }];
    findings.push(
      told(
        keyWhere,
        `${key} is null: it counts as not said`,
        "JSON has null, TOML has not.",
        `Remove ${key}.`,
      ),
    );
    return [];
  });
  return { ...node, entries };
}
