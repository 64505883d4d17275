import { markByRarity } from "./histogram.ts";
import { markChanges } from "./myers.ts";
import { editsOf, sidesOf, type Edit, type Side } from "./sides.ts";
import { slideGroups } from "./slide.ts";

/** Two texts line by line, and what changed between them. */
export interface LineDiff {
  readonly before: Side;
  readonly after: Side;
  readonly edits: readonly Edit[];
}

/** The difference of two texts by lines as `git diff` tells it: the shortest, moved to where blocks begin. */
export function diffLines(before: string, after: string): LineDiff {
  return compare(before, after, markChanges, true);
}

/** The difference of two texts by lines on which git builds merges: joined by rare lines, moved down as far as it goes. */
export function diffForMerge(before: string, after: string): LineDiff {
  return compare(before, after, markByRarity, false);
}

function compare(
  before: string,
  after: string,
  mark: (old: Side, now: Side) => void,
  byIndent: boolean,
): LineDiff {
  const [old, now] = sidesOf(before, after);
  mark(old, now);
  slideGroups(old, now, byIndent);
  slideGroups(now, old, byIndent);
  return { before: old, after: now, edits: editsOf(old, now) };
}

/** Lines that were added and removed. */
export function countLines(diff: LineDiff): { readonly additions: number; readonly deletions: number } {
  let [additions, deletions] = [0, 0];
  for (const { oldStart, oldEnd, newStart, newEnd } of diff.edits) {
    additions += newEnd - newStart;
    deletions += oldEnd - oldStart;
  }
  return { additions, deletions };
}
