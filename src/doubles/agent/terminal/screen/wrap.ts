import { escapeControl } from "../../../../core/index.ts";
import { textWidth, widthOf } from "./width.ts";

/** Text from outside as it may stand on a screen: tabs are spaces, other controls are shown as escapes. */
export function shown(text: string): string {
  return escapeControl(text.replaceAll("\r\n", "\n").replaceAll("\t", "    "), "\n");
}

/** What stands before a text: its first row, and all others. */
export interface Indent {
  readonly first: string;
  readonly rest: string;
}

const none: Indent = { first: "", rest: "" };

/**
 * Breaks a text into rows that are at most so many cells wide: between words where there are any, inside them where one
 * is longer than a row. Escapes what a terminal must not see. Indents that leave too little room are dropped.
 * @example wrap("one two", 4) // ["one", "two"]
 */
export function wrap(text: string, columns: number, indent: Indent = none): string[] {
  const room = columns - Math.max(textWidth(indent.first), textWidth(indent.rest));
  if (room < 4 && indent !== none) return wrap(`${indent.first.trimStart()}${text}`, columns);
  const rows = shown(text)
    .split("\n")
    .flatMap((line) => wrapLine(line, Math.max(1, room)));
  return rows.map((row, index) => `${index === 0 ? indent.first : indent.rest}${row}`.trimEnd());
}

function wrapLine(line: string, columns: number): string[] {
  const rows: string[] = [];
  let row = "";
  let width = 0;
  const push = (): void => {
    rows.push(row.trimEnd());
    row = "";
    width = 0;
  };
  for (const [word] of line.matchAll(/ +|[^ ]+/g)) {
    const wordWidth = textWidth(word);
    if (width + wordWidth <= columns) {
      row += word;
      width += wordWidth;
      continue;
    }
    if (width > 0) push();
    // Spaces at a break are not carried over to the next row.
    if (word.startsWith(" ")) continue;
    for (const character of fitting(word, columns)) {
      const cells = widthOf(character);
      if (width + cells > columns) push();
      row += character;
      width += cells;
    }
  }
  push();
  return rows;
}

/** Characters of a word; one that is wider than a whole row is a question mark. */
function* fitting(word: string, columns: number): Generator<string> {
  for (const character of word) yield widthOf(character) > columns ? "?" : character;
}

/** A text on one row, cut where it is longer. @example cut("abcdef", 4) // "abc…" */
export function cut(text: string, columns: number): string {
  const line = escapeControl(text.replaceAll("\t", "    "), "");
  if (textWidth(line) <= columns) return line;
  let kept = "";
  let width = 0;
  for (const character of line) {
    width += widthOf(character);
    if (width > columns - 1) break;
    kept += character;
  }
  return `${kept}…`;
}
