import type { Frame, Line, Style } from "./line.ts";

const codes: Readonly<Record<Style, string>> = {
  bold: "\u001B[1m",
  dim: "\u001B[2m",
  error: "\u001B[31m",
  chosen: "\u001B[36m",
};
const plain = "\u001B[0m";
const eraseBelow = "\u001B[J";

/** What is drawn when a conversation begins: pasted text arrives marked, so that its line ends submit nothing. */
export const opening = "\u001B[?2004h";

/** What is to be drawn. */
export interface Painting {
  /** Printed above the frame for good. */
  readonly printed: readonly Line[];
  /** Null: none any more. The cursor stands at the beginning of the row below all that was printed. */
  readonly frame: Frame | null;
  /** The screen is emptied first: what is on it is not where it was drawn any more. */
  readonly anew?: boolean | undefined;
  readonly colours: boolean;
}

/** How a terminal comes from one frame to the next: what has not changed from the top of the frame is left alone. */
export function paint(previous: Frame | null, { printed, frame, anew, colours }: Painting): string {
  const before = anew === true ? null : previous;
  const start = anew === true ? `${plain}\u001B[H\u001B[2J` : "";
  const closing = frame === null ? `${plain}\u001B[?2004l` : "";
  const kept = before === null || printed.length > 0 || frame === null ? 0 : sameLines(before, frame);
  const lines = frame?.lines ?? [];
  if (before !== null && frame !== null && kept === before.lines.length && kept === lines.length)
    return moved(before.cursor.row, frame.cursor.row, frame.cursor.column);
  const above = printed.map((line) => `${painted(line, colours)}\r\n`).join("");
  const fresh = lines
    .slice(kept)
    .map((line) => painted(line, colours))
    .join("\r\n");
  return [
    start,
    before === null ? "" : erased(before, kept),
    above,
    fresh,
    frame === null ? "" : moved(Math.max(lines.length - 1, 0), frame.cursor.row, frame.cursor.column),
    closing,
  ].join("");
}

function sameLines(before: Frame, after: Frame): number {
  const changed = after.lines.findIndex(
    (line, row) => line.text !== before.lines[row]?.text || line.style !== before.lines[row]?.style,
  );
  const same = changed === -1 ? after.lines.length : changed;
  // The row that is kept last must be there to come from, so one is drawn again where only rows are taken away.
  return same === after.lines.length && same < before.lines.length ? same - 1 : same;
}

/** Goes to a row of the frame that is there, or below its last one, and erases from there on. */
function erased(before: Frame, row: number): string {
  const last = before.lines.length - 1;
  if (row > last) return `${moved(before.cursor.row, last, 0)}\r\n`;
  return `${moved(before.cursor.row, row, 0)}${eraseBelow}`;
}

function moved(from: number, to: number, column: number): string {
  const rows = to - from;
  const vertical = rows === 0 ? "" : rows < 0 ? `\u001B[${-rows}A` : `\u001B[${rows}B`;
  return `${vertical}\r${column === 0 ? "" : `\u001B[${column}C`}`;
}

function painted({ text, style }: Line, colours: boolean): string {
  return style === undefined || !colours || text === "" ? text : `${codes[style]}${text}${plain}`;
}

/** The rows of a frame that fit on a screen: those around its cursor. */
export function fitted({ lines, cursor }: Frame, rows: number): Frame {
  if (lines.length <= rows) return { lines, cursor };
  const below = Math.floor((rows - 1) / 2);
  const start = Math.min(Math.max(0, cursor.row + below + 1 - rows), lines.length - rows);
  return { lines: lines.slice(start, start + rows), cursor: { ...cursor, row: cursor.row - start } };
}
