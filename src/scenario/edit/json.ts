import type { Json } from "../../core/index.ts";
import { newProblems } from "../problems.ts";
import { readJsonText } from "../read/json.ts";
import { readSource, type Where } from "../source.ts";
import { entryOf, type Node } from "../tree.ts";
import { NotEditable } from "./edit-error.ts";
import { pushIntoFlow, removeFromFlow, type Flow } from "./flow.ts";
import { indentOf, lineEndOf, spliced, withLineEnds, type Range } from "./lines.ts";
import { pathText, type EditPath, type Operation } from "./operation.ts";

/** Longest line that a table or list is written on, where the file has several lines. */
const lineCharsMax = 80;

/** Changes JSON text in place. */
export function editJson(text: string, operation: Operation): string {
  const root = treeOf(text);
  const style = styleOf(text);
  const node = nodeAt(root, operation.path);
  switch (operation.do) {
    case "replace": {
      const { start, end } = rangeOf(node);
      return spliced(text, [{ start, end, text: render(operation.value, style, indentOf(text, start)) }]);
    }
    case "insert": {
      const { key, value } = operation;
      return pushed(
        text,
        node,
        style,
        (indent) => `${JSON.stringify(key)}:${style.gap}${render(value, style, indent)}`,
      );
    }
    case "push":
      return pushed(text, node, style, (indent) => render(operation.value, style, indent));
    case "remove":
    default: {
      const parent = nodeAt(root, operation.path.slice(0, -1));
      const step = operation.path.at(-1);
      const index =
        parent.kind === "table" ? parent.entries.findIndex(({ key }) => key === step) : Number(step);
      return spliced(text, removeFromFlow(text, flowOf(parent, style), index));
    }
  }
}

function pushed(
  text: string,
  node: Node,
  style: Style,
  write: (indent: string | undefined) => string,
): string {
  const flow = flowOf(node, style);
  const { multiline, unit, lineEnd } = style;
  if (flow.items.length > 0 || !multiline) return spliced(text, pushIntoFlow(text, flow, write));
  const indent = indentOf(text, flow.start);
  const item = `${lineEnd}${indent}${unit}${write(indent + unit)}${lineEnd}${indent}`;
  return spliced(text, [{ start: flow.start + 1, end: flow.end - 1, text: item }]);
}

/** How a file of JSON is laid out. */
interface Style {
  readonly multiline: boolean;
  /** White space of one level. */
  readonly unit: string;
  /** What stands after a colon, and after a comma on one line. */
  readonly gap: string;
  readonly lineEnd: "\n" | "\r\n";
}

function styleOf(text: string): Style {
  const body = text.trim();
  const multiline = body.includes("\n");
  return {
    multiline,
    unit: /\n([ \t]+)\S/.exec(body)?.[1] ?? "  ",
    gap: !multiline && body.length > 2 && JSON.stringify(JSON.parse(body)) === body ? "" : " ",
    lineEnd: lineEndOf(text),
  };
}

function render(value: Json, style: Style, indent: string | undefined): string {
  if (style.gap === "") return JSON.stringify(value);
  const line = oneLine(value);
  if (!style.multiline || indent === undefined || line.length + indent.length <= lineCharsMax) return line;
  const lines = JSON.stringify(value, null, style.unit).replaceAll("\n", `\n${indent}`);
  return withLineEnds(lines, style.lineEnd);
}

function oneLine(value: Json): string {
  if (Array.isArray(value)) return `[${value.map((item: Json) => oneLine(item)).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${oneLine(item)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

/** The tree of a text that was read before; its places count UTF-16 units, as editing does. */
function treeOf(text: string): Node {
  const source = readSource("file.json", new Uint8Array());
  if (!source.ok) throw new NotEditable("it can't be read");
  const locate = (start: number, end: number): Where => ({ source: source.value, start, end });
  const root = readJsonText(text, locate, newProblems());
  if (root === null) throw new NotEditable("it is not valid JSON");
  return root;
}

function rangeOf({ where }: { readonly where: Where }): Range {
  if ("input" in where) throw new NotEditable("it stands in no file");
  return where;
}

function nodeAt(root: Node, path: EditPath): Node {
  let node: Node | undefined = root;
  for (const step of path) {
    if (node?.kind === "table") node = entryOf(node, String(step))?.value;
    else node = node?.kind === "list" ? node.items[Number(step)] : undefined;
  }
  if (node === undefined) throw new NotEditable(`${pathText(path)} is not there`);
  return node;
}

function flowOf(node: Node, { gap }: Style): Flow {
  const base = { ...rangeOf(node), trailingComma: false, gap };
  if (node.kind === "list") return { ...base, kind: "list", items: node.items.map(rangeOf) };
  if (node.kind !== "table") throw new NotEditable("it is neither a table nor a list");
  const items = node.entries.map(({ keyWhere, value }) => ({
    start: rangeOf({ where: keyWhere }).start,
    end: rangeOf(value).end,
  }));
  return { ...base, kind: "table", items };
}
