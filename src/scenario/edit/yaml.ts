import { isAlias, isMap, isScalar, isSeq, parseDocument, stringify } from "yaml";
import type { CST, Node as YamlNode, Pair, YAMLMap, YAMLSeq } from "yaml";
import { isJsonObject, type Json, type JsonObject } from "../../core/index.ts";
import { NotEditable } from "./edit-error.ts";
import { pushIntoFlow, removeFromFlow, type Flow } from "./flow.ts";
import {
  indented,
  lineEndOf,
  lineStart,
  lineStop,
  nextLine,
  spliced,
  startsLine,
  wholeLines,
  withLineEnds,
  type Range,
  type Splice,
} from "./lines.ts";
import { pathText, type EditPath, type Operation } from "./operation.ts";

/** A mapping or sequence, and the pair or item that it is the value of. */
type Collection = YAMLMap<YamlNode, YamlNode | null> | YAMLSeq<YamlNode>;

/** Changes YAML text in place: block style where a block is changed, flow style inside brackets. */
export function editYaml(text: string, operation: Operation): string {
  const document = parseDocument(text, { version: "1.2", schema: "core", keepSourceTokens: true });
  const root = document.contents as YamlNode | null;
  if (root === null || !isMap(root) || (isMap(root) && root.items.length === 0 && root.flow !== true)) {
    return emptyFile(text, operation);
  }
  switch (operation.do) {
    case "replace":
      return replaced(text, root, operation.path, operation.value);
    case "insert":
      return inserted(text, collectionAt(root, operation.path), { [operation.key]: operation.value });
    case "push":
      return inserted(text, collectionAt(root, operation.path), [operation.value]);
    case "remove":
    default:
      return removed(text, root, operation.path);
  }
}

/** A file without a value: comments at most. */
function emptyFile(text: string, operation: Operation): string {
  if (operation.do !== "insert" || operation.path.length > 0) throw new NotEditable("it holds no mapping");
  const before = text === "" || text.endsWith("\n") ? text : `${text}\n`;
  return before + withLineEnds(block({ [operation.key]: operation.value }), lineEndOf(text));
}

const writing = {
  version: "1.2",
  schema: "core",
  lineWidth: 0,
  doubleQuotedMinMultiLineLength: 1e9,
} as const;

function block(value: Json): string {
  return stringify(value, writing);
}

/** A value on one line, as it may stand in brackets too. */
function flowText(value: Json): string {
  if (Array.isArray(value)) return `[${value.map((item: Json) => flowText(item)).join(", ")}]`;
  if (typeof value === "string") return plainOrQuoted(value);
  if (!isJsonObject(value)) return JSON.stringify(value);
  return Object.keys(value).length === 0 ? "{}" : `{ ${flowEntries(value)} }`;
}

function flowEntries(table: JsonObject): string {
  return Object.entries(table)
    .map(([key, item]) => `${plainOrQuoted(key)}: ${flowText(item)}`)
    .join(", ");
}

/** A text without quotes where nobody could take it for anything else. */
function plainOrQuoted(text: string): string {
  const plain =
    /^[A-Za-z](?:[\w /.-]*\w)?$/.test(text) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text);
  return plain ? text : JSON.stringify(text);
}

function nodeAt(root: YamlNode, path: EditPath): YamlNode | null {
  let node: YamlNode | null = root;
  for (const step of path) {
    if (isMap(node)) node = pairOf(node as YAMLMap<YamlNode, YamlNode | null>, String(step)).value;
    else if (isSeq(node)) node = (node.items[Number(step)] ?? null) as YamlNode | null;
    else
      throw new NotEditable(
        isAlias(node)
          ? "it is written elsewhere in the file, at an anchor"
          : `${pathText(path)} is not there`,
      );
  }
  return node;
}

function pairOf(map: YAMLMap<YamlNode, YamlNode | null>, key: string): Pair<YamlNode, YamlNode | null> {
  const found = map.items.find((pair) => isScalar(pair.key) && pair.key.value === key);
  if (found === undefined) throw new NotEditable(`${key} is not there`);
  return found;
}

function collectionAt(root: YamlNode, path: EditPath): Collection {
  const node = nodeAt(root, path);
  if (!isMap(node) && !isSeq(node))
    throw new NotEditable(`${pathText(path)} is written elsewhere in the file, at an anchor`);
  return node as Collection;
}

function startOf(node: YamlNode): number {
  return node.range?.[0] ?? 0;
}

/** Where what a node says ends, without the comments and blank lines after it. */
function endOf(text: string, node: YamlNode): number {
  if ((isMap(node) || isSeq(node)) && node.flow !== true) {
    const last: unknown = node.items.at(-1);
    if (last !== undefined)
      return isSeq(node)
        ? endOf(text, last as YamlNode)
        : endOfPair(text, last as Pair<YamlNode, YamlNode | null>);
  }
  const end = node.range?.[1] ?? 0;
  const written = text.slice(startOf(node), end);
  // Blank lines after a block of text are part of it only when it says that it keeps them.
  if (!/^[|>](?!\d?\+)/.test(written)) return end;
  return end - (/(?<=\n)\s*$/.exec(written)?.[0].length ?? 0);
}

function endOfPair(text: string, { key, value }: Pair<YamlNode, YamlNode | null>): number {
  return value === null ? endOf(text, key) : Math.max(endOf(text, value), endOf(text, key));
}

/** The items of a collection as they stand in the text: pairs from their key on, items of a block from their dash on. */
function itemsOf(text: string, node: Collection): Range[] {
  if (isMap(node))
    return node.items.map((pair) => ({ start: startOf(pair.key), end: endOfPair(text, pair) }));
  const tokens = (node.srcToken as CST.BlockSequence | undefined)?.items ?? [];
  return node.items.map((item, index) => {
    const dash = tokens[index]?.start.find(({ type }) => type === "seq-item-ind");
    return {
      start: node.flow === true ? startOf(item) : (dash?.offset ?? startOf(item)),
      end: endOf(text, item),
    };
  });
}

function flowOf(text: string, node: Collection): Flow {
  const kind = isMap(node) ? "table" : "list";
  return {
    start: startOf(node),
    end: endOf(text, node),
    items: itemsOf(text, node),
    kind,
    trailingComma: true,
    gap: " ",
  };
}

function replaced(text: string, root: YamlNode, path: EditPath, value: Json): string {
  const node = nodeAt(root, path);
  if (node === null) {
    // A key alone in braces: `{ key }`.
    const pair = pairOf(
      collectionAt(root, path.slice(0, -1)) as YAMLMap<YamlNode, YamlNode | null>,
      String(path.at(-1)),
    );
    const at = endOf(text, pair.key);
    return spliced(text, [{ start: at, end: at, text: `: ${flowText(value)}` }]);
  }
  const start = startOf(node);
  const end = node.range?.[1] ?? start;
  if (start === end) {
    const colon = text[start - 1] === " " ? "" : " ";
    return spliced(text, [{ start, end, text: colon + flowText(value) }]);
  }
  const isBlock = (isMap(node) || isSeq(node)) && node.flow !== true;
  const sameKind = Array.isArray(value) ? isSeq(node) : isMap(node) && isJsonObject(value);
  const asBlock = isBlock && sameKind && Object.keys(value as object).length > 0;
  const own = isBlock ? endOf(text, node) : end;
  // What stands beside the last line of a block belongs to that line.
  const stop = isBlock && text[own - 1] !== "\n" ? lineStop(text, own) : own;
  const ended = text[stop - 1] === "\n" || (asBlock && stop === text.length) ? lineEndOf(text) : "";
  const written = asBlock ? indented(block(value).trimEnd(), columnOf(text, start)) : flowText(value);
  const put = withLineEnds(written, lineEndOf(text));
  if (!isBlock || asBlock || !startsLine(text, start)) {
    return spliced(text, [{ start, end: stop, text: put + ended }]);
  }
  return spliced(text, [
    ...besideOpening(root, path, put),
    { ...wholeLines(text, { start, end: stop }, start), text: "" },
  ]);
}

/** White space as wide as what stands before an index on its line. */
function columnOf(text: string, index: number): string {
  return " ".repeat(index - lineStart(text, index));
}

/** Puts a value beside its key or dash, where a block below it goes. */
function besideOpening(root: YamlNode, path: EditPath, value: string): Splice[] {
  const parent = collectionAt(root, path.slice(0, -1));
  const step = path.at(-1) as string | number;
  const index = isMap(parent) ? parent.items.indexOf(pairOf(parent, String(step))) : Number(step);
  const token = (parent.srcToken as CST.BlockMap | CST.BlockSequence | undefined)?.items[index];
  const before = (isMap(parent) ? token?.sep : token?.start) ?? [];
  const last = before.findLast(({ type }) => !["space", "newline", "comment"].includes(type));
  if (last === undefined) throw new NotEditable(`${pathText(path)} can't be changed in place`);
  const at = last.offset + last.source.length;
  return [{ start: at, end: at, text: ` ${value}` }];
}

/** Adds a pair to a mapping, or an item to a sequence. */
function inserted(text: string, node: Collection, added: Json): string {
  if (node.flow === true) {
    const one = isJsonObject(added) ? flowEntries(added) : flowText((added as readonly Json[])[0] as Json);
    return spliced(
      text,
      pushIntoFlow(text, flowOf(text, node), () => one),
    );
  }
  const items = itemsOf(text, node);
  const last = items.at(-1) as Range;
  const indent = columnOf(text, startOf(node));
  const ended = text[last.end - 1] === "\n";
  const at = ended ? last.end : nextLine(text, last.end);
  const lines = indent + indented(block(added).trimEnd(), indent);
  const separate = separated(text, items) ? "\n" : "";
  const before = at === 0 || text[at - 1] === "\n" ? separate : `\n${separate}`;
  return spliced(text, [{ start: at, end: at, text: withLineEnds(`${before}${lines}\n`, lineEndOf(text)) }]);
}

/** Whether the items of a block are kept apart by blank lines. */
function separated(text: string, items: readonly Range[]): boolean {
  const [first, second] = items;
  if (first === undefined || second === undefined) return false;
  return /\n[ \t]*\r?\n/.test(text.slice(Math.max(first.end - 1, 0), second.start));
}

function removed(text: string, root: YamlNode, path: EditPath): string {
  const parentPath = path.slice(0, -1);
  const parent = collectionAt(root, parentPath);
  const step = path.at(-1) as string | number;
  const index = isMap(parent) ? parent.items.indexOf(pairOf(parent, String(step))) : Number(step);
  const items = itemsOf(text, parent);
  const item = items[index] as Range;
  if (parent.flow === true) {
    const node = nodeAt(root, path);
    if ((node as { readonly anchor?: string } | null)?.anchor !== undefined)
      throw new NotEditable("an anchor stands on it");
    return spliced(text, removeFromFlow(text, flowOf(text, parent), index));
  }
  if (items.length === 1) return emptied(text, root, parentPath, item, isMap(parent) ? "{}" : "[]");
  const before = items[index - 1];
  const floor = before === undefined ? 0 : afterLine(text, before.end);
  if (startsLine(text, item.start))
    return spliced(text, [{ ...wholeLines(text, item, floor, index === 0), text: "" }]);
  // The first of a collection that begins beside a dash: the next one takes its place.
  const next = items[index + 1] as Range;
  const between = text.slice(afterLine(text, item.end), next.start).trim();
  const end = between === "" ? next.start : text[item.end - 1] === "\n" ? item.end : lineStop(text, item.end);
  const put = between !== "" && text[item.end - 1] === "\n" ? lineEndOf(text) : "";
  return spliced(text, [{ start: item.start, end, text: put }]);
}

function afterLine(text: string, end: number): number {
  return text[end - 1] === "\n" ? end : nextLine(text, end);
}

/** A collection whose only item goes says that it is empty; a file may be empty. */
function emptied(text: string, root: YamlNode, path: EditPath, item: Range, empty: string): string {
  if (path.length === 0) return spliced(text, [{ ...wholeLines(text, item, 0), text: "" }]);
  if (startsLine(text, item.start)) {
    return spliced(text, [...besideOpening(root, path, empty), { ...wholeLines(text, item, 0), text: "" }]);
  }
  const ended = text[item.end - 1] === "\n";
  const end = ended ? item.end : lineStop(text, item.end);
  return spliced(text, [{ start: item.start, end, text: empty + (ended ? lineEndOf(text) : "") }]);
}
