import { commitAt, type FoundCommit } from "./commit.ts";
import { dateQueue } from "./date-queue.ts";
import type { ObjectReader } from "./object.ts";

/** Which commits a walk tells. */
export interface Walk {
  readonly from: readonly string[];
  /** Commits that are left out together with everything before them. */
  readonly not?: readonly string[];
}

/**
 * Commits in git's own order (`git rev-list`): the newest by committer's date first, one of equal age as it was come
 * upon. Commits that are missing are left out.
 */
export function* walk(store: ObjectReader, { from, not = [] }: Walk): Generator<FoundCommit> {
  const hidden = not.length === 0 ? new Set<string>() : ancestors(store, not);
  const queue = dateQueue(store);
  for (const sha of from) if (!hidden.has(sha)) queue.add(sha);
  for (let next = queue.take(); next !== undefined; next = queue.take()) {
    yield next;
    for (const parent of next.commit.parents) if (!hidden.has(parent)) queue.add(parent);
  }
}

/** Some commits and all before them. */
export function ancestors(store: ObjectReader, from: readonly string[]): Set<string> {
  const seen = new Set<string>();
  const open = [...from];
  for (let sha = open.pop(); sha !== undefined; sha = open.pop()) {
    if (seen.has(sha)) continue;
    const commit = commitAt(store, sha);
    if (commit === undefined) continue;
    seen.add(sha);
    open.push(...commit.parents);
  }
  return seen;
}

/** Whether a commit is another one or stands before it: then a branch goes forward from it without force. */
export function isAncestor(store: ObjectReader, ancestor: string, descendant: string): boolean {
  const seen = new Set<string>();
  const open = [descendant];
  for (let sha = open.pop(); sha !== undefined; sha = open.pop()) {
    if (sha === ancestor) return commitAt(store, sha) !== undefined;
    if (seen.has(sha)) continue;
    seen.add(sha);
    open.push(...(commitAt(store, sha)?.parents ?? []));
  }
  return false;
}

/** How far two commits are from each other. */
export interface Distance {
  /** Commits of `head` that `base` does not have. */
  readonly ahead: number;
  /** Commits of `base` that `head` does not have. */
  readonly behind: number;
}

/** Counts the commits that only one of the two has (`git rev-list --count --left-right base...head`). */
export function distance(store: ObjectReader, base: string, head: string): Distance {
  const [below, above] = [ancestors(store, [base]), ancestors(store, [head])];
  const only = (these: Set<string>, those: Set<string>) => {
    let count = 0;
    for (const sha of these) if (!those.has(sha)) count += 1;
    return count;
  };
  return { ahead: only(above, below), behind: only(below, above) };
}
