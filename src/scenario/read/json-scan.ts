import { isJsonObject, type Json } from "../../core/index.ts";

/** A range of UTF-16 units of a text. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** What a look over JSON text finds before it is parsed. */
export interface JsonScan {
  readonly values: number;
  readonly depth: number;
  /** Where depth or values first passed their limit; the scan ends there. */
  readonly overLimitAt: number | undefined;
  readonly duplicates: readonly {
    readonly key: string;
    readonly first: TextRange;
    readonly again: TextRange;
  }[];
}

/** Duplicates that are told; a hostile text may have a million. */
const duplicatesMax = 200;

/**
 * Looks over JSON text for what JSON.parse does not tell: keys that stand twice in one object, depth, the
 * number of values. Text that is no JSON gives a scan that means nothing, never an error.
 */
export function scanJson(text: string, most: { readonly depth: number; readonly values: number }): JsonScan {
  const open: (Map<string, number> | null)[] = [];
  const duplicates: { key: string; first: TextRange; again: TextRange }[] = [];
  let values = 1;
  let depth = 0;
  let keyNext = false;
  let overLimitAt: number | undefined;
  for (let at = 0; at < text.length && overLimitAt === undefined; at++) {
    const unit = text.charCodeAt(at);
    // Most of a large text is indentation.
    if (unit <= 0x20) continue;
    if (unit === 0x22) {
      const start = at;
      at = closingQuote(text, at);
      const keys = keyNext ? open.at(-1) : undefined;
      keyNext = false;
      if (keys === undefined || keys === null) continue;
      const key = text.slice(start + 1, at);
      const first = keys.get(key);
      if (first === undefined) keys.set(key, start);
      else if (duplicates.length < duplicatesMax) {
        const range = { start: first, end: first + key.length + 2 };
        duplicates.push({ key, first: range, again: { start, end: at + 1 } });
      }
    } else if (unit === 0x7b || unit === 0x5b) {
      open.push(unit === 0x7b ? new Map() : null);
      values += 1;
      keyNext = unit === 0x7b;
      depth = Math.max(depth, open.length);
      if (open.length > most.depth) overLimitAt = at;
    } else if (unit === 0x7d || unit === 0x5d) {
      open.pop();
      keyNext = false;
    } else if (unit === 0x2c) {
      values += 1;
      keyNext = open.at(-1) instanceof Map;
      if (values > most.values) overLimitAt = at;
    }
  }
  return { values, depth, overLimitAt, duplicates };
}

/** Index of the quote that ends the string begun at `start`; the text's end where none does. */
export function closingQuote(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let escapes = 0;
    while (text.charCodeAt(at - 1 - escapes) === 0x5c) escapes += 1;
    if (escapes % 2 === 0) return at;
  }
  return text.length;
}

/** The parts of a JSON Pointer, unescaped. @example pointerTokens("/paths/~1a") // ["paths", "/a"] */
export function pointerTokens(pointer: string): string[] {
  if (pointer === "") return [];
  return pointer
    .slice(1)
    .split("/")
    .map((token) => (token.includes("~") ? token.replaceAll("~1", "/").replaceAll("~0", "~") : token));
}

/** One part of a JSON Pointer, escaped. @example escapeToken("/a") // "~1a" */
export function escapeToken(token: string): string {
  return /[~/]/.test(token) ? token.replaceAll("~", "~0").replaceAll("/", "~1") : token;
}

/** The value at a JSON Pointer; undefined where there is none. Own keys only, whatever their name. */
export function valueAt(root: Json, pointer: string): Json | undefined {
  let value: Json = root;
  for (const token of pointerTokens(pointer)) {
    if (Array.isArray(value)) {
      if (!/^(?:0|[1-9]\d*)$/.test(token) || Number(token) >= value.length) return undefined;
      value = value[Number(token)] as Json;
    } else if (isJsonObject(value) && Object.hasOwn(value, token)) value = value[token] as Json;
    else return undefined;
  }
  return value;
}
