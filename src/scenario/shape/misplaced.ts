import type { FindingInput } from "../../core/index.ts";
import { lineOf, type Where } from "../source.ts";
import type { Entry, Header, Node, TableNode } from "../tree.ts";
import { subject, spelling, type Decoder, type Frame } from "./context.ts";
import type { AnyShape, TableShape } from "./shape.ts";

/**
 * Explains a field that this table does not have but a table round it, or one in it, has: in TOML nearly
 * always a key that fell under the last header. Undefined when no such table has it.
 */
export function explainMisplaced(
  shape: TableShape,
  node: TableNode,
  entry: Entry,
  decoder: Decoder,
): FindingInput | undefined {
  const here = subject(decoder);
  const outer = explainFallen(node, entry, decoder);
  if (outer !== undefined) return outer;
  const child = Object.entries(shape.fields).find(([, field]) =>
    tablesOf(field.shape).some((table) => hasField(table, entry)),
  );
  if (child === undefined) return undefined;
  const name = spelling(child[0], entry.keyWhere);
  return {
    what: `"${entry.key}" does not belong in ${here}; it is a field of ${name}`,
    why: `${name} is a table of its own.`,
    fix: `Write it inside ${name}.`,
  };
}

/** The same for a field that only a table round this one has. */
export function explainFallen(node: TableNode, entry: Entry, decoder: Decoder): FindingInput | undefined {
  const owner = decoder.frames.findLast((frame) => hasField(frame.shape, entry));
  if (owner === undefined) return undefined;
  return {
    what: `"${entry.key}" does not belong in ${subject(decoder)}; it is a field of ${owner.path}`,
    ...headerWords(node, owner, entry, decoder.frames[0] as Frame),
  };
}

function hasField(shape: TableShape, entry: Entry): boolean {
  return Object.keys(shape.fields).some((name) => spelling(name, entry.keyWhere) === entry.key);
}

/** The tables that a field's value may be, not looking into tables. */
function tablesOf(shape: AnyShape): TableShape[] {
  if (shape.kind === "table") return [shape];
  if (shape.kind === "list") return tablesOf(shape.item);
  if (shape.kind === "mapped") return tablesOf(shape.from);
  if (shape.kind === "named") return tablesOf(shape.shape());
  return shape.kind === "choose" ? shape.alternatives.flatMap((one) => tablesOf(one.shape)) : [];
}

function headerWords(
  node: TableNode,
  owner: Frame,
  entry: Entry,
  root: Frame,
): Pick<FindingInput, "why" | "fix"> {
  const header = headerAbove(node, entry);
  const home = owner.path;
  if (header === undefined) {
    return { why: "A field counts only in the table it belongs to.", fix: `Move it to ${home}.` };
  }
  const why = `In TOML a key belongs to the last header above it, here ${header.text} on line ${lineText(header)}.`;
  const target = headerAbove(owner.node, entry);
  if (target !== undefined) {
    return { why, fix: `Move it directly below ${target.text} on line ${lineText(target)}.` };
  }
  const first = firstHeader(root.node, header);
  return { why, fix: `Move it above the first header, ${first.text} on line ${lineText(first)}.` };
}

function lineText({ where }: Header): string {
  return "input" in where ? "" : String(lineOf(where.source, where.start));
}

/** The last header of a table that stands above an entry in its file. */
function headerAbove(table: TableNode, { keyWhere }: Entry): Header | undefined {
  return table.headers.findLast(({ where }) => standsBefore(where, keyWhere));
}

/** The first header of the file that a header stands in. */
function firstHeader(root: TableNode, header: Header): Header {
  let first = header;
  const visit = (node: Node): void => {
    if (node.kind === "list") for (const item of node.items) visit(item);
    if (node.kind !== "table") return;
    for (const one of node.headers) if (standsBefore(one.where, first.where)) first = one;
    for (const { value } of node.entries) visit(value);
  };
  visit(root);
  return first;
}

function standsBefore(one: Where, other: Where): boolean {
  return "source" in one && "source" in other && one.source === other.source && one.start < other.start;
}
