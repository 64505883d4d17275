import { diffForMerge, type Edit } from "../diff/index.ts";

/** Lines from `start` to `end`, without it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A place that one side changed, or both: which lines of ours and of theirs stand there, and whose are taken. */
export interface Region {
  readonly ours: Span;
  readonly theirs: Span;
  readonly take: "ours" | "theirs" | "conflict";
}

/** Unchanged lines between two conflicts that are told as one all the same. */
const nearLines = 3;

/**
 * Goes through the edits of both sides in the order of the base. What both did alike is in ours already and is no
 * region.
 */
export function regions(
  ours: readonly Edit[],
  theirs: readonly Edit[],
  mine: readonly string[],
  yours: readonly string[],
): readonly Region[] {
  const found: Region[] = [];
  let [at, to] = [0, 0];
  // How far lines of each side stand from those of the base, after the edits that are done.
  let [shift, drift] = [0, 0];
  for (;;) {
    const [one, other] = [ours[at], theirs[to]];
    if (one !== undefined && (other === undefined || one.oldEnd < other.oldStart)) {
      add(found, "ours", newSpan(one), moved(one, drift));
      shift = one.newEnd - one.oldEnd;
      at += 1;
      continue;
    }
    if (other === undefined) return found;
    if (one === undefined || other.oldEnd < one.oldStart) {
      add(found, "theirs", moved(other, shift), newSpan(other));
      drift = other.newEnd - other.oldEnd;
      to += 1;
      continue;
    }
    if (!alike(one, other, mine, yours)) {
      const start = Math.min(one.oldStart, other.oldStart);
      const end = Math.max(one.oldEnd, other.oldEnd);
      add(found, "conflict", widened(one, start, end), widened(other, start, end));
    }
    if (one.oldEnd >= other.oldEnd) {
      drift = other.newEnd - other.oldEnd;
      to += 1;
    }
    if (other.oldEnd >= one.oldEnd) {
      shift = one.newEnd - one.oldEnd;
      at += 1;
    }
  }
}

function newSpan({ newStart, newEnd }: Edit): Span {
  return { start: newStart, end: newEnd };
}

/** The base's lines of an edit, where they stand on the other side, which left them alone. */
function moved({ oldStart, oldEnd }: Edit, by: number): Span {
  return { start: oldStart + by, end: oldEnd + by };
}

/** An edit's new lines with unchanged ones around them, so that it answers for a larger part of the base. */
function widened({ oldStart, oldEnd, newStart, newEnd }: Edit, start: number, end: number): Span {
  return { start: newStart - (oldStart - start), end: newEnd + (end - oldEnd) };
}

function alike(one: Edit, other: Edit, mine: readonly string[], yours: readonly string[]): boolean {
  const count = one.newEnd - one.newStart;
  if (one.oldStart !== other.oldStart || one.oldEnd !== other.oldEnd) return false;
  if (count !== other.newEnd - other.newStart) return false;
  for (let line = 0; line < count; line++)
    if (mine[one.newStart + line] !== yours[other.newStart + line]) return false;
  return true;
}

/** Adds a region, or makes the last one longer where they touch: then it is a conflict unless both take one side. */
function add(found: Region[], take: Region["take"], ours: Span, theirs: Span): void {
  const last = found.at(-1);
  if (last === undefined || (ours.start > last.ours.end && theirs.start > last.theirs.end)) {
    found.push({ ours, theirs, take });
    return;
  }
  found[found.length - 1] = {
    ours: { start: last.ours.start, end: ours.end },
    theirs: { start: last.theirs.start, end: theirs.end },
    take: last.take === take ? take : "conflict",
  };
}

/** Leaves out of a conflict what both sides have alike: all of it, or lines in between. */
export function refine(region: Region, mine: readonly string[], yours: readonly string[]): readonly Region[] {
  const { ours, theirs, take } = region;
  if (take !== "conflict" || ours.start === ours.end || theirs.start === theirs.end) return [region];
  const left = mine.slice(ours.start, ours.end).join("");
  const right = yours.slice(theirs.start, theirs.end).join("");
  return diffForMerge(left, right).edits.map(({ oldStart, oldEnd, newStart, newEnd }) => ({
    ours: { start: ours.start + oldStart, end: ours.start + oldEnd },
    theirs: { start: theirs.start + newStart, end: theirs.start + newEnd },
    take,
  }));
}

/** Joins conflicts with only a few lines between them: they are easier to read so. */
export function joinNear(found: readonly Region[]): readonly Region[] {
  const joined: Region[] = [];
  for (const region of found) {
    const last = joined.at(-1);
    const near =
      last?.take === "conflict" &&
      region.take === "conflict" &&
      region.ours.start - last.ours.end <= nearLines;
    if (!near) joined.push(region);
    else
      joined[joined.length - 1] = {
        ours: { start: last.ours.start, end: region.ours.end },
        theirs: { start: last.theirs.start, end: region.theirs.end },
        take: "conflict",
      };
  }
  return joined;
}
