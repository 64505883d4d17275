import type { Side } from "./sides.ts";

/** The part of both sides between what they have in common at their ends. */
export interface Middle {
  readonly start: number;
  readonly oldEnd: number;
  readonly newEnd: number;
}

/** Leaves out the lines that both sides begin and end with. */
export function middleOf(before: Side, after: Side): Middle {
  const shortest = Math.min(before.ids.length, after.ids.length);
  let start = 0;
  while (start < shortest && before.ids[start] === after.ids[start]) start += 1;
  let [oldEnd, newEnd] = [before.ids.length, after.ids.length];
  while (oldEnd > start && newEnd > start && before.ids[oldEnd - 1] === after.ids[newEnd - 1]) {
    oldEnd -= 1;
    newEnd -= 1;
  }
  return { start, oldEnd, newEnd };
}

/** How a line of one side stands to the other side. */
type Meeting = "never" | "rarely" | "often";

/** Lines looked at around one that the other side has often. */
const neighbourhood = 100;

/** At most so many occurrences make a line frequent. */
const oftenMax = 1_024;

/**
 * Indexes of the lines that are worth comparing. A line that the other side does not have is changed at once; so is a
 * line that it has often (a brace, an empty line) where nearly everything around it is changed: it would tear a
 * rewritten passage apart. Git decides so as well, hence differences look the same.
 */
export function candidates(side: Side, other: Side, from: number, to: number): readonly number[] {
  const counts = new Map<number, number>();
  for (const id of other.ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  const often = Math.min(roughRoot(side.ids.length), oftenMax);
  const meetings = side.ids.map((id): Meeting => {
    const count = counts.get(id) ?? 0;
    if (count === 0) return "never";
    return count >= often ? "often" : "rarely";
  });
  const kept: number[] = [];
  for (let at = from; at < to; at++) {
    const drop =
      meetings[at] === "never" || (meetings[at] === "often" && amidChanges(meetings, at, from, to));
    if (drop) side.changed[at] = 1;
    else kept.push(at);
  }
  return kept;
}

/** Whether lines that were never met surround a frequent one, in both directions, by far the more. */
function amidChanges(meetings: readonly Meeting[], at: number, from: number, to: number): boolean {
  const above = runOf(meetings, at, -1, Math.max(from, at - neighbourhood));
  const below = runOf(meetings, at, 1, Math.min(to - 1, at + neighbourhood));
  if (above.never === 0 || below.never === 0) return false;
  // The line itself counts in both directions.
  const often = above.often + below.often + 2;
  return often * 4 < often + above.never + below.never;
}

function runOf(meetings: readonly Meeting[], at: number, step: 1 | -1, last: number) {
  const run = { never: 0, often: 0 };
  for (let near = at + step; step < 0 ? near >= last : near <= last; near += step) {
    const meeting = meetings[near] as Meeting;
    if (meeting === "rarely") break;
    run[meeting] += 1;
  }
  return run;
}

/** A power of two not far from the square root. */
export function roughRoot(count: number): number {
  let root = 1;
  for (let rest = count; rest > 0; rest >>= 2) root *= 2;
  return root;
}
