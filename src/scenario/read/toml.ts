import { type AST, ParseError, parseTOML } from "toml-eslint-parser";
import { finding } from "../../core/index.ts";
import type { Finding } from "../../core/index.ts";
import { addProblem, type Problems } from "../problems.ts";
import { placeOf, whereOf, type Source, type Where } from "../source.ts";
import { checkTomlLimits } from "./toml-limits.ts";
import { checkDepth, type Entry, type Header, type Node, type TableNode } from "../tree.ts";

/** A table that is still being filled: TOML spreads one table over several headers. */
interface OpenTable {
  readonly node: TableNode & { readonly entries: Entry[]; readonly headers: Header[] };
  readonly open: Map<string, OpenTable | OpenTable[]>;
}

/** Reads TOML 1.0. A syntax error ends the reading, as what follows it can't be told. */
export function readToml(source: Source, problems: Problems): TableNode | null {
  checkTomlLimits(source);
  let program: AST.TOMLProgram;
  try {
    program = parseTOML(source.text, { tomlVersion: "1.0" });
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    addProblem(problems, () => syntaxFinding(source, error));
    return null;
  }
  const root = openTable(whereOf(source, 0, 0));
  for (const part of program.body[0].body) {
    if (part.type === "TOMLKeyValue") addKeyValue(source, root, part, 0);
    else addTable(source, root, part);
  }
  return root.node;
}

function openTable(where: Where): OpenTable {
  return { node: { kind: "table", entries: [], headers: [], where }, open: new Map() };
}

function addTable(source: Source, root: OpenTable, part: AST.TOMLTable): void {
  const keyEnd = part.key.range[1];
  const end = source.text.indexOf("]", keyEnd) + (part.kind === "array" ? 2 : 1);
  const where = whereOf(source, part.range[0], end);
  const keys = part.key.keys;
  checkDepth(keys.length, where);
  let table = root;
  for (const key of keys.slice(0, -1)) table = inner(source, table, key);
  const last = keys.at(-1) as AST.TOMLBare | AST.TOMLQuoted;
  const made =
    part.kind === "array" ? appended(source, table, last, where) : inner(source, table, last, where);
  made.node.headers.push({ text: source.text.slice(part.range[0], end), where });
  for (const line of part.body) addKeyValue(source, made, line, keys.length);
}

/** The table of a key inside another, made when it is not there; of an array of tables, the last one. */
function inner(
  source: Source,
  table: OpenTable,
  key: AST.TOMLBare | AST.TOMLQuoted,
  where?: Where,
): OpenTable {
  const name = keyText(key);
  const known = table.open.get(name);
  if (known !== undefined) return Array.isArray(known) ? (known.at(-1) as OpenTable) : known;
  const keyWhere = whereOf(source, ...key.range);
  const made = openTable(where ?? keyWhere);
  table.open.set(name, made);
  table.node.entries.push({ key: name, keyWhere, value: made.node });
  return made;
}

function appended(
  source: Source,
  table: OpenTable,
  key: AST.TOMLBare | AST.TOMLQuoted,
  where: Where,
): OpenTable {
  const name = keyText(key);
  const made = openTable(where);
  const known = table.open.get(name);
  if (Array.isArray(known)) {
    known.push(made);
    const list = table.node.entries.find((entry) => entry.key === name)?.value;
    if (list?.kind === "list") (list.items as Node[]).push(made.node);
    return made;
  }
  table.open.set(name, [made]);
  const keyWhere = whereOf(source, ...key.range);
  table.node.entries.push({ key: name, keyWhere, value: { kind: "list", items: [made.node], where } });
  return made;
}

function addKeyValue(source: Source, table: OpenTable, line: AST.TOMLKeyValue, depth: number): void {
  const keys = line.key.keys;
  checkDepth(depth + keys.length - 1, whereOf(source, ...line.key.range));
  let target = table;
  for (const key of keys.slice(0, -1)) target = inner(source, target, key);
  const last = keys.at(-1) as AST.TOMLBare | AST.TOMLQuoted;
  const value = valueNode(source, line.value, depth + keys.length);
  target.node.entries.push({ key: keyText(last), keyWhere: whereOf(source, ...last.range), value });
}

function keyText(key: AST.TOMLBare | AST.TOMLQuoted): string {
  return key.type === "TOMLBare" ? key.name : key.value;
}

function valueNode(source: Source, value: AST.TOMLContentNode, depth: number): Node {
  const where = whereOf(source, ...value.range);
  if (value.type === "TOMLArray") {
    checkDepth(depth, where);
    return { kind: "list", items: value.elements.map((item) => valueNode(source, item, depth + 1)), where };
  }
  if (value.type === "TOMLInlineTable") {
    checkDepth(depth, where);
    const table = openTable(where);
    for (const line of value.body) addKeyValue(source, table, line, depth);
    return table.node;
  }
  switch (value.kind) {
    case "string":
      return { kind: "string", value: value.value, where };
    case "integer":
      return { kind: "integer", value: exact(value.bigint), where };
    case "float":
      return { kind: "float", value: value.value, where };
    case "boolean":
      return { kind: "boolean", value: value.value, where };
    case "offset-date-time":
    case "local-date-time":
    case "local-date":
    case "local-time":
    default:
      return { kind: "date", text: value.datetime, form: value.kind, where };
  }
}

/** An integer beyond 2^53 becomes infinity, so that rounding can't hide it from the check. */
function exact(value: bigint): number {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : Number.POSITIVE_INFINITY;
}

const hints: Readonly<Record<string, { readonly what: string; readonly fix?: string }>> = {
  "Unspecified values are invalid": { what: "a value is missing here" },
  "Must be a newline": { what: "only one key may stand on a line", fix: "Start a new line here." },
  "Unterminated string constant": {
    what: "a string is not closed",
    fix: "Close it with the quote it began with.",
  },
  "Trailing comma is not permitted in an inline table": {
    what: "an inline table can't end with a comma in TOML 1.0",
    fix: "Remove the comma, or write the table below a header of its own.",
  },
  "No newlines are allowed between the curly braces unless they are valid within a value": {
    what: "an inline table must stand on one line in TOML 1.0",
    fix: "Write it on one line, or below a header of its own.",
  },
};

function syntaxFinding(source: Source, error: ParseError): Finding {
  const index = startOfError(source.text, error);
  const word = /^[^\s,\]}#=]+/.exec(source.text.slice(index, index + 1_000))?.[0] ?? "";
  const at = placeOf(whereOf(source, index, index + Math.max(word.length, 1)));
  if (error.message.startsWith("Defining a key multiple times")) {
    return finding("duplicate-key", { at, what: `"${word.replace(/\].*$/, "")}" is defined a second time` });
  }
  if (/^(null|nil|none|undefined)$/i.test(word)) {
    return finding("toml-null", { at, what: `"${word}": TOML has no null` });
  }
  if (/invalid (date|time)$/.test(error.message)) {
    const fix = "Write a day that exists, or put the text in quotes.";
    return finding("syntax-error", { at, what: `${word} is not a date or time that exists`, fix });
  }
  const hint = hints[error.message];
  if (hint !== undefined) return finding("syntax-error", { at, what: hint.what, fix: hint.fix });
  if (error.message === "Unexpected character" && /^[A-Za-z]/.test(word)) {
    return finding("syntax-error", {
      at,
      what: `"${word}" is not a value`,
      why: "In TOML a text stands in quotes; without them only numbers, dates, true and false are values.",
      fix: `Write it in quotes: "${word}"`,
    });
  }
  return finding("syntax-error", { at, what: `not valid TOML: ${lowerFirst(error.message)}` });
}

/** The parser reports a date at its end, and what is not closed after the line end. */
function startOfError(text: string, { index, message }: ParseError): number {
  if (/invalid (date|time)$/.test(message)) {
    return index - (/[0-9TtZz:.+-]*$/.exec(text.slice(Math.max(0, index - 60), index))?.[0].length ?? 0);
  }
  return message.startsWith("Unterminated") && text[index - 1] === "\n" ? index - 1 : index;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
