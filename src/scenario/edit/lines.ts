/** A range of UTF-16 units of a text. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** One replacement in a text: what stands in the range becomes `text`. */
export interface Splice extends Range {
  readonly text: string;
}

/** The text after all replacements, which must not overlap. Those at one place follow each other as given. */
export function spliced(text: string, splices: readonly Splice[]): string {
  const ordered = [...splices].sort((left, right) => left.start - right.start || left.end - right.end);
  let done = 0;
  let made = "";
  for (const { start, end, text: put } of ordered) {
    made += text.slice(done, start) + put;
    done = Math.max(done, end);
  }
  return made + text.slice(done);
}

/** How a text ends its lines: as its first line does. */
export function lineEndOf(text: string): "\n" | "\r\n" {
  const first = text.indexOf("\n");
  return first > 0 && text[first - 1] === "\r" ? "\r\n" : "\n";
}

/** Where the line of an index begins. */
export function lineStart(text: string, index: number): number {
  // A search from before the text would still look at its first character.
  return index === 0 ? 0 : text.lastIndexOf("\n", index - 1) + 1;
}

/** Where the line of an index ends, before its line end. */
export function lineStop(text: string, index: number): number {
  const next = text.indexOf("\n", index);
  if (next < 0) return text.length;
  return next > index && text[next - 1] === "\r" ? next - 1 : next;
}

/** Where the line after that of an index begins; the text's end where there is none. */
export function nextLine(text: string, index: number): number {
  const next = text.indexOf("\n", index);
  return next < 0 ? text.length : next + 1;
}

/** The white space that a line begins with. */
export function indentOf(text: string, index: number): string {
  const start = lineStart(text, index);
  return /^[ \t]*/.exec(text.slice(start, lineStop(text, start)))?.[0] ?? "";
}

/** Whether only white space stands before an index on its line. */
export function startsLine(text: string, index: number): boolean {
  return text.slice(lineStart(text, index), index).trim() === "";
}

/**
 * Where the comment lines that stand directly above a line begin; the line's own start where there are none.
 * Comments that other programs read, such as `#:schema`, belong to the file.
 * @param floor nothing before it belongs to the line: what stands there may only look like comments
 */
export function commentsAbove(text: string, index: number, floor: number): number {
  let start = lineStart(text, index);
  while (start > floor) {
    const above = lineStart(text, start - 1);
    const line = text.slice(above, start - 1).trim();
    if (above < floor || !line.startsWith("#") || /^#:|^# yaml-language-server:/.test(line)) break;
    start = above;
  }
  return start;
}

/**
 * The whole lines of something that is deleted, the comment block above it included, and one of the two gaps that
 * would otherwise meet.
 * @param range from its first character to its last one
 * @param first whether it is the first of what it stands in, so that a gap after it would become one before all
 */
export function wholeLines(text: string, range: Range, floor: number, first = false): Range {
  const start = commentsAbove(text, range.start, floor);
  // What ends with a line end, as YAML's blocks do, has no more on that line.
  const ended = range.end > range.start && text[range.end - 1] === "\n";
  const end = ended ? range.end : nextLine(text, range.end);
  const gapAbove = first || start === 0 || blankBefore(text, start) < start;
  const below = blankAfter(text, end);
  if (gapAbove && below > end && below < text.length) return { start, end: below };
  // At the end of a file the gap above it goes.
  if (below === text.length && start > floor)
    return { start: Math.max(blankBefore(text, start), floor), end: below };
  return { start, end };
}

/** Where the blank lines before a line begin. */
function blankBefore(text: string, start: number): number {
  let first = start;
  while (first > 0) {
    const above = lineStart(text, first - 1);
    if (text.slice(above, first).trim() !== "") break;
    first = above;
  }
  return first;
}

/** Where the blank lines from a line's start on end. */
function blankAfter(text: string, start: number): number {
  let end = start;
  while (end < text.length) {
    const next = nextLine(text, end);
    if (text.slice(end, next).trim() !== "") break;
    end = next;
  }
  return end;
}

/** A text of several lines, each but the first indented. Lines without text stay empty. */
export function indented(text: string, indent: string): string {
  return text.replaceAll(/\n(?=[^\r\n])/g, `\n${indent}`);
}

/** Text whose lines end as those of the file do. */
export function withLineEnds(text: string, end: "\n" | "\r\n"): string {
  return end === "\n" ? text : text.replaceAll(/\r?\n/g, "\r\n");
}
