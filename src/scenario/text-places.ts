import type { FilePlace } from "../core/index.ts";
import { lineChars } from "./source.ts";

/**
 * The places of a few ranges of a large text, found in one pass over it: a Source would first build tables as large
 * as the file.
 * @param mark bytes before the text, its byte order mark
 * @param ranges in UTF-16 units, in any order
 */
export function placesInText(
  file: string,
  text: string,
  mark: number,
  ranges: readonly { readonly start: number; readonly end: number }[],
): readonly FilePlace[] {
  const places: FilePlace[] = [];
  const at = (index: number): { readonly start: number; readonly end: number } =>
    ranges[index] as { readonly start: number; readonly end: number };
  const order = ranges.map((_, index) => index).sort((left, right) => at(left).start - at(right).start);
  let unit = 0;
  let byte = mark;
  let line = lineAt(text, 0);
  // Places on one line go on counting where the one before ended: a whole file may be one line.
  let counted = { unit: 0, characters: 0 };
  for (const index of order) {
    const start = Math.min(at(index).start, text.length);
    const end = Math.min(Math.max(at(index).end, start), text.length);
    byte += byteLength(text, unit, start);
    unit = start;
    while (line.next >= 0 && line.next <= start) {
      line = { ...lineAt(text, line.next), number: line.number + 1 };
      counted = { unit: line.start, characters: 0 };
    }
    const from = Math.min(start, line.end);
    counted = { unit: from, characters: counted.characters + characters(text, counted.unit, from) };
    const column = counted.characters + 1;
    const marked = characters(text, from, Math.min(end, line.end));
    places[index] = {
      kind: "file",
      file,
      line: line.number,
      column,
      endColumn: column + Math.max(marked, 1),
      text: text.slice(line.start, Math.min(line.end, line.start + lineChars)),
      bytes: { start: byte, end: byte + byteLength(text, start, end) },
    };
  }
  return places;
}

interface Line {
  readonly number: number;
  readonly start: number;
  /** Before its line end. */
  readonly end: number;
  /** Where the next line starts; -1 when this is the last. */
  readonly next: number;
}

function lineAt(text: string, start: number): Line {
  const found = text.indexOf("\n", start);
  const whole = found < 0 ? text.length : found;
  const end = whole > start && text[whole - 1] === "\r" ? whole - 1 : whole;
  return { number: 1, start, end, next: found < 0 ? -1 : found + 1 };
}

function byteLength(text: string, start: number, end: number): number {
  let length = end - start;
  for (let index = start; index < end; index++) {
    const unit = text.charCodeAt(index);
    // Each half of a surrogate pair stands for two of the four bytes.
    if (unit >= 0x80) length += unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 1 : 2;
  }
  return length;
}

/** Code points between two units; the second half of a surrogate pair is none. */
function characters(text: string, start: number, end: number): number {
  let count = end - start;
  for (let index = start; index < end; index++) {
    const unit = text.charCodeAt(index);
    if (unit >= 0xdc00 && unit < 0xe000) count -= 1;
  }
  return count;
}
