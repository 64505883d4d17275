import { quote } from "../../core/index.ts";
import type { Json } from "../../core/index.ts";
import type { ListNode, Node } from "../tree.ts";
import { subject, report, type Decoder } from "./context.ts";
import { describeNode } from "./describe.ts";

/** Reads each item. Items count from 0 in the file they come from, as several files may be joined in one list. */
export function decodeItems(
  node: ListNode,
  decoder: Decoder,
  read: (item: Node) => unknown,
  lenient = false,
): unknown[] | undefined {
  const counts = new Map<unknown, number>();
  const items: unknown[] = [];
  let whole = true;
  for (const item of node.items) {
    const origin = "source" in item.where ? item.where.source : "input";
    const index = counts.get(origin) ?? 0;
    counts.set(origin, index + 1);
    decoder.path.push(index);
    const value = read(item);
    decoder.path.pop();
    if (value === undefined) whole = false;
    else items.push(value);
  }
  return whole || lenient ? items : undefined;
}

/** A node as the JSON value it stands for; what JSON has not is a finding. */
export function toJson(node: Node, decoder: Decoder): Json | undefined {
  switch (node.kind) {
    case "string":
    case "integer":
    case "float":
    case "boolean":
      return node.value;
    case "null":
      return null;
    case "list":
      return decodeItems(node, decoder, (item) => toJson(item, decoder)) as Json[] | undefined;
    case "table": {
      const entries: [string, Json][] = [];
      for (const { key, value } of node.entries) {
        decoder.path.push(key);
        const item = toJson(value, decoder);
        decoder.path.pop();
        if (item !== undefined) entries.push([key, item]);
      }
      return entries.length === node.entries.length ? Object.fromEntries(entries) : undefined;
    }
    case "date":
    case "bytes":
    case "matcher":
    case "code":
    default:
      return report(decoder, "wrong-type", node.where, {
        what: `${subject(decoder)} must be a JSON value, not ${describeNode(node)}`,
        why: `JSON has no such value.`,
        fix: node.kind === "date" ? `Write it in quotes: ${quote(node.text)}` : undefined,
      });
  }
}
