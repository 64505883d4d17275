/** Columns after which deeper indentation counts the same. */
const indentMax = 200;
/** Empty lines that are looked over. */
const blanksMax = 20;
/** Lines that a group is moved at most. */
const slideMax = 100;

/** What stands around a place where a group begins or ends. */
interface Split {
  readonly atEnd: boolean;
  /** Columns of the line below the place; undefined where it is empty or the text ends. */
  readonly indent: number | undefined;
  readonly blanksAbove: number;
  readonly indentAbove: number | undefined;
  readonly blanksBelow: number;
  readonly indentBelow: number | undefined;
}

/** Smaller is better. */
interface Score {
  readonly indent: number;
  readonly penalty: number;
}

/**
 * Where a group of changed lines ends best, of all places from `highest` down to where it is: it should begin where
 * indentation goes back, after empty lines, at the start of a block. The figures are those that git found on a large
 * number of changes (diff.indentHeuristic).
 */
export function bestEnd(
  lines: readonly string[],
  group: { readonly start: number; readonly end: number },
  highest: number,
): number {
  const size = group.end - group.start;
  let best: Score | undefined;
  let found = group.end;
  for (let end = Math.max(highest, group.end - size - 1, group.end - slideMax); end <= group.end; end++) {
    const [one, other] = [judge(splitAt(lines, end)), judge(splitAt(lines, end - size))];
    const score = { indent: one.indent + other.indent, penalty: one.penalty + other.penalty };
    // Of equally good places the lowest.
    if (best !== undefined && compare(score, best) > 0) continue;
    best = score;
    found = end;
  }
  return found;
}

function compare(one: Score, other: Score): number {
  return 60 * Math.sign(one.indent - other.indent) + one.penalty - other.penalty;
}

/** Columns before the first character; undefined for a line of white space only. */
function indentOf(line: string): number | undefined {
  let columns = 0;
  for (const character of line) {
    if (character === " ") columns += 1;
    else if (character === "\t") columns += 8 - (columns % 8);
    else if (!/[\n\r\f\v]/.test(character)) return columns;
    if (columns >= indentMax) return indentMax;
  }
  return undefined;
}

function splitAt(lines: readonly string[], at: number): Split {
  const above = nearest(lines, at - 1, -1);
  const below = nearest(lines, at + 1, 1);
  const line = lines[at];
  return {
    atEnd: line === undefined,
    indent: line === undefined ? undefined : indentOf(line),
    blanksAbove: above.blanks,
    indentAbove: above.indent,
    blanksBelow: below.blanks,
    indentBelow: below.indent,
  };
}

/** The first line with text in a direction, and the empty ones before it. */
function nearest(lines: readonly string[], from: number, step: 1 | -1) {
  let blanks = 0;
  for (let at = from; at >= 0 && at < lines.length; at += step) {
    const indent = indentOf(lines[at] as string);
    if (indent !== undefined) return { blanks, indent };
    blanks += 1;
    if (blanks === blanksMax) return { blanks, indent: 0 };
  }
  return { blanks, indent: undefined };
}

function judge(split: Split): Score {
  const blanksBelow = split.indent === undefined ? 1 + split.blanksBelow : 0;
  const blanks = split.blanksAbove + blanksBelow;
  const indent = split.indent ?? split.indentBelow;
  let penalty = 6 * blanksBelow - 30 * blanks;
  if (split.indentAbove === undefined && split.blanksAbove === 0) penalty += 1;
  if (split.atEnd) penalty += 21;
  return { indent: indent ?? -1, penalty: penalty + ofIndent(split, indent, blanks > 0) };
}

function ofIndent({ indentAbove, indentBelow }: Split, indent: number | undefined, blank: boolean): number {
  if (indent === undefined || indentAbove === undefined || indent === indentAbove) return 0;
  if (indent > indentAbove) return blank ? 10 : -4;
  if (blank) return 17;
  return indentBelow !== undefined && indentBelow > indent ? 24 : 23;
}
