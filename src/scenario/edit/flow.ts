import {
  commentsAbove,
  indentOf,
  lineStart,
  lineStop,
  nextLine,
  startsLine,
  type Range,
  type Splice,
} from "./lines.ts";

/** A list or table in brackets: JSON's, TOML's inline ones, YAML's flow style. */
export interface Flow extends Range {
  /** Whole items: in a table from the key's first character to the value's last. */
  readonly items: readonly Range[];
  readonly kind: "table" | "list";
  /** Whether a comma may follow the last item. */
  readonly trailingComma: boolean;
  /** What stands between two items on one line. */
  readonly gap: string;
}

/**
 * Puts an item at the end.
 * @param write the item's text; given the indentation of its line where it gets one of its own
 */
export function pushIntoFlow(
  text: string,
  flow: Flow,
  write: (indent: string | undefined) => string,
): Splice[] {
  const last = flow.items.at(-1);
  if (last === undefined) return [firstOf(text, flow, write)];
  const comma = commaAfter(text, last.end, flow.end - 1);
  if (!startsLine(text, last.start)) {
    const item = write(undefined);
    return comma === undefined
      ? [insertion(last.end, `,${flow.gap}${item}`)]
      : [insertion(comma + 1, `${flow.gap}${item}`)];
  }
  const indent = indentOf(text, last.start);
  const after = lineStop(text, comma ?? last.end);
  // The bracket may stand on the same line.
  const at = after < flow.end - 1 ? after : (comma ?? last.end - 1) + 1;
  const line = `${newLine(text)}${indent}${write(indent)}${comma === undefined ? "" : ","}`;
  return comma === undefined ? [insertion(last.end, ","), insertion(at, line)] : [insertion(at, line)];
}

function insertion(at: number, text: string): Splice {
  return { start: at, end: at, text };
}

function newLine(text: string): string {
  return text.includes("\r\n") ? "\r\n" : "\n";
}

function firstOf(text: string, flow: Flow, write: (indent: string | undefined) => string): Splice {
  const inner = text.slice(flow.start + 1, flow.end - 1);
  if (inner.trim() === "") {
    const padding = flow.kind === "table" ? flow.gap : "";
    return { start: flow.start + 1, end: flow.end - 1, text: padding + write(undefined) + padding };
  }
  // Nothing but comments stands in it.
  const close = lineStart(text, flow.end - 1);
  const indent = `${indentOf(text, flow.end - 1)}  `;
  return insertion(close, `${indent}${write(indent)}${newLine(text)}`);
}

/** Removes an item with its comma, and with its line and its comments where it has a line of its own. */
export function removeFromFlow(text: string, flow: Flow, index: number): Splice[] {
  const item = flow.items[index] as Range;
  const before = flow.items[index - 1];
  const next = flow.items[index + 1];
  const comma = commaAfter(text, item.end, flow.end - 1);
  const bare = { start: item.start, end: comma === undefined ? item.end : comma + 1 };
  const inner = text.slice(flow.start + 1, item.start) + text.slice(bare.end, flow.end - 1);
  if (before === undefined && next === undefined && inner.trim() === "" && !inner.includes("\n")) {
    return [{ start: flow.start + 1, end: flow.end - 1, text: "" }];
  }
  const removed = { ...ownPart(text, flow, bare, before), text: "" };
  if (comma !== undefined || before === undefined) return [removed];
  const spare = commaAfter(text, before.end, item.start);
  return spare === undefined ? [removed] : [{ start: spare, end: spare + 1, text: "" }, removed];
}

/** What goes with an item: its line, or the space beside it. */
function ownPart(text: string, flow: Flow, item: Range, before: Range | undefined): Range {
  const stop = Math.min(lineStop(text, item.end), flow.end - 1);
  const rest = text.slice(item.end, stop);
  const comment = /^[ \t]*#/.test(rest);
  const lastOnLine = rest.trim() === "" || comment;
  const first = startsLine(text, item.start);
  if (first && lastOnLine && stop < flow.end - 1) {
    const floor = before === undefined ? nextLine(text, flow.start) : nextLine(text, before.end);
    return { start: commentsAbove(text, item.start, floor), end: nextLine(text, item.end) };
  }
  const spaces = /^[ \t]*/.exec(rest)?.[0].length ?? 0;
  if (!lastOnLine) return { start: item.start, end: item.end + spaces };
  const lead = /[ \t]*$/.exec(text.slice(lineStart(text, item.start), item.start))?.[0].length ?? 0;
  const alone = before === undefined || lineStart(text, before.end) !== lineStart(text, item.start);
  const own = comment && alone ? stop : item.end;
  return { start: first ? item.start : item.start - lead, end: own };
}

/** Where the comma after an index stands, if one does before `stop`. Comments are skipped; JSON has none. */
function commaAfter(text: string, index: number, stop: number): number | undefined {
  for (let at = index; at < stop; at++) {
    if (text[at] === ",") return at;
    if (text[at] === "#") at = text.indexOf("\n", at) < 0 ? stop : text.indexOf("\n", at);
    else if (!/\s/.test(text[at] as string)) return undefined;
  }
  return undefined;
}
