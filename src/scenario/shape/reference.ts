import { describeShape, forFiles, tomlValue } from "./describe.ts";
import type { AnyField, AnyShape, TableShape } from "./shape.ts";

/** A table of the reference: its path, what it is for, and the rows of its fields. */
interface Part {
  readonly title: string;
  readonly text: string;
  readonly table: TableShape;
}

/** Named shapes that were described already, or are to be. */
export type NamedShapes = Map<string, AnyShape & { kind: "named" }>;

/** Markdown that lists every field of a table and of the tables in it. */
export function tableReference(title: string, text: string, table: TableShape, named: NamedShapes): string[] {
  const parts: Part[] = [{ title, text, table }];
  const lines: string[] = [];
  for (let part = parts.shift(); part !== undefined; part = parts.shift()) {
    lines.push(`## ${part.title}`, "", ...(part.text === "" ? [] : [part.text, ""]), ...rows(part.table), "");
    lines.push(...ruleLines(part.table));
    const under = part.title.startsWith("`") ? `${part.title.replaceAll("`", "")}.` : "";
    const found = Object.entries(part.table.fields)
      .filter(([, field]) => field.codeOnly !== true)
      .flatMap(([name, field]) => innerTables(field.shape, `${under}${name}`, field.doc, named));
    parts.unshift(...found);
  }
  return lines;
}

/** The tables that a value may hold, with their paths; tables of named shapes are described on their own. */
function innerTables(shape: AnyShape, path: string, doc: string, named: NamedShapes): Part[] {
  switch (shape.kind) {
    case "table":
      return [{ title: `\`${path}\``, text: doc, table: shape }];
    case "list":
      return innerTables(shape.item, shape.single ? path : `${path}[]`, doc, named);
    case "record":
      return innerTables(shape.value, `${path}.NAME`, doc, named);
    case "mapped":
      return innerTables(shape.from, path, doc, named);
    case "choose":
      return shape.alternatives.filter(forFiles).flatMap((one) => innerTables(one.shape, path, doc, named));
    case "named":
      if (!named.has(shape.name)) named.set(shape.name, shape);
      return [];
    case "custom":
      return shape.holds === undefined ? [] : innerTables(shape.holds(), path, doc, named);
    case "string":
    case "number":
    case "boolean":
    case "literal":
    case "date":
    case "bytes":
    case "matcher-value":
    case "code":
    default:
      return [];
  }
}

function rows(table: TableShape): string[] {
  const lines = ["| field | value | default | meaning |", "|---|---|---|---|"];
  for (const [name, field] of Object.entries(table.fields)) {
    if (field.codeOnly !== true) lines.push(row(name, field));
  }
  return lines;
}

function row(name: string, field: AnyField): string {
  const otherwise = field.presence === "required" ? "required" : (field.otherwise ?? "");
  const example = field.example === undefined ? "" : `<br>\`${name} = ${tomlValue(field.example)}\``;
  return `| \`${name}\` | ${cell(valueText(field.shape))} | ${cell(otherwise)} | ${cell(field.doc + example)} |`;
}

/** What a field's value is; a shape with a name is referred to by it. */
function valueText(shape: AnyShape): string {
  if (shape.kind === "named") return `${article(shape.name)} \`${shape.name}\``;
  if (shape.kind === "mapped") return valueText(shape.from);
  if (shape.kind === "record") return `a table: name = ${valueText(shape.value)}`;
  if (shape.kind !== "list") return describeShape(shape);
  const item = valueText(shape.item);
  return shape.single ? `${item}, or a list of them` : `a list, each ${item}`;
}

function article(word: string): string {
  return /^[aeiou]/.test(word) ? "an" : "a";
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", "\\n");
}

function ruleLines(table: TableShape): string[] {
  const code = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(", ");
  return table.rules.flatMap((rule) => {
    if (rule.rule === "requires") return [`\`${rule.field}\` needs \`${rule.needs}\`.`, ""];
    const of = rule.of.filter((name) => table.fields[name]?.codeOnly !== true);
    if (of.length < 2) return [];
    return [`${rule.rule === "exactly-one" ? "Exactly one of" : "At most one of"} ${code(of)}.`, ""];
  });
}

/** Markdown for named shapes, each under its own heading; those they refer to are added to the list. */
export function namedReference(named: NamedShapes): string[] {
  const lines: string[] = [];
  const done = new Set<string>();
  for (;;) {
    const next = [...named.values()].find((one) => !done.has(one.name));
    if (next === undefined) return lines;
    done.add(next.name);
    const [table, ...others] = innerTables(next.shape(), next.name, next.doc, named);
    if (table !== undefined)
      lines.push(...tableReference(`\`${next.name}\``, table.text, table.table, named));
    for (const other of others) lines.push(...tableReference(other.title, other.text, other.table, named));
  }
}
