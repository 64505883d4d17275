import { markChanges } from "./myers.ts";
import { editsOf, sidesOf, type Edit, type Side } from "./sides.ts";
import { slideGroups } from "./slide.ts";

/** Two texts line by line, and what changed between them. */
export interface LineDiff {
  readonly before: Side;
  readonly after: Side;
  readonly edits: readonly Edit[];
}

/**
 * The difference of two texts by lines, as `git diff` tells it.
 * @param byIndent whether groups are moved to where blocks begin, as for people; merging does without
 */
export function diffLines(before: string, after: string, byIndent = true): LineDiff {
  const [old, now] = sidesOf(before, after);
  markChanges(old, now);
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
