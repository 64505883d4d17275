import { isAncestor, mergeBase } from "../git/index.ts";
import { fullName } from "../rest/find-repository.ts";
import { validationFailed, type ApiProblem } from "../rest/problem.ts";
import type { Draft } from "../state/draft.ts";
import type { AccountRow, IssueRow, PullRow, RepositoryRow } from "../state/rows.ts";
import { inNetwork } from "../state/tables.ts";
import type { View } from "../state/view.ts";
import { accountOf } from "../views/accounts.ts";
import { branchSha } from "./find-commit.ts";
import { addIssue, closeIssue, reopenIssue } from "./issues.ts";
import { readObjects } from "./objects.ts";
import { commitsBetween } from "./pull-content.ts";
import { testMerge } from "./test-merge.ts";
import { addTimeline, emitIssueEvent } from "./timeline.ts";

/** Both sides of a pull request. */
export interface Pull {
  readonly issue: IssueRow;
  readonly pull: PullRow;
}

/** What a pull request opens with. */
export interface NewPull {
  /** An issue that becomes one; undefined: a new one with a title and a body. */
  readonly issue?: IssueRow | undefined;
  readonly title: string;
  readonly body: string | null;
  readonly head: PullHead;
  /** Branch of the repository. */
  readonly base: string;
  readonly draft: boolean;
  readonly maintainerCanModify: boolean;
}

/** A branch of a repository or of one of its forks. */
export interface PullHead {
  readonly repository: RepositoryRow;
  readonly branch: string;
}

/** A branch as pull requests call it: "octocat:topic". */
export function headLabel(
  view: View,
  { headOwner, headRef }: Pick<PullRow, "headOwner" | "headRef">,
): string {
  return `${accountOf(view, headOwner).login}:${headRef}`;
}

/**
 * The branch that "topic", "octocat:topic" or a branch of a named fork means; undefined: there is none.
 * @param named "name" or "owner/name" of the head's repository, where its owner has several forks
 */
export function findHead(
  view: View,
  base: RepositoryRow,
  head: string,
  named: string | undefined,
): PullHead | undefined {
  const colon = head.indexOf(":");
  const owner = colon < 0 ? undefined : head.slice(0, colon).toLowerCase();
  const branch = head.slice(colon + 1);
  const login = ({ owner: id }: RepositoryRow): string => accountOf(view, id).login.toLowerCase();
  const all = [base, ...view.list("repository", inNetwork(base.network)).filter(({ id }) => id !== base.id)];
  const repository = all.find((one) => {
    if (named === undefined) return owner === undefined ? one.id === base.id : login(one) === owner;
    const name = named.includes("/") ? named : `${owner ?? login(base)}/${named}`;
    return fullName(view, one).toLowerCase() === name.toLowerCase();
  });
  return repository === undefined ? undefined : { repository, branch };
}

/**
 * Opens a pull request: "pull_request.opened".
 * @throws ApiProblem 422
 */
export function openPull(draft: Draft, actor: AccountRow, base: RepositoryRow, input: NewPull): Pull {
  const { headSha, baseSha } = endsOf(draft, base, input);
  const { repository: headHome, branch } = input.head;
  holdToUnique(draft, base, { headRepository: headHome.id, headRef: branch, baseRef: input.base }, null);
  const { title, body } = input;
  const issue =
    input.issue === undefined
      ? addIssue(draft, actor, base, {
          isPull: true,
          title,
          body,
          labels: [],
          assignees: [],
          milestone: null,
        })
      : draft.change("issue", input.issue, { isPull: true, updatedAt: draft.at });
  const row = draft.put("pull", {
    id: issue.id,
    repository: base.id,
    number: issue.number,
    draft: input.draft,
    headRef: branch,
    headRepository: headHome.id,
    headOwner: headHome.owner,
    headSha,
    baseRef: input.base,
    baseSha,
    merged: false,
    mergedAt: null,
    mergedBy: null,
    mergeCommitSha: null,
    maintainerCanModify: headHome.id !== base.id && input.maintainerCanModify,
    autoMerge: null,
    requestedReviewers: [],
    requestedTeams: [],
  });
  const pull = testMerge(draft, base, row);
  emitIssueEvent(draft, actor, issue, "opened", { head: headSha, base: baseSha });
  return { issue, pull };
}

function endsOf(
  draft: Draft,
  base: RepositoryRow,
  input: NewPull,
): { readonly headSha: string; readonly baseSha: string } {
  const { repository, branch } = input.head;
  const headSha = branchSha(draft, repository, branch);
  const baseSha = branchSha(draft, base, input.base);
  if (headSha === undefined) throw invalidField("head");
  if (baseSha === undefined) throw invalidField("base");
  const store = readObjects(draft, base);
  if (commitsBetween(draft, base, baseSha, headSha).length === 0) {
    const isFork = repository.id !== base.id;
    const label = (owner: number, ref: string): string =>
      isFork ? headLabel(draft, { headOwner: owner, headRef: ref }) : ref;
    throw refused(
      `No commits between ${label(base.owner, input.base)} and ${label(repository.owner, branch)}`,
    );
  }
  if (mergeBase(store, baseSha, headSha) === undefined)
    throw refused(`The ${branch} branch has no history in common with ${input.base}`);
  return { headSha, baseSha };
}

/** Only one open pull request may bring a branch to another one. */
function holdToUnique(
  draft: Draft,
  base: RepositoryRow,
  ends: Pick<PullRow, "headRepository" | "headRef" | "baseRef">,
  own: number | null,
): void {
  const same = draft
    .list("pull", base.id)
    .find(
      (one) =>
        one.id !== own &&
        one.headRepository === ends.headRepository &&
        one.headRef === ends.headRef &&
        one.baseRef === ends.baseRef &&
        draft.get("issue", one.id)?.state === "open",
    );
  if (same !== undefined) throw refused(`A pull request already exists for ${headLabel(draft, same)}.`);
}

/** Closes a pull request without merging it. */
export function closePull(draft: Draft, actor: AccountRow, { issue, pull }: Pull): Pull {
  return { issue: closeIssue(draft, actor, issue), pull };
}

/**
 * Opens a closed pull request again, with its head as it is now.
 * @throws ApiProblem 422 where it is merged, or its branch is gone or another one
 */
export function reopenPull(
  draft: Draft,
  actor: AccountRow,
  base: RepositoryRow,
  { issue, pull }: Pull,
): Pull {
  if (issue.state === "open") return { issue, pull };
  if (pull.merged) throw stateStays("The pull request cannot be reopened.");
  const home = pull.headRepository === null ? undefined : draft.get("repository", pull.headRepository);
  if (home === undefined)
    throw stateStays("The repository that submitted this pull request has been deleted.");
  const headSha = branchSha(draft, home, pull.headRef);
  const baseSha = branchSha(draft, base, pull.baseRef);
  if (headSha === undefined) throw stateStays(`The ${pull.headRef} branch has been deleted.`);
  if (baseSha === undefined) throw stateStays(`The ${pull.baseRef} branch has been deleted.`);
  const store = readObjects(draft, base);
  if (headSha !== pull.headSha && !isAncestor(store, pull.headSha, headSha))
    throw stateStays(`The ${pull.headRef} branch was force-pushed or recreated.`);
  if (isAncestor(store, headSha, baseSha))
    throw stateStays(`There are no new commits on the ${pull.headRef} branch.`);
  holdToUnique(draft, base, pull, pull.id);
  const current = testMerge(draft, base, draft.change("pull", pull, { headSha, baseSha }));
  return { issue: reopenIssue(draft, actor, issue), pull: current };
}

/**
 * Takes a pull request to another branch.
 * @throws ApiProblem 422
 */
export function retargetPull(
  draft: Draft,
  actor: AccountRow,
  base: RepositoryRow,
  { issue, pull }: Pull,
  branch: string,
): Pull {
  if (branch === pull.baseRef) return { issue, pull };
  if (issue.state === "closed")
    throw refusedField("base", "Cannot change the base branch of a closed pull request.");
  const baseSha = branchSha(draft, base, branch);
  if (baseSha === undefined) throw invalidField("base");
  if (isAncestor(readObjects(draft, base), pull.headSha, baseSha))
    throw refusedField(
      "base",
      `There are no new commits between base branch '${branch}' and head branch '${pull.headRef}'`,
    );
  holdToUnique(draft, base, { ...pull, baseRef: branch }, pull.id);
  const from = pull.baseRef;
  const current = testMerge(draft, base, draft.change("pull", pull, { baseRef: branch, baseSha }));
  const edited = draft.change("issue", issue, { updatedAt: draft.at });
  addTimeline(draft, actor, edited, "base_ref_changed", { from, to: branch });
  emitIssueEvent(draft, actor, edited, "edited", { changes: { base: { ref: { from } } } });
  return { issue: edited, pull: current };
}

/** A sentence about the whole pull request. */
function refused(message: string): ApiProblem {
  return validationFailed({ resource: "PullRequest", code: "custom", message });
}

function refusedField(field: string, message: string): ApiProblem {
  return validationFailed({ resource: "PullRequest", code: "custom", field, message });
}

function stateStays(why: string): ApiProblem {
  return refusedField("state", `state cannot be changed. ${why}`);
}

function invalidField(field: string): ApiProblem {
  return validationFailed({ resource: "PullRequest", field, code: "invalid" });
}
