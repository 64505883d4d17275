import { entryOf, type Node, type TableNode } from "../../../scenario/index.ts";

/** Trees made from parts of another tree: what is made up stands where the part stands that it is made for. */
type Where = Node["where"];

/** Values of a table by key; what is undefined is left out. */
export function tableOf(where: Where, fields: Readonly<Record<string, Node | undefined>>): TableNode {
  const entries = Object.entries(fields).flatMap(([key, value]) =>
    value === undefined ? [] : [{ key, keyWhere: value.where, value }],
  );
  return { kind: "table", entries, where, headers: [] };
}

/** A list. */
export function listOf(where: Where, items: readonly Node[]): Node {
  return { kind: "list", items, where };
}

/** A text. */
export function textOf(where: Where, value: string): Node {
  return { kind: "string", value, where };
}

/** true or false. */
export function flagOf(where: Where, value: boolean): Node {
  return { kind: "boolean", value, where };
}

/** The value of a key; undefined: it is not there, or null. */
export function valueOf(table: TableNode, key: string): Node | undefined {
  const value = entryOf(table, key)?.value;
  return value?.kind === "null" ? undefined : value;
}

/** The text of a key. */
export function stringOf(table: TableNode, key: string): string | undefined {
  const value = valueOf(table, key);
  return value?.kind === "string" ? value.value : undefined;
}

/** The tables of a list; what is no table stays for the section to refuse. */
export function tablesOf(list: Node | undefined): readonly TableNode[] {
  return list?.kind === "list" ? list.items.filter((item): item is TableNode => item.kind === "table") : [];
}

/** A table without some of its keys. */
export function without(table: TableNode, keys: ReadonlySet<string>): TableNode {
  return { ...table, entries: table.entries.filter(({ key }) => !keys.has(key)) };
}

/** A table with more keys. */
export function joined(table: TableNode, more: TableNode): TableNode {
  return { ...table, entries: [...table.entries, ...more.entries] };
}
