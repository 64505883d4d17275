import type { Json } from "../../../core/index.ts";
import { entryOf, type Node, type TableNode } from "../../../scenario/index.ts";

/** Trees made from parts of another tree: what is made up stands where the part stands that it is made for. */
export type Where = Node["where"];

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

/** A list; nothing where it is empty. */
export function listOrNone(where: Where, items: readonly Node[]): Node | undefined {
  return items.length === 0 ? undefined : listOf(where, items);
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

/** The whole number of a key. */
export function integerOf(table: TableNode, key: string): number | undefined {
  const value = valueOf(table, key);
  return value?.kind === "integer" ? value.value : undefined;
}

/** Whether a key holds true. */
export function isTrue(table: TableNode, key: string): boolean {
  const value = valueOf(table, key);
  return value?.kind === "boolean" && value.value;
}

/** The tables of a list; what is no table stays for the section to refuse. */
export function tablesOf(list: Node | undefined): readonly TableNode[] {
  return list?.kind === "list" ? list.items.filter((item): item is TableNode => item.kind === "table") : [];
}

/** A list of a state with each table made anew; what is no table stays, and is refused where it stands. */
export function mapped(tree: TableNode, key: string, make: (one: TableNode) => TableNode): Node | undefined {
  const list = valueOf(tree, key);
  if (list?.kind !== "list") return list;
  return listOf(
    list.where,
    list.items.map((item) => (item.kind === "table" ? make(item) : item)),
  );
}

/** A table without some of its keys. */
export function without(table: TableNode, keys: ReadonlySet<string>): TableNode {
  return { ...table, entries: table.entries.filter(({ key }) => !keys.has(key)) };
}

/** A table with more keys, which take the place of those that it has. */
export function joined(table: TableNode, more: TableNode): TableNode {
  const keys = new Set(more.entries.map(({ key }) => key));
  return { ...table, entries: [...without(table, keys).entries, ...more.entries] };
}

/** The same tree with fields spelled as in files, wherever it comes from. */
export function asInFile(node: Node): Node {
  const where = fileSpelled(node.where);
  if (node.kind === "list") return { ...node, where, items: node.items.map(asInFile) };
  if (node.kind !== "table") return { ...node, where };
  const entries = node.entries.map(({ key, keyWhere, value }) => ({
    key,
    keyWhere: fileSpelled(keyWhere),
    value: asInFile(value),
  }));
  return { ...node, where, entries };
}

function fileSpelled(where: Where): Where {
  return "input" in where ? { input: where.input, asInFile: true } : where;
}

/** A tree as the JSON that it was read from. */
export function jsonOf(node: Node): Json {
  switch (node.kind) {
    case "table":
      return Object.fromEntries(node.entries.map(({ key, value }) => [key, jsonOf(value)]));
    case "list":
      return node.items.map(jsonOf);
    case "string":
    case "integer":
    case "float":
    case "boolean":
      return node.value;
    case "date":
      return node.text;
    case "null":
    case "bytes":
    case "matcher":
    case "code":
    default:
      return null;
  }
}

/** The tree of a JSON value that stands nowhere in particular. */
export function treeOf(value: Json, where: Where): Node {
  if (value === null) return { kind: "null", where };
  if (typeof value === "string") return textOf(where, value);
  if (typeof value === "boolean") return flagOf(where, value);
  if (typeof value === "number") return { kind: Number.isInteger(value) ? "integer" : "float", value, where };
  if (Array.isArray(value))
    return listOf(
      where,
      value.map((item: Json) => treeOf(item, where)),
    );
  return tableOf(
    where,
    Object.fromEntries(Object.entries(value).map(([key, item]) => [key, treeOf(item, where)])),
  );
}
