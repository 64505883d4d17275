import type { Actor } from "../access/actor.ts";
import { commitObject, mergeCommits, type MergedTrees, type ObjectStore } from "../git/index.ts";
import { ApiProblem } from "../rest/problem.ts";
import type { Draft } from "../state/draft.ts";
import type { AccountRow, PullRow, RepositoryRow } from "../state/rows.ts";
import { refKey } from "../state/tables.ts";
import { accountOf } from "../views/accounts.ts";
import { closeReferenced } from "./closing.ts";
import { branchSha, tipOf } from "./find-commit.ts";
import { closeIssue } from "./issues.ts";
import { mergeMessage, squashMessage } from "./merge-messages.ts";
import { mergeRefusals } from "./merge-rules.ts";
import { objectsOf, stagedStore } from "./objects.ts";
import { personOf, webFlow } from "./people.ts";
import { commitsBetween } from "./pull-content.ts";
import type { Pull } from "./pulls.ts";
import { rebase } from "./rebase.ts";
import { moveRef } from "./refs.ts";
import { addTimeline } from "./timeline.ts";

/** How a pull request is to be merged. */
export interface MergeInput {
  readonly method: "merge" | "squash" | "rebase";
  /** What the head has to be; null: whatever it is. */
  readonly sha: string | null;
  /** Null: as the repository's settings say. */
  readonly title: string | null;
  readonly message: string | null;
}

/** Who merges, and where. */
export interface MergeAct {
  readonly base: RepositoryRow;
  readonly actor: Actor;
  readonly account: AccountRow;
}

/**
 * Merges a pull request: its commits reach the base, it is closed, and so are the issues that it says it fixes.
 * @returns SHA of the commit that the base has now
 * @throws ApiProblem 405 where it can't be merged, 409 where its head has moved
 */
export function mergePull(draft: Draft, act: MergeAct, { issue, pull }: Pull, input: MergeInput): string {
  const { base, account } = act;
  holdToRules(draft, act, { issue, pull }, input);
  const tip = tipOf(draft, base, pull.baseRef);
  const current = draft.change("pull", pull, { baseSha: tip });
  const sha = makeCommits(draft, act, { issue, pull: current }, input);
  const merged = draft.change("pull", current, {
    merged: true,
    mergedAt: draft.at,
    mergedBy: account.id,
    mergeCommitSha: sha,
    autoMerge: null,
  });
  draft.remove("ref", refKey(base.id, `refs/pull/${pull.number}/merge`));
  addTimeline(draft, account, issue, "merged", { commitSha: sha });
  closeIssue(draft, account, issue, { commitSha: sha });
  moveRef(draft, { repository: base, ref: `refs/heads/${pull.baseRef}`, sha, actor: account });
  if (pull.baseRef === base.defaultBranch) closeReferenced(draft, account, base, issue.body, sha);
  if (base.deleteBranchOnMerge) deleteHead(draft, act, merged);
  return sha;
}

function holdToRules(
  draft: Draft,
  { base, actor }: MergeAct,
  { issue, pull }: Pull,
  input: MergeInput,
): void {
  if (issue.state === "closed") throw notAllowed("Pull Request is not mergeable");
  if (pull.draft) throw notAllowed("Pull Request is still a draft");
  if (input.sha !== null && input.sha !== pull.headSha)
    throw new ApiProblem(409, "Head branch was modified. Review and try the merge again.");
  const { allowed, name } = methodsOf(base)[input.method];
  if (!allowed) throw notAllowed(`${name} are not allowed on this repository.`);
  if (pull.mergeCommitSha === null) throw notAllowed("Pull Request is not mergeable");
  const refusals = mergeRefusals(draft, { base, pull, actor, method: input.method });
  if (refusals.length > 0) throw notAllowed(refusals.join(" "));
}

function methodsOf(
  base: RepositoryRow,
): Record<MergeInput["method"], { readonly allowed: boolean; readonly name: string }> {
  return {
    merge: { allowed: base.allowMergeCommit, name: "Merge commits" },
    squash: { allowed: base.allowSquashMerge, name: "Squash merges" },
    rebase: { allowed: base.allowRebaseMerge, name: "Rebase merges" },
  };
}

/** Makes the commits that a merge comes to, on top of the base. */
function makeCommits(draft: Draft, { base, account }: MergeAct, merged: Pull, input: MergeInput): string {
  const { issue, pull } = merged;
  const store = objectsOf(draft, base);
  const commits = commitsBetween(draft, base, pull.baseSha, pull.headSha);
  if (input.method === "rebase") {
    const sha = rebaseInto(store, pull, commits, personOf(account, draft.at));
    if (sha === undefined) throw notAllowed("This branch can't be rebased");
    return sha;
  }
  const tree = mergedTree(store, pull);
  const told = { draft, base, issue, pull, commits };
  const isSquash = input.method === "squash";
  const standard = isSquash ? squashMessage(told) : mergeMessage(told);
  const title = input.title ?? standard.title;
  const message = input.message ?? standard.message;
  return store.put(
    commitObject({
      tree,
      parents: isSquash ? [pull.baseSha] : [pull.baseSha, pull.headSha],
      author: personOf(isSquash ? accountOf(draft, issue.author) : account, draft.at),
      committer: webFlow(draft.at),
      message: message === "" ? title : `${title}\n\n${message}`,
    }),
  );
}

function rebaseInto(
  store: ObjectStore,
  pull: PullRow,
  commits: ReturnType<typeof commitsBetween>,
  committer: ReturnType<typeof personOf>,
): string | undefined {
  const staged = stagedStore(store);
  const sha = rebase(staged, pull.baseSha, commits, committer);
  if (sha !== undefined) staged.keep(store);
  return sha;
}

/** The tree of a merge that was tried before: it has no conflicts. */
function mergedTree(store: ObjectStore, pull: PullRow): string {
  const staged = stagedStore(store);
  const merged = mergeCommits(staged, pull.baseSha, pull.headSha) as MergedTrees;
  staged.keep(store);
  return merged.tree;
}

/** Removes the branch that was merged, where the repository's settings say so. A fork's branch stays. */
function deleteHead(draft: Draft, { base, account }: MergeAct, pull: PullRow): void {
  if (pull.headRepository !== base.id || pull.headRef === base.defaultBranch) return;
  if (draft.get("protection", refKey(base.id, pull.headRef)) !== undefined) return;
  moveRef(draft, { repository: base, ref: `refs/heads/${pull.headRef}`, sha: null, actor: account });
}

/**
 * Brings the commits of its base into the head of a pull request.
 * @throws ApiProblem 422
 */
export function updateBranch(
  draft: Draft,
  { base, account }: MergeAct,
  { pull }: Pull,
  expected: string | null,
): void {
  if (expected !== null && expected !== pull.headSha)
    throw new ApiProblem(422, "expected head sha didn’t match current head ref.");
  const home = pull.headRepository === null ? undefined : draft.get("repository", pull.headRepository);
  const tip = branchSha(draft, base, pull.baseRef);
  if (home === undefined || tip === undefined)
    throw new ApiProblem(422, "merge conflict between base and head");
  const store = objectsOf(draft, base);
  if (commitsBetween(draft, base, pull.headSha, tip).length === 0)
    throw new ApiProblem(422, "There are no new commits on the base branch.");
  const staged = stagedStore(store);
  const merged = mergeCommits(staged, pull.headSha, tip);
  if (merged === undefined || merged.conflicts.length > 0)
    throw new ApiProblem(422, "merge conflict between base and head");
  staged.keep(store);
  const sha = store.put(
    commitObject({
      tree: merged.tree,
      parents: [pull.headSha, tip],
      author: personOf(account, draft.at),
      committer: webFlow(draft.at),
      message: `Merge branch '${pull.baseRef}' into ${pull.headRef}`,
    }),
  );
  moveRef(draft, { repository: home, ref: `refs/heads/${pull.headRef}`, sha, actor: account });
}

function notAllowed(message: string): ApiProblem {
  return new ApiProblem(405, message);
}
