import { nearest, quote } from "../../core/index.ts";
import type { HandlerRef, Json } from "../../core/index.ts";
import type { Where } from "../source.ts";
import type { Node, TableNode } from "../tree.ts";
import { codeAllowed, subject, report, type Decoder } from "./context.ts";
import { assignment, describeNode, describeShape } from "./describe.ts";
import type { AnyShape, NumberShape, StringShape } from "./shape.ts";

/** Checks a string, or the key of a record. */
export function decodeString(
  shape: StringShape,
  text: string,
  where: Where,
  decoder: Decoder,
): string | undefined {
  const empty = shape.nonEmpty === true && text === "";
  if (!empty && (shape.pattern === undefined || shape.pattern.test(text))) return text;
  const path = subject(decoder);
  return report(decoder, "invalid-value", where, {
    what: empty ? `${path} is empty` : `${path} must be ${describeShape(shape)}, not ${quote(text, 60)}`,
    fix: empty ? "Write a text." : `Write ${describeShape(shape)}.`,
  });
}

/** Reads an integer within its bounds. */
export function decodeNumber(shape: NumberShape, node: Node, decoder: Decoder): number | undefined {
  if (node.kind !== "integer") return wrongType(shape, node, decoder);
  if (node.value >= shape.min && node.value <= shape.max) return node.value;
  return report(decoder, "invalid-value", node.where, {
    what: `${subject(decoder)} must be ${describeShape(shape)}, not ${node.value}`,
    fix: `Write ${describeShape(shape)}.`,
  });
}

/** Reads one of a few values. */
export function decodeLiteral(shape: AnyShape & { kind: "literal" }, node: Node, decoder: Decoder): unknown {
  const value =
    node.kind === "string" || node.kind === "integer" || node.kind === "boolean" ? node.value : undefined;
  if (value !== undefined && shape.values.includes(value)) return value;
  if (value === undefined || !shape.values.some((one) => typeof one === typeof value))
    return wrongType(shape, node, decoder);
  return report(decoder, "invalid-value", node.where, {
    what: `${subject(decoder)} must be ${describeShape(shape)}, not ${JSON.stringify(value)}`,
    fix: `Write ${describeShape(shape)}.`,
    near: nearValues(String(value), shape.values),
  });
}

/** Reads a date or time as its text. */
export function decodeDate(
  shape: AnyShape & { kind: "date" },
  node: Node,
  decoder: Decoder,
): string | undefined {
  if (node.kind === "string") return node.value;
  if (node.kind === "date" && shape.forms.includes(node.form)) return node.text;
  return wrongType(shape, node, decoder);
}

/** Reads a handler or predicate: a function, a module, or what stands for one that was kept before. */
export function decodeCode(
  shape: AnyShape & { kind: "code" },
  node: Node,
  decoder: Decoder,
): HandlerRef | undefined {
  const handler = node.kind === "code" ? node.handler : node.kind === "table" ? handlerOf(node) : undefined;
  if (handler === undefined) return wrongType(shape, node, decoder);
  if (handler !== null && codeAllowed(decoder, node.where)) return handler;
  return report(decoder, "code-in-data", node.where, {
    what: `${subject(decoder)} is ${describeNode(node)}, which can't be used here`,
    fix: "Declare it on a world, from test code.",
  });
}

function handlerOf(node: TableNode): HandlerRef | undefined {
  const value = (key: string): unknown => {
    const entry = node.entries.find((one) => one.key === key);
    return entry !== undefined && "value" in entry.value ? entry.value.value : undefined;
  };
  const [kind, id, url, name] = [value("kind"), value("id"), value("url"), value("export")];
  if (kind === "function" && typeof id === "number") return { kind, id };
  if (kind === "module" && typeof url === "string" && typeof name === "string")
    return { kind, url, export: name };
  return undefined;
}

/** Reports a value of the wrong type, with the correction where it can be told. */
export function wrongType(shape: AnyShape, node: Node, decoder: Decoder): undefined {
  const expected = describeShape(shape);
  return report(decoder, "wrong-type", node.where, {
    what: `${subject(decoder)} must be ${expected}, not ${describeNode(node)}`,
    fix: bracketFix(shape, node) ?? `Write ${corrected(shape, node, decoder) ?? `${expected}.`}`,
  });
}

/** TOML: a list of tables needs two brackets, a table one. */
function bracketFix(shape: AnyShape, node: Node): string | undefined {
  const single = node.kind === "table" ? node.headers[0] : undefined;
  if (single !== undefined && shape.kind === "list") {
    return `Write [${single.text}]: two brackets add a table to a list.`;
  }
  const item = node.kind === "list" ? node.items[0] : undefined;
  const double = item?.kind === "table" ? item.headers[0] : undefined;
  if (double === undefined || (shape.kind !== "table" && shape.kind !== "record")) return undefined;
  return `Write ${double.text.slice(1, -1)}: one bracket is a table, two add one to a list.`;
}

function corrected(shape: AnyShape, node: Node, decoder: Decoder): string | undefined {
  const key = decoder.path.at(-1);
  const correction = correct(shape, node);
  if (correction === undefined) return undefined;
  return typeof key === "string" ? assignment(node.where, key, correction) : JSON.stringify(correction);
}

/** The value of the expected type that was plainly meant: 8080 for "8080", "5" for 5, true for "true". */
function correct(shape: AnyShape, node: Node): Json | undefined {
  if (node.kind === "string") {
    if (accepts(shape, "number") && /^-?\d{1,15}$/.test(node.value)) return Number(node.value);
    if (accepts(shape, "boolean") && /^(true|false)$/.test(node.value)) return node.value === "true";
    return undefined;
  }
  const plain = node.kind === "integer" || node.kind === "float" || node.kind === "boolean";
  return plain && accepts(shape, "string") ? String(node.value) : undefined;
}

function accepts(shape: AnyShape, kind: "string" | "number" | "boolean"): boolean {
  if (shape.kind === "choose") return shape.alternatives.some((one) => accepts(one.shape, kind));
  if (shape.kind === "mapped") return accepts(shape.from, kind);
  if (shape.kind === "named") return accepts(shape.shape(), kind);
  if (shape.kind === "list" && shape.single) return accepts(shape.item, kind);
  return shape.kind === kind;
}

function nearValues(word: string, values: readonly unknown[]): string[] {
  return nearest(word, values.map(String)).map((near) => JSON.stringify(near));
}
