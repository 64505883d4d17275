import { isJsonObject, quote } from "../core/index.ts";
import { isList, type Value } from "./value.ts";

const shownItems = 8;
const shownDepth = 4;

/** A text in quotes, escaped and cut. Cuts before it escapes, so that a long body costs no more than a short one. */
export function showText(text: string, width = 120): string {
  return quote(text.slice(0, width + 1), width);
}

/**
 * A value on one line, safe for a terminal and bounded in width, depth and work: a body from outside may
 * be any JSON.
 * @example showValue({ labels: ["a", "b"] }) // '{"labels": ["a", "b"]}'
 */
export function showValue(value: Value, width = 120): string {
  const text = render(value, width, shownDepth);
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}

function render(value: Value, width: number, depth: number): string {
  if (value === undefined) return "nothing";
  if (typeof value === "string") return showText(value, width);
  if (isList(value)) {
    if (depth === 0) return "[…]";
    const items = value.slice(0, shownItems).map((item) => render(item, width, depth - 1));
    return `[${[...items, ...(value.length > shownItems ? ["…"] : [])].join(", ")}]`;
  }
  if (isJsonObject(value)) {
    if (depth === 0) return "{…}";
    const keys = Object.keys(value);
    const items = keys
      .slice(0, shownItems)
      .map((key) => `${showText(key, width)}: ${render(value[key], width, depth - 1)}`);
    return `{${[...items, ...(keys.length > shownItems ? ["…"] : [])].join(", ")}}`;
  }
  return String(value);
}

/** The name of a member, appended: `body` and `labels` make `body.labels`. */
export function memberLabel(label: string, key: string): string {
  return /^[\w-]+$/.test(key) ? `${label}.${key}` : `${label}[${showText(key, 60)}]`;
}
