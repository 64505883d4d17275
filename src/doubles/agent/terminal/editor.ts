import { limits } from "../../../core/index.ts";
import type { EditingKey } from "./keys/key.ts";
import { widthOf } from "./screen/width.ts";

/** What is being typed. */
export interface Editor {
  readonly text: string;
  /** Where the next character goes, in UTF-16 units. */
  readonly cursor: number;
}

export const emptyEditor: Editor = { text: "", cursor: 0 };

/** A text with the cursor behind it. */
export function editorOf(text: string): Editor {
  return { text, cursor: text.length };
}

/** Puts text where the cursor is; what would make the prompt longer than any is dropped. */
export function insert({ text, cursor }: Editor, added: string): Editor {
  const room = Math.max(0, limits.typedPromptChars - text.length);
  const taken = added.length <= room ? added : added.slice(0, room);
  return { text: text.slice(0, cursor) + taken + text.slice(cursor), cursor: cursor + taken.length };
}

type Move = (text: string, cursor: number) => number;

const moves: Readonly<Partial<Record<EditingKey, Move>>> = {
  left: before,
  right: after,
  "word-left": wordBefore,
  "word-right": wordAfter,
  home: lineStart,
  end: lineEnd,
};

/** Keys that erase everything up to some place. */
const erasures: Readonly<Partial<Record<EditingKey, Move>>> = {
  backspace: before,
  delete: after,
  "erase-word": wordBefore,
  "erase-to-start": lineStart,
  "erase-to-end": lineEnd,
};

/** What a key makes of a line. */
export function edit(editor: Editor, key: EditingKey): Editor {
  const { text, cursor } = editor;
  const move = moves[key];
  if (move !== undefined) return { text, cursor: move(text, cursor) };
  const end = erasures[key]?.(text, cursor) ?? cursor;
  return removed(editor, Math.min(cursor, end), Math.max(cursor, end));
}

/** The same place one line up or down; undefined: there is no such line. */
export function moveLine({ text, cursor }: Editor, direction: "up" | "down"): Editor | undefined {
  const start = lineStart(text, cursor);
  const column = cursor - start;
  if (direction === "up") {
    if (start === 0) return undefined;
    const above = lineStart(text, start - 1);
    return { text, cursor: onBoundary(text, Math.min(above + column, start - 1)) };
  }
  const end = lineEnd(text, cursor);
  if (end === text.length) return undefined;
  return { text, cursor: onBoundary(text, Math.min(end + 1 + column, lineEnd(text, end + 1))) };
}

function removed({ text }: Editor, start: number, end: number): Editor {
  return { text: text.slice(0, start) + text.slice(end), cursor: start };
}

/** Whether a character begins here that takes cells of its own, so that the cursor may stand before it. */
function isBoundary(text: string, at: number): boolean {
  if (at <= 0 || at >= text.length) return true;
  const code = text.charCodeAt(at);
  if (code >= 0xdc00 && code <= 0xdfff && isHigh(text.charCodeAt(at - 1))) return false;
  return widthOf(String.fromCodePoint(text.codePointAt(at) ?? 0)) > 0;
}

function isHigh(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

function onBoundary(text: string, at: number): number {
  let found = at;
  while (!isBoundary(text, found)) found--;
  return found;
}

function before(text: string, cursor: number): number {
  return cursor === 0 ? 0 : onBoundary(text, cursor - 1);
}

function after(text: string, cursor: number): number {
  let found = Math.min(cursor + 1, text.length);
  while (!isBoundary(text, found)) found++;
  return found;
}

function wordBefore(text: string, cursor: number): number {
  let found = cursor;
  while (found > 0 && isSpace(text[found - 1])) found--;
  while (found > 0 && !isSpace(text[found - 1])) found--;
  return found;
}

function wordAfter(text: string, cursor: number): number {
  let found = cursor;
  while (found < text.length && isSpace(text[found])) found++;
  while (found < text.length && !isSpace(text[found])) found++;
  return found;
}

function isSpace(character: string | undefined): boolean {
  return character === " " || character === "\n";
}

function lineStart(text: string, cursor: number): number {
  return cursor === 0 ? 0 : text.lastIndexOf("\n", cursor - 1) + 1;
}

function lineEnd(text: string, cursor: number): number {
  const found = text.indexOf("\n", cursor);
  return found === -1 ? text.length : found;
}
