import { finding, type Finding } from "../../core/index.ts";
import { placeOf, spelling, type Node, type TableNode } from "../../scenario/index.ts";

/** An entry of a table. */
export type Entry = TableNode["entries"][number];

/** The entry of a field, however fields are spelled where the table comes from. */
export function fieldOf(table: Node | undefined, name: string): Entry | undefined {
  if (table?.kind !== "table") return undefined;
  return table.entries.find(({ key, keyWhere }) => key === spelling(name, keyWhere));
}

/** The value of a field. */
export function valueOf(table: Node | undefined, name: string): Node | undefined {
  return fieldOf(table, name)?.value;
}

/** The items of a list; none where it is no list. */
export function itemsOf(list: Node | undefined): readonly Node[] {
  return list?.kind === "list" ? list.items : [];
}

/** The tools that the messages of a scenario call, those after results of tools left out. */
export function toolCallsOf(tree: TableNode): readonly Node[] {
  const rules = itemsOf(valueOf(tree, "responses"));
  const turns = rules.flatMap((rule) => itemsOf(valueOf(rule, "turns")));
  const responses = [
    valueOf(tree, "default_response"),
    ...[...rules, ...turns].map((one) => valueOf(one, "response")),
  ];
  return responses.flatMap((response) => itemsOf(valueOf(response, "tool_calls")));
}

/** A table without some fields. */
export function without(table: TableNode, names: ReadonlySet<string>): TableNode {
  const isKept = ({ key, keyWhere }: Entry): boolean =>
    ![...names].some((name) => spelling(name, keyWhere) === key);
  return { ...table, entries: table.entries.filter(isKept) };
}

/** What is told of something that means another thing here. */
export function told(where: Node["where"], what: string, why: string, fix: string): Finding {
  return finding("imported-scenario", { at: placeOf(where), what, why, fix });
}
