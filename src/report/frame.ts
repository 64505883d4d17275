import type { FilePlace } from "../core/index.ts";
import { columnsOf } from "./columns.ts";
import type { Style } from "./style.ts";

const tabStop = 4;

/**
 * A code frame: the line with its number, and carets under the marked columns. Tabs are shown as spaces
 * and control characters as escapes, so that the carets stand where the eye looks for them, whatever
 * the terminal's tab stops are.
 */
export function codeFrame(place: FilePlace, style: Style, indent: string): string[] {
  const number = String(place.line);
  const gutter = " ".repeat(number.length);
  const cells = cellsOf(place.text, style);
  const room = style.width - indent.length - number.length - 3;
  const start = Math.max(0, Math.min(place.column - 1, cells.length));
  const end = Math.max(start + 1, place.endColumn - 1);
  const { text, caretAt, caretLength } = view(cells, start, end, room, style.marks.ellipsis);
  const carets = " ".repeat(caretAt) + style.paint("error", "^".repeat(caretLength));
  return [
    `${indent}${style.paint("quiet", `${number} |`)} ${text}`.trimEnd(),
    `${indent}${style.paint("quiet", `${gutter} |`)} ${carets}`,
  ];
}

/** What each character of a line is shown as. */
function cellsOf(line: string, style: Style): string[] {
  let column = 0;
  return Array.from(line.replace(/\r$/, ""), (character) => {
    const cell = character === "\t" ? " ".repeat(tabStop - (column % tabStop)) : style.line(character);
    column += columnsOf(cell);
    return cell;
  });
}

/** The part of a line that fits, with the marked part near its middle, and where the carets stand in it. */
function view(
  cells: readonly string[],
  start: number,
  end: number,
  room: number,
  ellipsis: string,
): { text: string; caretAt: number; caretLength: number } {
  const width = (from: number, to: number): number => columnsOf(cells.slice(from, to).join(""));
  let from = 0;
  let to = cells.length;
  if (width(0, to) > room) {
    const inside = room - 2 * columnsOf(ellipsis);
    const shownMark = Math.min(end, cells.length);
    while (from < start && width(from, shownMark) > (inside * 2) / 3) from += 1;
    while (to > start + 1 && width(from, to) > inside) to -= 1;
    // What is left of the room, when the line ends soon after the mark, belongs to what stands before it.
    while (from > 0 && width(from - 1, to) <= inside) from -= 1;
  }
  const before = from > 0 ? ellipsis : "";
  return {
    text: before + cells.slice(from, to).join("") + (to < cells.length ? ellipsis : ""),
    caretAt: columnsOf(before) + width(from, start),
    caretLength: Math.max(1, width(start, Math.min(end, to))),
  };
}
