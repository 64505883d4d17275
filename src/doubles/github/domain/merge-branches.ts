import { commitObject, isAncestor, mergeCommits, type GitPerson } from "../git/index.ts";
import type { Draft } from "../state/draft.ts";
import type { RepositoryRow } from "../state/rows.ts";
import { objectsOf } from "./objects.ts";

/** What is merged into what. */
export interface Merging {
  readonly repository: RepositoryRow;
  /** SHA of what it is merged into: the first parent. */
  readonly base: string;
  readonly head: string;
  readonly message: string;
  readonly author: GitPerson;
  readonly committer: GitPerson;
}

/** What a merge comes to. */
export type Merged =
  /** The commit of the merge, put but nobody's yet. */
  | { readonly kind: "merged"; readonly sha: string }
  /** The base has it all. */
  | { readonly kind: "nothing" }
  /** Paths that both sides changed against each other; none: the histories have nothing in common. */
  | { readonly kind: "conflict"; readonly paths: readonly string[] };

/** Makes the commit that merges one commit into another. No reference moves. */
export function mergeInto(draft: Draft, merging: Merging): Merged {
  const { repository, base, head, message, author, committer } = merging;
  const store = objectsOf(draft, repository);
  if (isAncestor(store, head, base)) return { kind: "nothing" };
  const found = mergeCommits(store, base, head);
  if (found === undefined || found.conflicts.length > 0)
    return { kind: "conflict", paths: found?.conflicts.map(({ path }) => path) ?? [] };
  const commit = { tree: found.tree, parents: [base, head], author, committer, message };
  return { kind: "merged", sha: store.put(commitObject(commit)) };
}
