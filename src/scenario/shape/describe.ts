import { quote } from "../../core/index.ts";
import type { Json } from "../../core/index.ts";
import type { Where } from "../source.ts";
import type { Node, NodeKind } from "../tree.ts";
import type { AnyShape, NumberShape } from "./shape.ts";

/** What a shape accepts, in words: "a string", "an integer from 1 to 65535". */
export function describeShape(shape: AnyShape): string {
  switch (shape.kind) {
    case "string":
      return shape.expected ?? "a string";
    case "number":
      return describeNumber(shape);
    case "boolean":
      return "true or false";
    case "literal":
      return `${shape.listed === true ? "one of " : ""}${orList(shape.values.map((value) => JSON.stringify(value)))}`;
    case "date":
    case "custom":
    case "code":
      return shape.expected;
    case "bytes":
      return "bytes";
    case "matcher-value":
      return "a RegExp";
    case "list":
      return shape.single ? `${describeShape(shape.item)}, or a list of them` : "a list";
    case "record":
    case "table":
      return "a table";
    case "choose":
      return orList(shape.alternatives.filter(forFiles).flatMap((one) => parts(one.shape)));
    case "mapped":
      return describeShape(shape.from);
    case "named":
    default:
      return describeShape(shape.shape());
  }
}

/** The parts of one alternative: a value that may also be a list of them is two. */
function parts(shape: AnyShape): readonly string[] {
  if (shape.kind === "mapped") return parts(shape.from);
  if (shape.kind === "list" && shape.single) return [describeShape(shape.item), "a list of them"];
  return [describeShape(shape)];
}

function describeNumber(shape: NumberShape): string {
  const low = shape.min > Number.MIN_SAFE_INTEGER;
  const high = shape.max < Number.MAX_SAFE_INTEGER;
  if (low && high) return `an integer from ${shape.min} to ${shape.max}`;
  return low ? `an integer, ${shape.min} or more` : "an integer";
}

const codeKinds: ReadonlySet<NodeKind> = new Set(["bytes", "matcher", "code"]);

/** Whether an alternative can be written in a file; the others come from TypeScript. */
export function forFiles(alternative: { readonly kinds: readonly NodeKind[] }): boolean {
  return alternative.kinds.some((kind) => !codeKinds.has(kind));
}

/** `a, b or c`, each once. */
export function orList(items: readonly string[]): string {
  const all = [...new Set(items)];
  return all.length < 2 ? (all[0] ?? "") : `${all.slice(0, -1).join(", ")} or ${all.at(-1)}`;
}

/** A value as a finding quotes it: `the string "8080"`. */
export function describeNode(node: Node): string {
  switch (node.kind) {
    case "table":
      return "a table";
    case "list":
      return node.items.length === 0 ? "an empty list" : "a list";
    case "string":
      return `the string ${quote(node.value, 60)}`;
    case "integer":
      return `the integer ${node.value}`;
    case "float":
      return `the number ${node.value}`;
    case "boolean":
      return String(node.value);
    case "null":
      return "null";
    case "date":
      return `the date ${node.text}`;
    case "bytes":
      return "bytes";
    case "matcher":
      return "a matcher";
    case "code":
    default:
      return `a ${node.what}`;
  }
}

/** `key = value` in the format that a place is written in. */
export function assignment(where: Where, key: string, value: Json): string {
  if ("input" in where) return `${key}: ${JSON.stringify(value)}`;
  if (where.source.file.endsWith(".toml")) return `${key} = ${tomlValue(value)}`;
  return where.source.file.endsWith(".json")
    ? `"${key}": ${JSON.stringify(value)}`
    : `${key}: ${JSON.stringify(value)}`;
}

/** A JSON value as TOML writes it on one line; null, which TOML has not, as JSON text. */
export function tomlValue(value: Json): string {
  if (value === null) return "'null'";
  if (typeof value === "string") return tomlString(value);
  if (typeof value !== "object") return String(value);
  if (Array.isArray(value)) return `[${value.map((item: Json) => tomlValue(item)).join(", ")}]`;
  const entries = Object.entries(value).map(([key, item]) => `${tomlKey(key)} = ${tomlValue(item)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

function tomlKey(key: string): string {
  return /^[A-Za-z0-9_-]+$/.test(key) ? key : JSON.stringify(key);
}

function tomlString(text: string): string {
  if (text.includes('"') && !/['\\\u0000-\u001f\u007f]/.test(text)) return `'${text}'`;
  // JSON leaves this one control character as it is, TOML does not take it.
  return JSON.stringify(text).replaceAll("\u007f", String.raw`\u007f`);
}
