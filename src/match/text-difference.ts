import { editDistance } from "../core/index.ts";
import { showText } from "./show.ts";
import { distances } from "./value.ts";

/** Characters compared one by one; what differs behind them only counts as different. */
const compared = 200;
/** A distance looks no further into a text; a body may have many million characters. */
const looked = 100_000;
/** Texts up to this length are shown whole. */
const shownWhole = 60;
const shownBefore = 30;
const shownAround = 80;

/**
 * How far apart two texts are: 0 when equal, 0.1 for the smallest typo, 0.7 when nothing agrees.
 * @example textDistance("--tags", "--tag") < textDistance("--tags", "--force") // true
 */
export function textDistance(expected: string, got: string): number {
  if (expected === got) return 0;
  if (expected.length > looked || got.length > looked) {
    return Math.max(scale(0), textDistance(expected.slice(0, looked), got.slice(0, looked)));
  }
  const longest = Math.max(expected.length, got.length);
  const shortest = Math.min(expected.length, got.length);
  let start = 0;
  while (start < shortest && expected.charCodeAt(start) === got.charCodeAt(start)) start++;
  let end = 0;
  while (end < shortest - start && sameFromEnd(expected, got, end)) end++;
  const left = expected.slice(start, expected.length - end);
  const right = got.slice(start, got.length - end);
  const middle = Math.max(left.length, right.length);
  const edits = editDistance(left.slice(0, compared), right.slice(0, compared));
  const scaled = middle > compared ? (edits * middle) / compared : edits;
  return scale(Math.min(1, scaled / longest));
}

function sameFromEnd(left: string, right: string, end: number): boolean {
  return left.charCodeAt(left.length - 1 - end) === right.charCodeAt(right.length - 1 - end);
}

/** A share of what differs, 0 to 1, as a distance between two texts. */
export function scale(share: number): number {
  return distances.typo + (distances.other - distances.typo) * share;
}

/**
 * How far a text is from containing another: by how much of it, from its start, can be found.
 */
export function partDistance(part: string, text: string): number {
  if (text.includes(part)) return 0;
  const start = text.slice(0, looked);
  let low = 0;
  let high = part.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (start.indexOf(part.slice(0, middle)) !== -1) low = middle;
    else high = middle;
  }
  return scale(1 - low / part.length);
}

/** Lines looked through for the one that was meant. */
const linesCompared = 200;

/**
 * The line of a longer text that was probably meant to hold a part: the one most like it, if it is like it at
 * all. A typo in line 40 is then shown, and not the first 120 characters of the text.
 */
export function likelyLine(
  part: string,
  text: string,
): { readonly number: number; readonly text: string } | undefined {
  if (part.includes("\n") || part.length > compared || !text.includes("\n")) return undefined;
  const lines = text.slice(0, looked).split("\n").slice(0, linesCompared);
  let best: { number: number; text: string; edits: number } | undefined;
  for (const [index, line] of lines.entries()) {
    const trimmed = line.trim();
    if (Math.abs(trimmed.length - part.length) > part.length / 2) continue;
    const edits = editDistance(part, trimmed);
    if (edits < (best?.edits ?? part.length / 2)) best = { number: index + 1, text: trimmed, edits };
  }
  return best;
}

/**
 * Two texts that should be equal, in one line: both whole when they are short, else the first line that
 * differs, cut around the place.
 * @example textDifference("method", "GET", "POST") // 'method: expected "GET", got "POST"'
 */
export function textDifference(label: string, expected: string, got: string): string {
  if (expected.length <= shownWhole && got.length <= shownWhole) {
    return `${label}: expected ${showText(expected)}, got ${showText(got)}`;
  }
  const shortest = Math.min(expected.length, got.length);
  let index = 0;
  while (index < shortest && expected.charCodeAt(index) === got.charCodeAt(index)) index++;
  // When one text ends where the other's line ends, the line is the same and the next one is missing.
  const lineIsWhole = index === shortest && (expected[index] === "\n" || got[index] === "\n");
  const at = lineIsWhole ? index + 1 : index;
  const lines = expected.includes("\n") || got.includes("\n");
  const where = lines ? `, line ${lineNumber(expected, got, at)}` : `, character ${at + 1}`;
  return `${label}${where}: expected ${around(expected, at)}, got ${around(got, at)}`;
}

function lineNumber(expected: string, got: string, at: number): number {
  const longer = expected.length > got.length ? expected : got;
  let count = 1;
  for (let from = longer.indexOf("\n"); from !== -1 && from < at; from = longer.indexOf("\n", from + 1))
    count++;
  return count;
}

function around(text: string, at: number): string {
  if (at > text.length) return "the end of the text";
  const lineStart = at === 0 ? 0 : text.lastIndexOf("\n", at - 1) + 1;
  const lineEnd = text.indexOf("\n", at);
  const start = Math.max(lineStart, at - shownBefore);
  const end = Math.min(lineEnd === -1 ? text.length : lineEnd, start + shownAround);
  const before = start > lineStart ? "…" : "";
  const after = end < (lineEnd === -1 ? text.length : lineEnd) ? "…" : "";
  return showText(before + text.slice(start, end) + after);
}
