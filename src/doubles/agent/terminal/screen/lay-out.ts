import type { Editor } from "../editor.ts";
import type { Size } from "./line.ts";
import { widthOf } from "./width.ts";
import { shown } from "./wrap.ts";

/** What is being typed, in rows, and where the cursor stands in them. */
export interface LaidOut {
  readonly rows: readonly string[];
  readonly cursor: { readonly row: number; readonly column: number };
}

/** Columns from which on there is room for a sign before the prompt. */
const signColumns = 6;

/**
 * Lays out what is being typed behind a prompt sign. Of a text that is much larger than the screen only what is near the
 * cursor is looked at, so that a large paste costs no more than a small one.
 */
export function layOut({ text, cursor }: Editor, { columns, rows: height }: Size): LaidOut {
  const [sign, indent] = columns < signColumns ? ["", ""] : ["❯ ", "  "];
  const near = columns * height;
  const start = Math.max(0, cursor - near);
  const rows: string[] = [];
  let row = sign;
  let width = sign.length;
  let place = { row: 0, column: 0 };
  const breakRow = (): void => {
    rows.push(row);
    row = indent;
    width = indent.length;
  };
  const markCursor = (): void => {
    if (width >= columns) breakRow();
    place = { row: rows.length, column: width };
  };
  let at = start;
  for (const character of text.slice(start, cursor + near)) {
    const isCursor = at === cursor;
    at += character.length;
    if (character === "\n") {
      if (isCursor) markCursor();
      breakRow();
      continue;
    }
    const parts = Array.from(shown(character));
    for (const [index, part] of parts.entries()) {
      const wanted = widthOf(part);
      const cells = Math.min(wanted, columns);
      if (width + cells > columns) breakRow();
      if (isCursor && index === 0) markCursor();
      row += wanted > columns ? "?" : part;
      width += cells;
    }
  }
  if (at === cursor) markCursor();
  return { rows: [...rows, row], cursor: place };
}
