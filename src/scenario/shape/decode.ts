import { addAll, newProblems } from "../problems.ts";
import { isCamelCase } from "../source.ts";
import type { Entry, Node, TableNode } from "../tree.ts";
import { codeAllowed, subject, mapContext, report, spelling, type Decoder } from "./context.ts";
import {
  decodeCode,
  decodeDate,
  decodeLiteral,
  decodeNumber,
  decodeString,
  wrongType,
} from "./decode-leaf.ts";
import { decodeItems } from "./json-value.ts";
import { explainFallen } from "./misplaced.ts";
import { camelCase } from "./names.ts";
import type { AnyField, AnyShape, ListShape, RecordShape, Shape, TableShape } from "./shape.ts";
import { checkRules, reportMissing, reportUnknown } from "./table-problems.ts";

/**
 * Reads a node with a shape. All problems below it are reported; the value is undefined when there is one
 * that leaves nothing to go on with.
 */
export function decode<Out>(shape: Shape<Out>, node: Node, decoder: Decoder): Out | undefined {
  return decodeAny(shape, node, decoder) as Out | undefined;
}

/** The same for a shape whose type is not known. */
function decodeAny(shape: AnyShape, node: Node, decoder: Decoder): unknown {
  switch (shape.kind) {
    case "string":
      return node.kind === "string"
        ? decodeString(shape, node.value, node.where, decoder)
        : wrongType(shape, node, decoder);
    case "number":
      return decodeNumber(shape, node, decoder);
    case "boolean":
      return node.kind === "boolean" ? node.value : wrongType(shape, node, decoder);
    case "literal":
      return decodeLiteral(shape, node, decoder);
    case "date":
      return decodeDate(shape, node, decoder);
    case "custom":
      return shape.read(node, decoder);
    case "bytes":
      return node.kind === "bytes" ? node.bytes : wrongType(shape, node, decoder);
    case "matcher-value":
      return node.kind === "matcher" ? node.matcher : wrongType(shape, node, decoder);
    case "code":
      return decodeCode(shape, node, decoder);
    case "list":
      return decodeList(shape, node, decoder);
    case "record":
      return node.kind === "table" ? decodeRecord(shape, node, decoder) : wrongType(shape, node, decoder);
    case "table":
      return node.kind === "table" ? decodeTable(shape, node, decoder) : wrongType(shape, node, decoder);
    case "choose": {
      const chosen = shape.alternatives.find((one) => one.kinds.includes(node.kind));
      return chosen === undefined ? wrongType(shape, node, decoder) : decodeAny(chosen.shape, node, decoder);
    }
    case "mapped": {
      const value = decodeAny(shape.from, node, decoder);
      return value === undefined ? undefined : shape.to(value, mapContext(decoder, node));
    }
    case "named":
    default:
      return decodeAny(shape.shape(), node, decoder);
  }
}

function decodeList(shape: ListShape, node: Node, decoder: Decoder): unknown {
  if (node.kind !== "list") {
    if (!shape.single) return wrongType(shape, node, decoder);
    const one = decodeAny(shape.item, node, decoder);
    return one === undefined ? undefined : [one];
  }
  return decodeItems(node, decoder, (item) => decodeAny(shape.item, item, decoder), shape.lenient);
}

/** Reads a table whose keys are the user's. */
function decodeRecord(shape: RecordShape, node: TableNode, decoder: Decoder): unknown {
  const result: [string, unknown][] = [];
  let whole = true;
  for (const entry of node.entries) {
    const read = decodeEntry(shape, node, entry, decoder);
    if (read === undefined) whole = false;
    else result.push(read);
  }
  return whole || shape.lenient === true ? Object.fromEntries(result) : undefined;
}

/** Reads an entry of a record. One that does not fit, and is a field of a table round it, fell in by mistake. */
function decodeEntry(
  shape: RecordShape,
  node: TableNode,
  entry: Entry,
  decoder: Decoder,
): [string, unknown] | undefined {
  const own: Decoder = { ...decoder, problems: newProblems() };
  decoder.path.push(entry.key);
  const key = decodeString(shape.key, entry.key, entry.keyWhere, own);
  const value = decodeAny(shape.value, entry.value, own);
  decoder.path.pop();
  const fallen = own.problems.count > 0 ? explainFallen(node, entry, decoder) : undefined;
  if (fallen === undefined) addAll(decoder.problems, own.problems);
  else report(decoder, "misplaced-field", entry.keyWhere, fallen);
  return key === undefined || value === undefined ? undefined : [key, value];
}

/** Reads a table whose keys are ours: every problem in it is reported, known fields are read all the same. */
function decodeTable(shape: TableShape, node: TableNode, decoder: Decoder): unknown {
  const before = decoder.problems.count;
  const path = subject(decoder);
  const found = new Map<string, Entry>();
  const meant = new Set<string>();
  for (const entry of node.entries) {
    const name = fieldName(shape, entry);
    if (name !== undefined && !found.has(name)) found.set(name, entry);
    else if (name === undefined && !entry.key.startsWith("x-")) {
      for (const one of reportUnknown(shape, node, entry, decoder)) meant.add(one);
    }
  }
  decoder.frames.push({ shape, node, path });
  const result: [string, unknown][] = [];
  for (const [name, field] of Object.entries(shape.fields)) {
    const entry = found.get(name);
    result.push([camelCase(name), entry === undefined ? undefined : decodeField(field, entry, decoder)]);
    // A typo in the name of the one that is missing has been reported as the typo it is.
    if (entry !== undefined || field.presence === "optional" || meant.has(spelling(name, node.where)))
      continue;
    reportMissing(name, field, node, decoder);
  }
  decoder.frames.pop();
  checkRules(shape, node, found, before, decoder);
  const good = decoder.problems.count === before || shape.lenient === true;
  return good ? Object.fromEntries(result) : undefined;
}

function fieldName(shape: TableShape, entry: Entry): string | undefined {
  if (!isCamelCase(entry.keyWhere)) return Object.hasOwn(shape.fields, entry.key) ? entry.key : undefined;
  return Object.keys(shape.fields).find((name) => camelCase(name) === entry.key);
}

function decodeField(field: AnyField, entry: Entry, decoder: Decoder): unknown {
  if (entry.implied === true) return decodeAny(field.shape, entry.value, decoder);
  decoder.path.push(entry.key);
  const value =
    field.codeOnly === true && !codeAllowed(decoder, entry.keyWhere)
      ? report(decoder, "code-in-data", entry.keyWhere, {
          what: `${subject(decoder)} ${field.inData?.does ?? "would run code"}`,
          why: field.inData?.why,
          fix: field.inData?.fix,
        })
      : decodeAny(field.shape, entry.value, decoder);
  decoder.path.pop();
  return value;
}
