/**
 * Columns of a terminal: how wide a text is there, and cutting and wrapping it. Works on units that
 * must stay whole: a character with its marks, or the visible escape of a control character (`\x1b`).
 */

const unitPattern =
  /\\(?:x[\da-f]{2}|u[\da-f]{4}|u\{[\da-f]+\}|[nrt"\\])|[^\p{Mn}\p{Me}\p{Cf}](?:[\p{Mn}\p{Me}\p{Cf}]|(?<=\u200d)[^\p{Mn}\p{Me}\p{Cf}])*|./gsu;

const wide = /^(?:\p{Emoji_Presentation}|\p{Emoji}\ufe0f)/u;
const invisible = /^[\p{Mn}\p{Me}\p{Cf}]/u;

/** Ranges of East Asian wide and full-width characters (Unicode's EastAsianWidth W and F). */
const wideRanges: readonly (readonly [from: number, to: number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18cff],
  [0x1b000, 0x1b2ff],
  [0x20000, 0x3fffd],
];

/** The units of a text that are never split. */
export function unitsOf(text: string): string[] {
  return text.match(unitPattern) ?? [];
}

/** Columns one unit takes. */
function unitWidth(unit: string): number {
  const first = unit.codePointAt(0) as number;
  if (first === 0x5c) return unit.length;
  if (first >= 0x20 && first < 0x7f) return 1;
  if (invisible.test(unit)) return 0;
  return wide.test(unit) || wideRanges.some(([from, to]) => first >= from && first <= to) ? 2 : 1;
}

/** Columns a text takes in a terminal. @example columnsOf("全x") // 3 */
export function columnsOf(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  return unitsOf(text).reduce((sum, unit) => sum + unitWidth(unit), 0);
}

/** A text filled with spaces up to a width. */
export function padTo(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - columnsOf(text)));
}

/** A text cut to a width, with the ellipsis inside that width when something was cut. */
export function cutTo(text: string, width: number, ellipsis: string): string {
  if (columnsOf(text) <= width) return text;
  const room = width - columnsOf(ellipsis);
  return takeColumns(text, Math.max(0, room)) + ellipsis;
}

/** As much of a text's beginning as fits into a width. */
function takeColumns(text: string, width: number): string {
  let taken = "";
  let used = 0;
  for (const unit of unitsOf(text)) {
    used += unitWidth(unit);
    if (used > width) break;
    taken += unit;
  }
  return taken;
}

/**
 * Breaks a text at spaces into lines of at most `width` columns; words that are longer are broken between
 * units. `first` stands before the first line, `rest` (spaces of the same width by default) before the others.
 */
export function wrap(text: string, width: number, first = "", rest = " ".repeat(columnsOf(first))): string[] {
  const lines: string[] = [];
  let line = first;
  let used = columnsOf(first);
  let empty = true;
  const next = (): void => {
    lines.push(line.trimEnd());
    line = rest;
    used = columnsOf(rest);
    empty = true;
  };
  for (const word of text.split(" ")) {
    const wordColumns = columnsOf(word);
    if (!empty && used + 1 + wordColumns > width) next();
    if (!empty) {
      line += " ";
      used += 1;
    }
    for (const unit of used + wordColumns > width ? unitsOf(word) : [word]) {
      const unitColumns = columnsOf(unit);
      if (used + unitColumns > width && !empty) next();
      line += unit;
      used += unitColumns;
      empty = false;
    }
    empty = false;
  }
  lines.push(line.trimEnd());
  return lines;
}
