import { closingQuote, escapeToken, pointerTokens, type TextRange } from "./json-scan.ts";

/**
 * Answers where the values of JSON Pointers stand in valid JSON text: a scalar itself, the key of a table or list, its
 * opening brace where it has no key. A pointer to nothing gets the place of the nearest value round it. What was read
 * over for one question is not read again for the next.
 */
export function createLocator(text: string): (pointers: readonly string[]) => ReadonlyMap<string, TextRange> {
  const known = new Map<number, Container>();
  return (pointers) => {
    const root: Wanted = { below: new Map(), pointer: "" };
    for (const pointer of pointers) want(root, pointer);
    const found = new Map<string, TextRange>();
    const cursor: Cursor = { text, at: 0, found, known };
    skipSpace(cursor);
    locateValue(cursor, root, undefined);
    return new Map(pointers.map((pointer) => [pointer, nearestPlace(found, pointer)]));
  };
}

interface Wanted {
  readonly below: Map<string, Wanted>;
  readonly pointer: string;
}

function want(root: Wanted, pointer: string): void {
  let node = root;
  for (const token of pointerTokens(pointer)) {
    let next = node.below.get(token);
    if (next === undefined) {
      next = { below: new Map(), pointer: `${node.pointer}/${escapeToken(token)}` };
      node.below.set(token, next);
    }
    node = next;
  }
}

function nearestPlace(found: ReadonlyMap<string, TextRange>, pointer: string): TextRange {
  for (let at = pointer; at !== ""; at = at.slice(0, at.lastIndexOf("/"))) {
    const range = found.get(at);
    if (range !== undefined) return range;
  }
  return found.get("") ?? { start: 0, end: 1 };
}

/** A table or list that was read over. */
interface Container {
  /** By key or index. */
  readonly children: ReadonlyMap<string, Child>;
  /** Behind its closing brace. */
  readonly end: number;
}

interface Child {
  /** Where its value begins. */
  readonly start: number;
  readonly key: TextRange | undefined;
}

interface Cursor {
  readonly text: string;
  readonly found: Map<string, TextRange>;
  /** By where they begin. */
  readonly known: Map<number, Container>;
  at: number;
}

/** Reads over the value at the cursor; its depth is within the limits, as the scan has shown. */
function locateValue(cursor: Cursor, wanted: Wanted, key: TextRange | undefined): void {
  const start = cursor.at;
  const unit = cursor.text.charCodeAt(start);
  if (unit !== openBrace && unit !== openBracket) {
    skipValue(cursor);
    cursor.found.set(wanted.pointer, { start, end: cursor.at });
    return;
  }
  cursor.found.set(wanted.pointer, key ?? { start, end: start + 1 });
  if (wanted.below.size === 0) return skipValue(cursor);
  const known = cursor.known.get(start);
  if (known === undefined) return locateInside(cursor, wanted, unit === openBrace);
  for (const [token, below] of wanted.below) {
    const child = known.children.get(token);
    if (child === undefined) continue;
    cursor.at = child.start;
    locateValue(cursor, below, child.key);
  }
  cursor.at = known.end;
}

const [openBrace, openBracket] = [0x7b, 0x5b];

/** Reads over a table or list for the first time. */
function locateInside(cursor: Cursor, wanted: Wanted, isTable: boolean): void {
  const start = cursor.at;
  const children = new Map<string, Child>();
  cursor.at += 1;
  for (let index = 0; ; index++) {
    skipSpace(cursor);
    const next = cursor.text.charCodeAt(cursor.at);
    if (next === 0x7d || next === 0x5d || Number.isNaN(next)) break;
    const own = isTable ? readKey(cursor) : undefined;
    const name = own?.key ?? String(index);
    skipSpace(cursor);
    children.set(name, { start: cursor.at, key: own?.range });
    const below = wanted.below.get(name);
    if (below === undefined) skipValue(cursor);
    else locateValue(cursor, below, own?.range);
    skipSpace(cursor);
    if (cursor.text.charCodeAt(cursor.at) === 0x2c) cursor.at += 1;
  }
  cursor.at += 1;
  cursor.known.set(start, { children, end: cursor.at });
}

function readKey(cursor: Cursor): { readonly key: string; readonly range: TextRange } {
  const start = cursor.at;
  const end = closingQuote(cursor.text, start) + 1;
  cursor.at = end;
  skipSpace(cursor);
  cursor.at += 1;
  return { key: JSON.parse(cursor.text.slice(start, end)) as string, range: { start, end } };
}

function skipSpace(cursor: Cursor): void {
  while (isSpace(cursor.text.charCodeAt(cursor.at))) cursor.at += 1;
}

function isSpace(unit: number): boolean {
  return unit === 0x20 || unit === 0x0a || unit === 0x0d || unit === 0x09;
}

function skipValue(cursor: Cursor): void {
  const { text } = cursor;
  let depth = 0;
  skipSpace(cursor);
  for (; cursor.at < text.length; cursor.at++) {
    const unit = text.charCodeAt(cursor.at);
    if (unit <= 0x20 && depth > 0) continue;
    if (unit === 0x22) cursor.at = closingQuote(text, cursor.at);
    else if (unit === 0x7b || unit === 0x5b) depth += 1;
    else if (unit === 0x7d || unit === 0x5d) {
      if (depth === 0) return;
      depth -= 1;
      if (depth === 0) break;
    } else if (depth === 0 && (unit === 0x2c || isSpace(unit))) return;
    else continue;
    if (depth === 0) break;
  }
  cursor.at += 1;
}
