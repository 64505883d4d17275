import { bestEnd } from "./indent.ts";
import type { Side } from "./sides.ts";

/** A run of changed lines, or the place between two unchanged lines where none is. */
interface Group {
  start: number;
  end: number;
}

/**
 * Moves groups of changed lines that could as well stand higher or lower (an added paragraph whose first line is that
 * of the next one): joins those that touch, then puts each beside a change of the other side, or where indentation
 * shows that a block begins. The last is left out for merging, as git does.
 */
export function slideGroups(side: Side, other: Side, byIndent: boolean): void {
  const group = firstGroup(side);
  const facing = firstGroup(other);
  do {
    if (group.end > group.start) place(side, group, other, facing, byIndent);
    nextGroup(other, facing);
  } while (nextGroup(side, group));
}

function place(side: Side, group: Group, other: Side, facing: Group, byIndent: boolean): void {
  let size: number;
  let highest: number;
  let lastFacing: number | undefined;
  do {
    size = group.end - group.start;
    while (slideUp(side, group)) previousGroup(other, facing);
    highest = group.end;
    lastFacing = facing.end > facing.start ? group.end : undefined;
    while (slideDown(side, group)) {
      nextGroup(other, facing);
      if (facing.end > facing.start) lastFacing = group.end;
    }
    // It met another group on the way and is longer now: it may go farther.
  } while (size !== group.end - group.start);
  if (group.end === highest) return;
  const end = lastFacing ?? (byIndent ? bestEnd(side.lines, group, highest) : group.end);
  while (group.end > end) {
    slideUp(side, group);
    previousGroup(other, facing);
  }
}

function firstGroup(side: Side): Group {
  return { start: 0, end: endOfRun(side, 0) };
}

function endOfRun({ changed }: Side, start: number): number {
  let end = start;
  while (changed[end] === 1) end += 1;
  return end;
}

function startOfRun({ changed }: Side, end: number): number {
  let start = end;
  while (start > 0 && changed[start - 1] === 1) start -= 1;
  return start;
}

/** Goes on to the next group, which may be empty; false at the end of the text. */
function nextGroup(side: Side, group: Group): boolean {
  if (group.end >= side.lines.length) return false;
  group.start = group.end + 1;
  group.end = endOfRun(side, group.start);
  return true;
}

function previousGroup(side: Side, group: Group): void {
  group.end = group.start - 1;
  group.start = startOfRun(side, group.end);
}

function slideUp(side: Side, group: Group): boolean {
  if (group.start === 0 || side.ids[group.start - 1] !== side.ids[group.end - 1]) return false;
  side.changed[--group.start] = 1;
  side.changed[--group.end] = 0;
  group.start = startOfRun(side, group.start);
  return true;
}

function slideDown(side: Side, group: Group): boolean {
  if (group.end >= side.lines.length || side.ids[group.start] !== side.ids[group.end]) return false;
  side.changed[group.start++] = 0;
  side.changed[group.end++] = 1;
  group.end = endOfRun(side, group.end);
  return true;
}
