import { textOf, utf8 } from "../../../../core/index.ts";
import type { LineDiff } from "./diff-lines.ts";
import type { Edit } from "./sides.ts";

/** Unchanged lines around changes. */
const context = 3;

/** Bytes of the line that stands behind a hunk's numbers. */
const headingBytes = 80;

/**
 * The hunks of a difference in unified form, each line with its line feed; "" where nothing differs.
 * @example unified(diffLines("a\n", "b\n")) // "@@ -1 +1 @@\n-a\n+b\n"
 */
export function unified(diff: LineDiff): string {
  const parts: string[] = [];
  let heading = "";
  let lookedTo = -1;
  for (const edits of grouped(diff.edits)) {
    const [first, last] = [edits[0] as Edit, edits.at(-1) as Edit];
    const oldStart = Math.max(first.oldStart - context, 0);
    const newStart = Math.max(first.newStart - context, 0);
    const after = Math.min(
      context,
      diff.before.lines.length - last.oldEnd,
      diff.after.lines.length - last.newEnd,
    );
    heading = headingAbove(diff.before.lines, oldStart - 1, lookedTo) ?? heading;
    lookedTo = oldStart - 1;
    const [oldRange, newRange] = [range(oldStart, last.oldEnd + after), range(newStart, last.newEnd + after)];
    parts.push(`@@ -${oldRange} +${newRange} @@${heading === "" ? "" : ` ${heading}`}\n`);
    addLines(parts, diff, edits, oldStart, last.oldEnd + after);
  }
  return parts.join("");
}

/** Edits that stand so near to each other that their context would touch. */
function grouped(edits: readonly Edit[]): readonly (readonly Edit[])[] {
  const groups: Edit[][] = [];
  for (const edit of edits) {
    const near = groups.at(-1)?.at(-1);
    if (near !== undefined && edit.oldStart - near.oldEnd <= 2 * context) groups.at(-1)?.push(edit);
    else groups.push([edit]);
  }
  return groups;
}

function range(start: number, end: number): string {
  const count = end - start;
  const line = count === 0 ? start : start + 1;
  return count === 1 ? `${line}` : `${line},${count}`;
}

/** The nearest line above that looks like the beginning of a function: one that starts with a letter, _ or $. */
function headingAbove(lines: readonly string[], from: number, to: number): string | undefined {
  for (let at = from; at > to && at >= 0; at--) {
    const line = lines[at] as string;
    if (/^[A-Za-z_$]/.test(line)) return cut(line).replace(/[ \t\n\r\f\v]+$/, "");
  }
  return undefined;
}

/** Git cuts bytes; half a character is left out. */
function cut(line: string): string {
  const bytes = utf8(line);
  if (bytes.length <= headingBytes) return line;
  for (let end = headingBytes; ; end--) {
    const text = textOf(bytes.subarray(0, end));
    if (text !== undefined) return text;
  }
}

function addLines(
  parts: string[],
  { before, after }: LineDiff,
  edits: readonly Edit[],
  from: number,
  to: number,
): void {
  const add = (sign: string, lines: readonly string[], start: number, end: number) => {
    for (const line of lines.slice(start, end))
      parts.push(line.endsWith("\n") ? sign + line : `${sign}${line}\n\\ No newline at end of file\n`);
  };
  let at = from;
  for (const edit of edits) {
    add(" ", before.lines, at, edit.oldStart);
    add("-", before.lines, edit.oldStart, edit.oldEnd);
    add("+", after.lines, edit.newStart, edit.newEnd);
    at = edit.oldEnd;
  }
  add(" ", before.lines, at, to);
}
