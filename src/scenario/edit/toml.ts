import type { AST } from "toml-eslint-parser";
import { isJsonObject } from "../../core/index.ts";
import type { Json, JsonObject } from "../../core/index.ts";
import { NotEditable } from "./edit-error.ts";
import { pushIntoFlow } from "./flow.ts";
import {
  commentsAbove,
  indented,
  indentOf,
  lineEndOf,
  lineStart,
  nextLine,
  spliced,
  withLineEnds,
  type Range,
} from "./lines.ts";
import { pathText, type EditPath, type Operation } from "./operation.ts";
import { header, inlineToml, isTables, keyLine, lineValue, section, tomlKey } from "./toml-text.ts";
import { removeFromToml } from "./toml-remove.ts";
import {
  flowOf,
  insideOf,
  isUnder,
  lineOf,
  rangeOf,
  samePath,
  sectionPath,
  statementsOf,
  type Statement,
  type TomlFile,
} from "./toml-statements.ts";

/** Changes TOML text in place. */
export function editToml(text: string, operation: Operation): string {
  const file: TomlFile = { text, statements: statementsOf(text) };
  switch (operation.do) {
    case "replace":
      return replaced(file, operation.path, operation.value);
    case "insert":
      return inserted(file, operation.path, operation.key, operation.value);
    case "push":
      return pushed(file, operation.path, operation.value);
    case "remove":
    default:
      return removeFromToml(file, operation.path);
  }
}

/** The brackets at a path inside a line. */
function bracketsAt(line: Statement, path: EditPath): AST.TOMLArray | AST.TOMLInlineTable | undefined {
  const node = insideOf(line.value as AST.TOMLContentNode, path.slice(line.path.length))?.node;
  return node?.type === "TOMLArray" || node?.type === "TOMLInlineTable" ? node : undefined;
}

function replaced(file: TomlFile, path: EditPath, value: Json): string {
  const { text } = file;
  const line = lineOf(file, path);
  if (line === undefined) return replacedBelowHeaders(file, path, value);
  const found = insideOf(line.value as AST.TOMLContentNode, path.slice(line.path.length));
  if (found === undefined) return again(removeFromToml(file, path), path, value);
  const { start, end } = rangeOf(found.node);
  const column = start - lineStart(text, start);
  const whole = found.round === undefined;
  const written = whole
    ? indented(lineValue(value, column, textsFit(text, start)), indentOf(text, start))
    : inlineToml(value);
  return spliced(text, [{ start, end, text: withLineEnds(written, lineEndOf(text)) }]);
}

/** Removed before, a value is put in its place's table anew. */
function again(text: string, path: EditPath, value: Json): string {
  const key = path.at(-1);
  if (typeof key !== "string") throw new NotEditable(`${pathText(path)} can't be changed in place`);
  return inserted({ text, statements: statementsOf(text) }, path.slice(0, -1), key, value);
}

/** A table below headers keeps them; its keys are changed one by one. */
function replacedBelowHeaders(file: TomlFile, path: EditPath, value: Json): string {
  const own = file.statements.some((one) => one.kind === "header" && samePath(one.path, path));
  if (!own || !isJsonObject(value)) return again(removeFromToml(file, path), path, value);
  const keys = new Set(
    file.statements.flatMap((one) => (isUnder(one.path, path) ? (one.path[path.length] ?? []) : [])),
  );
  let { text } = file;
  for (const key of keys) text = removeFromToml({ text, statements: statementsOf(text) }, [...path, key]);
  for (const [key, one] of Object.entries(value)) {
    text = inserted({ text, statements: statementsOf(text) }, path, key, one);
  }
  return text;
}

/** Adds a key to a table that is there. */
function inserted(file: TomlFile, path: EditPath, key: string, value: Json): string {
  const { text } = file;
  const line = lineOf(file, path);
  if (line !== undefined) return insertedInside(text, line, path, key, value);
  const deep = below([...path, key], value);
  if (isTables(deep.value)) return withTables(file, path, deep.path, deep.value);
  const isRoot = path.length === 0;
  if ((isRoot || deep.path.length > path.length + 1) && isJsonObject(deep.value)) {
    return atEnd(text, section(deep.path, deep.value, "table", textsFit(text)));
  }
  return insertedLine(file, path, key, value);
}

/** A table with one key that is a table: headers name both. */
function below(path: EditPath, value: Json): { readonly path: EditPath; readonly value: Json } {
  const [only, ...more] = isJsonObject(value) ? Object.entries(value) : [];
  if (only === undefined || more.length > 0 || !(isJsonObject(only[1]) || isTables(only[1])))
    return { path, value };
  return below([...path, only[0]], only[1]);
}

function insertedInside(text: string, line: Statement, path: EditPath, key: string, value: Json): string {
  const brackets = bracketsAt(line, path);
  const entry = (keys: readonly string[]): string => `${keys.map(tomlKey).join(".")} = ${inlineToml(value)}`;
  if (brackets !== undefined)
    return spliced(
      text,
      pushIntoFlow(text, flowOf(brackets), () => entry([key])),
    );
  // Dotted keys in braces: the new one goes into the same braces, dotted too.
  for (let depth = path.length - 1; depth >= line.path.length; depth--) {
    const round = bracketsAt(line, path.slice(0, depth));
    const names = [...path.slice(depth), key].filter((step) => typeof step === "string");
    if (round !== undefined)
      return spliced(
        text,
        pushIntoFlow(text, flowOf(round), () => entry(names)),
      );
  }
  throw new NotEditable(`${pathText(path)} can't be changed in place`);
}

/** A key of a table that headers or dotted keys define. */
function insertedLine(file: TomlFile, path: EditPath, key: string, value: Json): string {
  const { text, statements } = file;
  const home =
    path.length === 0 ? -1 : statements.findIndex((one) => one.kind === "header" && samePath(one.path, path));
  if (home >= 0 || path.length === 0) {
    const last = statements.findLast((one) => one.section === home);
    if (last !== undefined) return afterLine(text, last, keyLine([key], value, textsFit(text, last.start)));
    const first = statements[0];
    const at = first === undefined ? text.length : beforeSection(text, first);
    return put(text, at, `${keyLine([key], value, textsFit(text))}\n${first === undefined ? "" : "\n"}`);
  }
  const dotted = statements.findLast((one) => one.kind === "pair" && isUnder(one.path, path));
  // The path of its section and this one both begin the key's: the shorter of them begins the other.
  const depth = dotted === undefined ? path.length : sectionPath(file, dotted).length;
  if (dotted !== undefined && path.length > depth) {
    const names = [...path.slice(depth), key].filter((step) => typeof step === "string");
    return afterLine(text, dotted, keyLine(names, value, textsFit(text, dotted.start)));
  }
  const first = statements.find((one) => isUnder(one.path, path));
  if (first === undefined) throw new NotEditable(`${pathText(path)} is not there`);
  return put(
    text,
    beforeSection(text, first),
    `${header(path, "table")}\n${keyLine([key], value, textsFit(text))}\n\n`,
  );
}

/** Where a section begins, its comments included; comments at the top of a file belong to the file. */
function beforeSection(text: string, first: Statement): number {
  const start = commentsAbove(text, first.start, 0);
  return start === 0 ? lineStart(text, first.start) : start;
}

function afterLine(text: string, line: Range, added: string): string {
  const indent = indentOf(text, line.start);
  return put(text, nextLine(text, line.end), `${indent}${indented(added, indent)}\n`);
}

/** Whether a text of several lines can stand in a file, and at the indentation of a line, as it is. */
function textsFit(text: string, index?: number): boolean {
  return lineEndOf(text) === "\n" && (index === undefined || indentOf(text, index) === "");
}

/** Puts whole lines at a place, the one before which they stand ended. */
function put(text: string, at: number, lines: string): string {
  const before = at > 0 && text[at - 1] !== "\n" ? "\n" : "";
  return spliced(text, [{ start: at, end: at, text: withLineEnds(before + lines, lineEndOf(text)) }]);
}

function atEnd(text: string, lines: string): string {
  const gap = text.trim() === "" || /\n\r?\n$/.test(text) ? "" : text.endsWith("\n") ? "\n" : "\n\n";
  return spliced(text, [
    { start: text.length, end: text.length, text: withLineEnds(`${gap}${lines}\n`, lineEndOf(text)) },
  ]);
}

/** Adds tables below headers after what is round them. */
function withTables(file: TomlFile, round: EditPath, list: EditPath, tables: readonly JsonObject[]): string {
  const { text, statements } = file;
  const made = tables.map((one) => section(list, one, "list", textsFit(text))).join("\n\n");
  const last = statements.findLast((one) => isUnder(one.path, round));
  if (round.length === 0 || last === undefined || last === statements.at(-1)) return atEnd(text, made);
  return put(text, nextLine(text, last.end), `\n${made}\n`);
}

function pushed(file: TomlFile, path: EditPath, value: Json): string {
  const { text, statements } = file;
  const line = lineOf(file, path);
  if (line !== undefined) {
    const brackets = bracketsAt(line, path);
    if (brackets === undefined) throw new NotEditable(`${pathText(path)} is no list`);
    return spliced(
      text,
      pushIntoFlow(text, flowOf(brackets), () => inlineToml(value)),
    );
  }
  if (!isJsonObject(value)) throw new NotEditable(`${pathText(path)} is a list of tables`);
  const headers = statements.filter((one) => one.item && samePath(one.path.slice(0, -1), path));
  const last = statements.findLast((one) => isUnder(one.path, path)) as Statement;
  const apart = headers.length < 2 || /\n[ \t]*\r?\n/.test(betweenLast(text, headers));
  const made = section(path, value, "list", textsFit(text));
  const gap = apart ? "\n" : "";
  return put(text, nextLine(text, last.end), `${gap}${made}\n`);
}

/** What stands before the last of several items, from the one before on. */
function betweenLast(text: string, headers: readonly Statement[]): string {
  return text.slice(headers.at(-2)?.start ?? 0, headers.at(-1)?.start ?? 0);
}
