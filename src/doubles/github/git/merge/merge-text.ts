import { diffForMerge } from "../diff/index.ts";
import { joinNear, refine, regions } from "./regions.ts";

/** Names of both sides in a conflict, and how long its markers are. */
export interface ConflictMarks {
  readonly ours: string;
  readonly theirs: string;
  readonly length: number;
}

/** Both changes in one text; where they stand against each other, both between markers. */
export interface MergedText {
  readonly text: string;
  readonly conflict: boolean;
}

/**
 * Merges two changes of a text by lines, as git does: changes that touch or overlap conflict unless they are the same.
 * @example mergeText("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n", marks) // { text: "A\nb\nC\n", conflict: false }
 */
export function mergeText(base: string, ours: string, theirs: string, marks: ConflictMarks): MergedText {
  const one = diffForMerge(base, ours);
  const other = diffForMerge(base, theirs);
  const [mine, yours] = [one.after.lines, other.after.lines];
  const found = joinNear(
    regions(one.edits, other.edits, mine, yours).flatMap((region) => refine(region, mine, yours)),
  );
  const parts: string[] = [];
  let at = 0;
  for (const region of found) {
    parts.push(...mine.slice(at, region.ours.start));
    at = region.ours.end;
    const [left, right] = [
      mine.slice(region.ours.start, at),
      yours.slice(region.theirs.start, region.theirs.end),
    ];
    if (region.take === "ours") parts.push(...left);
    else if (region.take === "theirs") parts.push(...right);
    else parts.push(...marked(left, right, marks));
  }
  parts.push(...mine.slice(at));
  return { text: parts.join(""), conflict: found.some(({ take }) => take === "conflict") };
}

function marked(left: readonly string[], right: readonly string[], marks: ConflictMarks): readonly string[] {
  const mark = (sign: string, label: string) =>
    `${sign.repeat(marks.length)}${label === "" ? "" : ` ${label}`}\n`;
  return [mark("<", marks.ours), ...ended(left), mark("=", ""), ...ended(right), mark(">", marks.theirs)];
}

/** A marker stands on a line of its own, also behind a last line without line feed. */
function ended(lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line.endsWith("\n") ? line : `${line}\n`));
}
