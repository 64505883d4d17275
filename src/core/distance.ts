/**
 * Edit distance with insertions, deletions, substitutions and swaps of neighbours, each costing one.
 * @example editDistance("raed", "read") // 1
 */
export function editDistance(left: string, right: string): number {
  const width = right.length + 1;
  let before: number[] = [];
  let previous = Array.from({ length: width }, (_, index) => index);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column < width; column++) {
      const same = left[row - 1] === right[column - 1];
      let best = Math.min(
        (previous[column] as number) + 1,
        (current[column - 1] as number) + 1,
        (previous[column - 1] as number) + (same ? 0 : 1),
      );
      const swapped =
        row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (swapped) best = Math.min(best, (before[column - 2] as number) + 1);
      current.push(best);
    }
    before = previous;
    previous = current;
  }
  return previous[right.length] as number;
}

/** Characters of a word that are compared; what differs only behind them counts as alike. */
const comparedChars = 200;

/**
 * The candidates most like a word, nearest first: those within a third of the word's length (at least two
 * edits), so that a suggestion is a likely typo and never a guess.
 * @example nearest("permisions", ["permissions", "owner"]) // ["permissions"]
 */
export function nearest(word: string, candidates: Iterable<string>, most = 3): string[] {
  const lower = word.slice(0, comparedChars).toLowerCase();
  const limit = Math.max(2, Math.floor(lower.length / 3));
  const scored: { candidate: string; distance: number }[] = [];
  for (const candidate of new Set(candidates)) {
    if (Math.abs(candidate.length - word.length) > limit) continue;
    const distance = editDistance(lower, candidate.slice(0, comparedChars).toLowerCase());
    if (distance <= limit && distance < Math.max(candidate.length, 2)) scored.push({ candidate, distance });
  }
  scored.sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1));
  return scored.slice(0, most).map(({ candidate }) => candidate);
}
