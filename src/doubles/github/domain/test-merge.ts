import { commitObject, mergeCommits } from "../git/index.ts";
import type { Draft } from "../state/draft.ts";
import type { PullRow, RepositoryRow } from "../state/rows.ts";
import { refKey } from "../state/tables.ts";
import { objectsOf, stagedStore } from "./objects.ts";
import { webFlow } from "./people.ts";

/** Whether a pull request can be merged; null: it is merged. */
export function isMergeable(pull: PullRow): boolean | null {
  return pull.merged ? null : pull.mergeCommitSha !== null;
}

/**
 * Merges a pull request as a trial, as GitHub does after each change of its head or base: its row has the commit of it,
 * or null where it conflicts, and `refs/pull/N/head` and `/merge` lead to both.
 */
export function testMerge(draft: Draft, base: RepositoryRow, pull: PullRow): PullRow {
  const store = objectsOf(draft, base);
  const staged = stagedStore(store);
  const merged = mergeCommits(staged, pull.baseSha, pull.headSha);
  const isClean = merged !== undefined && merged.conflicts.length === 0;
  const person = webFlow(draft.at);
  const sha = isClean
    ? staged.put(
        commitObject({
          tree: merged.tree,
          parents: [pull.baseSha, pull.headSha],
          author: person,
          committer: person,
          message: `Merge ${pull.headSha} into ${pull.baseSha}`,
        }),
      )
    : null;
  if (sha !== null) staged.keep(store);
  const name = `refs/pull/${pull.number}`;
  draft.put("ref", { repository: base.id, name: `${name}/head`, sha: pull.headSha });
  if (sha === null) draft.remove("ref", refKey(base.id, `${name}/merge`));
  else draft.put("ref", { repository: base.id, name: `${name}/merge`, sha });
  return draft.change("pull", pull, { mergeCommitSha: sha });
}
