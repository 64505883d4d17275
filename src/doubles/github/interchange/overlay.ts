import type { Node, TableNode } from "../../../scenario/index.ts";
import { folded } from "../state/tables.ts";
import { integerOf, joined, listOf, stringOf, tablesOf, without } from "./nodes.ts";

/** The lists whose entries an initial state has as well, and what an entry is known by. */
export const keyedLists: Readonly<Record<string, (one: TableNode) => string>> = {
  users: (one) => folded(stringOf(one, "login") ?? ""),
  organizations: (one) => folded(stringOf(one, "login") ?? ""),
  repositories: (one) => folded(`${stringOf(one, "owner") ?? ""}/${stringOf(one, "name") ?? ""}`),
  issues: thread,
  pull_requests: thread,
};

function thread(one: TableNode): string {
  return `${folded(stringOf(one, "repository") ?? "")}#${integerOf(one, "number") ?? ""}`;
}

/**
 * A section with what an initial state had no place for: fields of entries that are there are replaced, those that are
 * null are taken away, and everything else is added.
 */
export function overlaid(section: TableNode, overlay: TableNode | undefined): TableNode {
  if (overlay === undefined) return section;
  const entries = overlay.entries.map((entry) => {
    const below = section.entries.find(({ key }) => key === entry.key)?.value;
    const keyOf = Object.hasOwn(keyedLists, entry.key) ? keyedLists[entry.key] : undefined;
    if (keyOf === undefined || below?.kind !== "list" || entry.value.kind !== "list") return entry;
    return { ...entry, value: overlaidList(below, entry.value, keyOf) };
  });
  return joined(section, { ...overlay, entries });
}

type List = Extract<Node, { kind: "list" }>;

function overlaidList(below: List, over: List, keyOf: (one: TableNode) => string): Node {
  const changes = new Map(tablesOf(over).map((one) => [keyOf(one), one]));
  const items = below.items.map((item) => {
    const change = item.kind === "table" ? changes.get(keyOf(item)) : undefined;
    if (item.kind !== "table" || change === undefined) return item;
    changes.delete(keyOf(item));
    const gone = change.entries.filter(({ value }) => value.kind === "null").map(({ key }) => key);
    return without(joined(item, change), new Set(gone));
  });
  const rest = over.items.filter((item) => item.kind !== "table" || changes.get(keyOf(item)) === item);
  return listOf(below.where, [...items, ...rest]);
}
