import { isAncestor } from "../git/index.ts";
import type { Draft } from "../state/draft.ts";
import type { AccountRow, PullRow, RepositoryRow } from "../state/rows.ts";
import { inNetwork, refKey } from "../state/tables.ts";
import { closeReferenced } from "./closing.ts";
import { tipOf } from "./find-commit.ts";
import { closeIssue } from "./issues.ts";
import { readObjects } from "./objects.ts";
import { followComments } from "./review-comments.ts";
import { dismissStale } from "./reviews.ts";
import { testMerge } from "./test-merge.ts";
import { addTimeline, emitIssueEvent } from "./timeline.ts";
import { rowOf } from "../state/view.ts";

/** A reference that has moved. */
export interface Moved {
  readonly repository: RepositoryRow;
  /** "refs/heads/topic". */
  readonly ref: string;
  /** Null: the reference is gone. */
  readonly sha: string | null;
  readonly actor: AccountRow;
}

const heads = "refs/heads/";

/** Tells pull requests that their head or base has moved. */
export function syncPulls(draft: Draft, moved: Moved): void {
  if (!moved.ref.startsWith(heads)) return;
  const branch = moved.ref.slice(heads.length);
  const { repository } = moved;
  const related = draft
    .list("repository", inNetwork(repository.network))
    .flatMap(({ id }) => draft.list("pull", id));
  for (const { id } of related) {
    // Looked up again: what one of them did may have changed the next.
    const pull = rowOf(draft, "pull", id);
    if (pull.headRepository === repository.id && pull.headRef === branch) headMoved(draft, moved, pull);
    const now = rowOf(draft, "pull", id);
    if (now.repository === repository.id && now.baseRef === branch) baseMoved(draft, moved, now);
  }
}

function isOpen(draft: Draft, { id }: PullRow): boolean {
  return rowOf(draft, "issue", id).state === "open";
}

function headMoved(draft: Draft, { sha, actor }: Moved, pull: PullRow): void {
  const issue = rowOf(draft, "issue", pull.id);
  const base = rowOf(draft, "repository", pull.repository);
  if (sha === null) {
    addTimeline(draft, actor, issue, "head_ref_deleted");
    if (isOpen(draft, pull)) closeIssue(draft, actor, issue);
    return;
  }
  if (!isOpen(draft, pull) || sha === pull.headSha) return;
  const before = pull.headSha;
  const store = readObjects(draft, base);
  const baseSha = tipOf(draft, base, pull.baseRef);
  const edited = draft.change("issue", issue, { updatedAt: draft.at });
  const current = testMerge(draft, base, draft.change("pull", pull, { headSha: sha, baseSha }));
  if (!isAncestor(store, before, sha))
    addTimeline(draft, actor, edited, "head_ref_force_pushed", { commitSha: sha });
  followComments(draft, base, current, before);
  emitIssueEvent(draft, actor, edited, "synchronize", { before, after: sha });
  if (draft.get("protection", refKey(base.id, pull.baseRef))?.requiredReviews?.dismissStale === true)
    dismissStale(draft, actor, { issue: edited, pull: current });
}

function baseMoved(draft: Draft, { sha, actor }: Moved, pull: PullRow): void {
  if (!isOpen(draft, pull)) return;
  const issue = rowOf(draft, "issue", pull.id);
  const base = rowOf(draft, "repository", pull.repository);
  if (sha === null) {
    addTimeline(draft, actor, issue, "base_ref_deleted");
    closeIssue(draft, actor, issue);
    return;
  }
  if (!isAncestor(readObjects(draft, base), pull.headSha, sha)) {
    testMerge(draft, base, draft.change("pull", pull, { baseSha: sha }));
    return;
  }
  // Somebody brought the commits in by hand: that is a merge as well.
  draft.change("pull", pull, {
    merged: true,
    mergedAt: draft.at,
    mergedBy: actor.id,
    mergeCommitSha: sha,
    autoMerge: null,
  });
  draft.remove("ref", refKey(base.id, `refs/pull/${pull.number}/merge`));
  addTimeline(draft, actor, issue, "merged", { commitSha: sha });
  closeIssue(draft, actor, issue, { commitSha: sha });
  if (pull.baseRef === base.defaultBranch) closeReferenced(draft, actor, base, issue.body, sha);
}
