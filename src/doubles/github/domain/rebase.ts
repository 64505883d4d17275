import {
  commitAt,
  commitObject,
  emptyTreeSha,
  mergeTrees,
  type Commit,
  type FoundCommit,
  type GitPerson,
  type ObjectStore,
} from "../git/index.ts";

/** How git would write down what conflicts; nothing of that is kept. */
const style = { marks: { ours: "HEAD", theirs: "theirs", length: 7 }, virtual: false } as const;

/**
 * Puts commits on top of another one, oldest first; merges are left out, and so are
 * commits whose changes are all there already. Commits that were empty before stay, as in git.
 * @param committer of all of them; null: they keep their own
 * @returns the SHA of the last one; undefined where they conflict
 */
export function rebase(
  store: ObjectStore,
  onto: string,
  commits: readonly FoundCommit[],
  committer: GitPerson | null,
): string | undefined {
  let tip = onto;
  for (const { commit } of commits) {
    const [parent] = commit.parents;
    if (commit.parents.length > 1) continue;
    const before = parent === undefined ? emptyTreeSha : (commitAt(store, parent) as Commit).tree;
    const current = (commitAt(store, tip) as Commit).tree;
    const merged = mergeTrees(store, before, current, commit.tree, style);
    if (merged.conflicts.length > 0) return undefined;
    if (merged.tree === current && commit.tree !== before) continue;
    const { author, message } = commit;
    tip = store.put(
      commitObject({
        tree: merged.tree,
        parents: [tip],
        author,
        committer: committer ?? commit.committer,
        message,
      }),
    );
  }
  return tip;
}
