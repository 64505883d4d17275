import type { JsonPattern, Matcher } from "../../core/index.ts";
import { decode } from "../shape/decode.ts";
import type { Decoder } from "../shape/context.ts";
import { camelCase } from "../shape/names.ts";
import { decodeItems, toJson } from "../shape/json-value.ts";
import type { Shape } from "../shape/shape.ts";
import { isCamelCase } from "../source.ts";
import type { Node, TableNode } from "../tree.ts";
import { parseJsonString } from "./json-text.ts";

/**
 * Reads what a JSON value must hold: objects are subsets, lists go item by item, and a table whose only key
 * is a matcher's name is that matcher. A string at the top is JSON text.
 */
export function readPattern(
  node: Node,
  decoder: Decoder,
  matcher: Shape<Matcher>,
  names: ReadonlySet<string>,
): JsonPattern | undefined {
  const inner = node.kind === "string" ? parseJsonString(node, decoder) : node;
  return inner === undefined ? undefined : patternOf(inner, decoder, matcher, names);
}

function patternOf(
  node: Node,
  decoder: Decoder,
  matcher: Shape<Matcher>,
  names: ReadonlySet<string>,
): JsonPattern | undefined {
  if (node.kind === "matcher" || (node.kind === "table" && isMatcher(node, names))) {
    const leaf = decode(matcher, node, decoder);
    if (leaf === undefined) return undefined;
    return leaf.is === "json" ? leaf.subset : { leaf };
  }
  if (node.kind === "list") {
    const array = decodeItems(node, decoder, (item) => patternOf(item, decoder, matcher, names));
    return array === undefined ? undefined : { array: array as JsonPattern[] };
  }
  if (node.kind === "table") {
    const fields: [string, JsonPattern][] = [];
    for (const { key, value } of node.entries) {
      decoder.path.push(key);
      const field = patternOf(value, decoder, matcher, names);
      decoder.path.pop();
      if (field !== undefined) fields.push([key, field]);
    }
    return fields.length === node.entries.length ? { object: Object.fromEntries(fields) } : undefined;
  }
  const value = toJson(node, decoder);
  return value === undefined ? undefined : { leaf: { is: "equals", value } };
}

function isMatcher(node: TableNode, names: ReadonlySet<string>): boolean {
  const [entry] = node.entries;
  if (entry === undefined || node.entries.length !== 1) return false;
  if (!isCamelCase(entry.keyWhere)) return names.has(entry.key);
  return [...names].some((name) => camelCase(name) === entry.key);
}
