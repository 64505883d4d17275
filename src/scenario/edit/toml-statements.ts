import { type AST, parseTOML } from "toml-eslint-parser";
import { NotEditable } from "./edit-error.ts";
import type { Flow } from "./flow.ts";
import type { Range } from "./lines.ts";
import type { EditPath } from "./operation.ts";

/** One line of TOML, as far as it says something: a header, or a key with its value. */
export interface Statement extends Range {
  readonly kind: "header" | "pair";
  /** Of the table that a header opens, or of the key. */
  readonly path: EditPath;
  /** Number of the header it stands below; -1 at the top of the file. */
  readonly section: number;
  /** Whether a header opens an item of a list: `[[ ]]`. */
  readonly item: boolean;
  readonly value?: AST.TOMLContentNode | undefined;
}

/** What a TOML file says, line by line. */
export function statementsOf(text: string): readonly Statement[] {
  const statements: Statement[] = [];
  const add = (pair: AST.TOMLKeyValue, round: EditPath, section: number): void => {
    const [start, end] = pair.range;
    const path = [...round, ...keysOf(pair.key)];
    statements.push({ kind: "pair", path, section, item: false, start, end, value: pair.value });
  };
  for (const part of parseTOML(text, { tomlVersion: "1.0" }).body[0].body) {
    if (part.type === "TOMLKeyValue") {
      add(part, [], -1);
      continue;
    }
    const item = part.kind === "array";
    const end = text.indexOf("]", part.key.range[1]) + (item ? 2 : 1);
    const section = statements.length;
    statements.push({ kind: "header", path: part.resolvedKey, section, item, start: part.range[0], end });
    for (const pair of part.body) add(pair, part.resolvedKey, section);
  }
  return statements;
}

/** The names of a key, which may be dotted. */
export function keysOf(key: AST.TOMLKey): string[] {
  return key.keys.map((part) => (part.type === "TOMLBare" ? part.name : part.value));
}

/** Whether a path begins with another, or is it. */
export function isUnder(path: EditPath, round: EditPath): boolean {
  return round.length <= path.length && round.every((step, index) => path[index] === step);
}

/** Whether two paths are the same. */
export function samePath(left: EditPath, right: EditPath): boolean {
  return left.length === right.length && isUnder(left, right);
}

/** A value inside a line: an item or entry of brackets, or the whole value of a key. */
export interface Inside {
  readonly node: AST.TOMLContentNode;
  /** The brackets it stands in directly, and its number in them; undefined for the value of a line's key. */
  readonly round: { readonly node: AST.TOMLArray | AST.TOMLInlineTable; readonly index: number } | undefined;
}

/** What stands at a path below a value: undefined when that has no place of its own, as with dotted keys. */
export function insideOf(value: AST.TOMLContentNode, path: EditPath): Inside | undefined {
  let found: Inside = { node: value, round: undefined };
  let rest = path;
  while (rest.length > 0) {
    const { node } = found;
    if (node.type === "TOMLArray") {
      const index = Number(rest[0]);
      const item = node.elements[index];
      if (item === undefined) return undefined;
      found = { node: item, round: { node, index } };
      rest = rest.slice(1);
    } else if (node.type === "TOMLInlineTable") {
      const index = node.body.findIndex(({ key }) => isUnder(rest, keysOf(key)));
      const entry = node.body[index];
      if (entry === undefined) return undefined;
      found = { node: entry.value, round: { node, index } };
      rest = rest.slice(entry.key.keys.length);
    } else throw new NotEditable("it is neither a table nor a list");
  }
  return found;
}

/** A TOML file while it is changed. */
export interface TomlFile {
  readonly text: string;
  readonly statements: readonly Statement[];
}

/** The line whose value is at a path or holds it. */
export function lineOf({ statements }: TomlFile, path: EditPath): Statement | undefined {
  return statements.find((one) => one.kind === "pair" && isUnder(path, one.path));
}

/** Where a part of the file stands. */
export function rangeOf({ range: [start, end] }: AST.TOMLNode): Range {
  return { start, end };
}

/** The brackets of a list or table. */
export function flowOf(node: AST.TOMLArray | AST.TOMLInlineTable): Flow {
  const list = node.type === "TOMLArray";
  const items = (list ? node.elements : node.body).map(rangeOf);
  return { ...rangeOf(node), items, kind: list ? "list" : "table", trailingComma: list, gap: " " };
}

/** The table of the header that a line stands below. */
export function sectionPath({ statements }: TomlFile, { section }: Statement): EditPath {
  return statements[section]?.path ?? [];
}
