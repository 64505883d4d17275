import { commitAt, diffFiles, mergeBase, walk, type FileDiff, type FoundCommit } from "../git/index.ts";
import type { PullRow, RepositoryRow } from "../state/rows.ts";
import type { View } from "../state/view.ts";
import { readObjects } from "./objects.ts";

/** What a pull request brings. */
export interface PullContent {
  /** Commits that its base does not have, oldest first. */
  readonly commits: readonly FoundCommit[];
  /** How its files differ from where it left its base. */
  readonly files: readonly FileDiff[];
}

/** Commits that a base does not have, oldest first. */
export function commitsBetween(
  view: View,
  repository: RepositoryRow,
  base: string,
  head: string,
): readonly FoundCommit[] {
  return [...walk(readObjects(view, repository), { from: [head], not: [base] })].toReversed();
}

/** How files differ between where a head left its base and the head. */
export function filesBetween(
  view: View,
  repository: RepositoryRow,
  base: string,
  head: string,
): readonly FileDiff[] {
  const store = readObjects(view, repository);
  const start = mergeBase(store, base, head);
  const before = start === undefined ? undefined : commitAt(store, start)?.tree;
  return diffFiles(store, before, commitAt(store, head)?.tree);
}

const known = new WeakMap<PullRow, PullContent>();

/**
 * What a pull request brings. Its row names both commits, so it is told once for each row, however often it is read.
 * @param base its repository, which shares its objects with that of the head
 */
export function contentOf(view: View, base: RepositoryRow, pull: PullRow): PullContent {
  const before = known.get(pull);
  if (before !== undefined) return before;
  const content = {
    commits: commitsBetween(view, base, pull.baseSha, pull.headSha),
    files: filesBetween(view, base, pull.baseSha, pull.headSha),
  };
  known.set(pull, content);
  return content;
}
