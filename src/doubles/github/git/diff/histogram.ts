import { markChanges } from "./myers.ts";
import type { Side } from "./sides.ts";

/** Occurrences of a line above which it joins nothing. */
const countMax = 64;

/** Lines from `oldStart` to `oldEnd` of the one side against those from `newStart` to `newEnd` of the other. */
interface Part {
  readonly oldStart: number;
  readonly oldEnd: number;
  readonly newStart: number;
  readonly newEnd: number;
}

/**
 * Marks the lines that differ as git does for merges: texts are joined where lines are alike that are rarest in the
 * old text, the longest such run first; then the parts before and behind it. Unlike the shortest difference it keeps
 * functions together.
 */
export function markByRarity(before: Side, after: Side): void {
  const open: Part[] = [
    { oldStart: 0, oldEnd: before.lines.length, newStart: 0, newEnd: after.lines.length },
  ];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    const { oldStart, oldEnd, newStart, newEnd } = part;
    const { run, tooFrequent } =
      oldStart < oldEnd && newStart < newEnd ? bestRun(before, after, part) : { run: undefined };
    if (tooFrequent === true) markShortest(before, after, part);
    else if (run === undefined) {
      before.changed.fill(1, oldStart, oldEnd);
      after.changed.fill(1, newStart, newEnd);
    } else {
      open.push(
        { oldStart, oldEnd: run.oldStart, newStart, newEnd: run.newStart },
        { oldStart: run.oldEnd, oldEnd, newStart: run.newEnd, newEnd },
      );
    }
  }
}

/** A part whose common lines are all frequent is compared by Myers' algorithm, for itself. */
function markShortest(before: Side, after: Side, { oldStart, oldEnd, newStart, newEnd }: Part): void {
  const cut = ({ lines, ids }: Side, start: number, end: number): Side => ({
    lines: lines.slice(start, end),
    ids: ids.slice(start, end),
    changed: new Uint8Array(end - start),
  });
  const [old, now] = [cut(before, oldStart, oldEnd), cut(after, newStart, newEnd)];
  markChanges(old, now);
  before.changed.set(old.changed, oldStart);
  after.changed.set(now.changed, newStart);
}

/** The lines of the old part by number, each with the places where it stands. */
function placesOf({ ids }: Side, { oldStart, oldEnd }: Part): ReadonlyMap<number, readonly number[]> {
  const places = new Map<number, number[]>();
  for (let at = oldStart; at < oldEnd; at++) {
    const known = places.get(ids[at] as number);
    if (known === undefined) places.set(ids[at] as number, [at]);
    else known.push(at);
  }
  return places;
}

function bestRun(
  before: Side,
  after: Side,
  part: Part,
): { readonly run: Part | undefined; readonly tooFrequent?: boolean } {
  const places = placesOf(before, part);
  let run: Part | undefined;
  let rarest = countMax + 1;
  let common = false;
  for (let at = part.newStart; at < part.newEnd;) {
    let next = at + 1;
    const known = places.get(after.ids[at] as number) ?? [];
    common ||= known.length > 0;
    let passed = -1;
    for (const place of known.length > rarest ? [] : known) {
      if (place < passed) continue;
      const found = extend(before, after, part, place, at);
      const count = rarityOf(before, places, found);
      next = Math.max(next, found.newEnd);
      passed = found.oldEnd;
      const longer = found.oldEnd - found.oldStart > (run === undefined ? 1 : run.oldEnd - run.oldStart);
      if (!longer && count >= rarest) continue;
      run = found;
      rarest = count;
    }
    at = next;
  }
  return { run, tooFrequent: common && rarest > countMax };
}

/** The whole run of equal lines around two that are equal. */
function extend(before: Side, after: Side, part: Part, old: number, now: number): Part {
  let [oldStart, newStart, oldEnd, newEnd] = [old, now, old + 1, now + 1];
  while (
    oldStart > part.oldStart &&
    newStart > part.newStart &&
    before.ids[oldStart - 1] === after.ids[newStart - 1]
  ) {
    oldStart -= 1;
    newStart -= 1;
  }
  while (oldEnd < part.oldEnd && newEnd < part.newEnd && before.ids[oldEnd] === after.ids[newEnd]) {
    oldEnd += 1;
    newEnd += 1;
  }
  return { oldStart, oldEnd, newStart, newEnd };
}

/** How often the rarest line of a run stands in the old part. */
function rarityOf(
  { ids }: Side,
  places: ReadonlyMap<number, readonly number[]>,
  { oldStart, oldEnd }: Part,
): number {
  let rarest = Infinity;
  for (let at = oldStart; at < oldEnd && rarest > 1; at++)
    rarest = Math.min(rarest, (places.get(ids[at] as number) as readonly number[]).length);
  return rarest;
}
