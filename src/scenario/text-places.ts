import type { FilePlace } from "../core/index.ts";
import { lineChars } from "./source.ts";

/** A range of UTF-16 units. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * Answers which places ranges of a large text are, without the tables of a Source, which are as large as the file: it
 * is read over as far as is asked, and only marks on the way are kept.
 * @param mark bytes before the text, its byte order mark
 */
export function placesInText(
  file: string,
  text: string,
  mark: number,
): (ranges: readonly Range[]) => readonly FilePlace[] {
  const marks: Position[] = [
    { unit: 0, byte: mark, line: 1, lineStart: 0, characters: 0, lineFeed: nextLineFeed(text, 0) },
  ];
  const positionOf = (unit: number): Position => {
    while (marks.length * marksEvery <= unit) {
      marks.push(moved(text, marks.at(-1) as Position, marks.length * marksEvery));
    }
    return moved(text, marks[Math.floor(unit / marksEvery)] as Position, unit);
  };
  return (ranges) =>
    ranges.map((range): FilePlace => {
      const start = Math.min(range.start, text.length);
      const end = Math.min(Math.max(range.end, start), text.length);
      const { byte, line, lineStart, characters: before, lineFeed } = positionOf(start);
      const lineEnd = text[lineFeed - 1] === "\r" && lineFeed > lineStart ? lineFeed - 1 : lineFeed;
      const from = Math.min(start, lineEnd);
      // What ends a line is no part of it.
      const column = before - (start - from) + 1;
      const marked = characters(text, from, Math.min(end, lineEnd));
      return {
        kind: "file",
        file,
        line,
        column,
        endColumn: column + Math.max(marked, 1),
        text: text.slice(lineStart, Math.min(lineEnd, lineStart + lineChars)),
        bytes: { start: byte, end: byte + byteLength(text, start, end) },
      };
    });
}

/** Units from one mark to the next: what is read over again for each place. */
const marksEvery = 16_384;

interface Position {
  readonly unit: number;
  readonly byte: number;
  readonly line: number;
  readonly lineStart: number;
  /** From the start of the line. */
  readonly characters: number;
  /** The line feed that ends the line; the text's end where none does. */
  readonly lineFeed: number;
}

/** A later position of the text. */
function moved(text: string, from: Position, unit: number): Position {
  let { line, lineStart, lineFeed } = from;
  while (lineFeed < unit) {
    line += 1;
    lineStart = lineFeed + 1;
    lineFeed = nextLineFeed(text, lineStart);
  }
  const before = lineStart === from.lineStart ? from : { unit: lineStart, characters: 0 };
  return {
    unit,
    byte: from.byte + byteLength(text, from.unit, unit),
    line,
    lineStart,
    characters: before.characters + characters(text, before.unit, unit),
    lineFeed,
  };
}

function nextLineFeed(text: string, from: number): number {
  const found = text.indexOf("\n", from);
  return found < 0 ? text.length : found;
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
