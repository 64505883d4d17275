import { ancestors, isAncestor, walk } from "./history.ts";
import { commitAt } from "./commit.ts";
import type { ObjectReader } from "./object.ts";

/**
 * The best common ancestors of two commits (`git merge-base --all`), newest first: those that no other common ancestor
 * has behind it. More than one where branches were merged crosswise; none where histories are unrelated.
 */
export function mergeBases(store: ObjectReader, one: string, other: string): readonly string[] {
  if (commitAt(store, one) === undefined || commitAt(store, other) === undefined) return [];
  if (isAncestor(store, one, other)) return [one];
  if (isAncestor(store, other, one)) return [other];
  const known = ancestors(store, [one]);
  const bases: string[] = [];
  const passed = new Set<string>();
  // Walking from the other side, the first commits that are known are candidates; what stands before one is none.
  for (const { sha, commit } of walk(store, { from: [other] })) {
    if (passed.has(sha)) {
      for (const parent of commit.parents) passed.add(parent);
    } else if (known.has(sha)) {
      bases.push(sha);
      for (const parent of commit.parents) passed.add(parent);
    }
  }
  // A clock that was wrong may bring a commit before one that stands behind it.
  if (bases.length < 2) return bases;
  return bases.filter((base) => !bases.some((more) => more !== base && isAncestor(store, base, more)));
}

/** The best common ancestor, where there is one: what GitHub calls `merge_base_commit`. */
export function mergeBase(store: ObjectReader, one: string, other: string): string | undefined {
  return mergeBases(store, one, other)[0];
}
