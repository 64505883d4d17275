import { candidates, middleOf, roughRoot } from "./candidates.ts";
import type { Side } from "./sides.ts";

/**
 * Marks the lines that differ, by Myers' algorithm in linear space: the fewest removals and additions, found by paths
 * that come from both ends and meet. Past a cost that only unlike texts have, the best place so far is taken.
 */
export function markChanges(before: Side, after: Side): void {
  const { start, oldEnd, newEnd } = middleOf(before, after);
  const old = candidates(before, after, start, oldEnd);
  const now = candidates(after, before, start, newEnd);
  const problem: Problem = {
    old: old.map((index) => before.ids[index] as number),
    now: now.map((index) => after.ids[index] as number),
    forward: new Int32Array(old.length + now.length + 3),
    backward: new Int32Array(old.length + now.length + 3),
    origin: now.length + 1,
    costMax: Math.max(256, roughRoot(old.length + now.length + 3)),
  };
  const open: Box[] = [{ left: 0, right: old.length, top: 0, bottom: now.length }];
  for (let box = open.pop(); box !== undefined; box = open.pop()) {
    const inner = shrink(problem, box);
    if (inner.left === inner.right) {
      for (let at = inner.top; at < inner.bottom; at++) after.changed[now[at] as number] = 1;
    } else if (inner.top === inner.bottom) {
      for (let at = inner.left; at < inner.right; at++) before.changed[old[at] as number] = 1;
    } else {
      const [x, y] = meeting(problem, inner);
      open.push(
        { left: inner.left, right: x, top: inner.top, bottom: y },
        { left: x, right: inner.right, top: y, bottom: inner.bottom },
      );
    }
  }
}

interface Problem {
  readonly old: readonly number[];
  readonly now: readonly number[];
  /** How far along the old text each diagonal came, from the one end and from the other. */
  readonly forward: Int32Array;
  readonly backward: Int32Array;
  /** Index of diagonal 0 in both. */
  readonly origin: number;
  readonly costMax: number;
}

/** A part of the old text (left to right) against a part of the new one (top to bottom). */
interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function shrink({ old, now }: Problem, box: Box): Box {
  let { left, right, top, bottom } = box;
  while (left < right && top < bottom && old[left] === now[top]) {
    left += 1;
    top += 1;
  }
  while (left < right && top < bottom && old[right - 1] === now[bottom - 1]) {
    right -= 1;
    bottom -= 1;
  }
  return { left, right, top, bottom };
}

/** Diagonals that paths of one cost may have reached. */
interface Reach {
  low: number;
  high: number;
}

/** A point on a shortest way through the box, where paths from both corners meet. */
function meeting(problem: Problem, box: Box): readonly [x: number, y: number] {
  const { forward, backward, origin, costMax } = problem;
  const first = box.left - box.top;
  const last = box.right - box.bottom;
  const odd = ((first - last) & 1) !== 0;
  const ahead: Reach = { low: first, high: first };
  const back: Reach = { low: last, high: last };
  forward[origin + first] = box.left;
  backward[origin + last] = box.right;
  for (let cost = 1; ; cost++) {
    widen(ahead, box, forward, origin, -1);
    for (let diagonal = ahead.high; diagonal >= ahead.low; diagonal -= 2) {
      const x = goForward(problem, box, diagonal);
      if (
        odd &&
        diagonal >= back.low &&
        diagonal <= back.high &&
        (backward[origin + diagonal] as number) <= x
      )
        return [x, x - diagonal];
    }
    widen(back, box, backward, origin, 0x7fffffff);
    for (let diagonal = back.high; diagonal >= back.low; diagonal -= 2) {
      const x = goBackward(problem, box, diagonal);
      if (
        !odd &&
        diagonal >= ahead.low &&
        diagonal <= ahead.high &&
        x <= (forward[origin + diagonal] as number)
      )
        return [x, x - diagonal];
    }
    if (cost >= costMax) return bestSoFar(problem, box, ahead, back);
  }
}

/** One more diagonal on each side, or one less where the box ends. */
function widen(reach: Reach, box: Box, row: Int32Array, origin: number, unreached: number): void {
  if (reach.low > box.left - box.bottom) {
    reach.low -= 1;
    row[origin + reach.low - 1] = unreached;
  } else reach.low += 1;
  if (reach.high < box.right - box.top) {
    reach.high += 1;
    row[origin + reach.high + 1] = unreached;
  } else reach.high -= 1;
}

function goForward({ old, now, forward, origin }: Problem, box: Box, diagonal: number): number {
  const below = forward[origin + diagonal - 1] as number;
  const above = forward[origin + diagonal + 1] as number;
  let x = below >= above ? below + 1 : above;
  while (x < box.right && x - diagonal < box.bottom && old[x] === now[x - diagonal]) x += 1;
  forward[origin + diagonal] = x;
  return x;
}

function goBackward({ old, now, backward, origin }: Problem, box: Box, diagonal: number): number {
  const below = backward[origin + diagonal - 1] as number;
  const above = backward[origin + diagonal + 1] as number;
  let x = below < above ? below : above - 1;
  while (x > box.left && x - diagonal > box.top && old[x - 1] === now[x - diagonal - 1]) x -= 1;
  backward[origin + diagonal] = x;
  return x;
}

/** The point that came farthest from its corner, when the search costs too much. */
function bestSoFar(
  { forward, backward, origin }: Problem,
  box: Box,
  ahead: Reach,
  back: Reach,
): readonly [x: number, y: number] {
  let far: readonly [number, number] = [box.left, box.top];
  for (let diagonal = ahead.high; diagonal >= ahead.low; diagonal -= 2) {
    const x = Math.min(forward[origin + diagonal] as number, box.right, box.bottom + diagonal);
    if (x * 2 - diagonal > far[0] + far[1]) far = [x, x - diagonal];
  }
  let near: readonly [number, number] = [box.right, box.bottom];
  for (let diagonal = back.high; diagonal >= back.low; diagonal -= 2) {
    const x = Math.max(backward[origin + diagonal] as number, box.left, box.top + diagonal);
    if (x * 2 - diagonal < near[0] + near[1]) near = [x, x - diagonal];
  }
  const [gone, left] = [far[0] + far[1] - box.left - box.top, box.right + box.bottom - near[0] - near[1]];
  return left < gone ? far : near;
}
