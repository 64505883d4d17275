import type { JsonObject } from "../../../core/index.ts";
import { canSee } from "../access/policy.ts";
import { mergeStateOf } from "../domain/merge-rules.ts";
import { readObjects, stagedStore } from "../domain/objects.ts";
import { contentOf } from "../domain/pull-content.ts";
import { headLabel, type Pull } from "../domain/pulls.ts";
import { rebase } from "../domain/rebase.ts";
import { submittedComments } from "../domain/review-comments.ts";
import { isMergeable } from "../domain/test-merge.ts";
import type { PullRow, RepositoryRow } from "../state/rows.ts";
import type { View } from "../state/view.ts";
import { accountOf, simpleUser } from "./accounts.ts";
import { associationOf } from "./association.ts";
import { bodyFields } from "./bodies.ts";
import { labelsOf, milestoneOf, type IssueShown } from "./issues.ts";
import { nodeId } from "./node-id.ts";
import { listedRepository } from "./repositories.ts";
import { listedTeam, simpleTeam } from "./teams.ts";

/** `pull-request-simple`: as lists have it. */
export function pullSimple(shown: IssueShown, target: Pull): JsonObject {
  return common(shown, target, listedTeam);
}

/** `pull-request`: a pull request by itself, with what its content comes to. */
export function pullView(shown: IssueShown, target: Pull): JsonObject {
  const { view, urls, repository } = shown;
  const { issue, pull } = target;
  const { commits, files } = contentOf(view, repository, pull);
  const count = (key: "additions" | "deletions"): number => files.reduce((sum, file) => sum + file[key], 0);
  return {
    ...common(shown, target, (of, team, base) => simpleTeam(of, team, base)),
    merged: pull.merged,
    mergeable: isMergeable(pull),
    rebaseable: isRebaseable(view, repository, pull),
    mergeable_state: mergeStateOf(view, repository, pull),
    merged_by: pull.mergedBy === null ? null : simpleUser(accountOf(view, pull.mergedBy), urls),
    comments: issue.comments,
    review_comments: submittedComments(view, pull.id).length,
    maintainer_can_modify: pull.maintainerCanModify,
    commits: commits.length,
    additions: count("additions"),
    deletions: count("deletions"),
    changed_files: files.length,
  };
}

const rebaseable = new WeakMap<PullRow, boolean>();

/** Told once for each row, as contentOf. */
function isRebaseable(view: View, repository: RepositoryRow, pull: PullRow): boolean | null {
  const mergeable = isMergeable(pull);
  if (mergeable !== true) return mergeable;
  const known = rebaseable.get(pull);
  if (known !== undefined) return known;
  const staged = stagedStore(readObjects(view, repository));
  const { commits } = contentOf(view, repository, pull);
  const found = rebase(staged, pull.baseSha, commits, null) !== undefined;
  rebaseable.set(pull, found);
  return found;
}

function common(shown: IssueShown, { issue, pull }: Pull, showTeam: typeof listedTeam): JsonObject {
  const { view, urls, repository, media } = shown;
  const account = (id: number): JsonObject => simpleUser(accountOf(view, id), urls);
  const assignees = issue.assignees.map(account);
  const links = linksOf(shown, pull);
  const { html } = links;
  return {
    url: links.self,
    id: pull.id,
    node_id: nodeId("pull", pull.id),
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: links.issue,
    number: pull.number,
    state: issue.state,
    locked: issue.locked,
    title: issue.title,
    user: account(issue.author),
    ...bodyFields(issue.body, media),
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt,
    merged_at: pull.mergedAt,
    merge_commit_sha: pull.mergeCommitSha,
    assignee: assignees[0] ?? null,
    assignees,
    requested_reviewers: pull.requestedReviewers.map(account),
    requested_teams: pull.requestedTeams.flatMap((id) => {
      const team = view.get("team", id);
      return team === undefined ? [] : [showTeam(view, team, urls)];
    }),
    labels: labelsOf(shown, issue),
    milestone: milestoneOf(shown, issue),
    draft: pull.draft,
    commits_url: links.commits,
    review_comments_url: links.review_comments,
    review_comment_url: links.review_comment,
    comments_url: links.comments,
    statuses_url: links.statuses,
    head: headOf(shown, pull),
    base: {
      label: headLabel(view, { headOwner: repository.owner, headRef: pull.baseRef }),
      ref: pull.baseRef,
      sha: pull.baseSha,
      user: account(repository.owner),
      repo: listedRepository(shown, repository),
    },
    _links: Object.fromEntries(Object.entries(links).map(([key, href]) => [key, { href }])),
    author_association: associationOf(view, repository, issue.author),
    // Nothing that is simulated turns it on.
    auto_merge: null,
    active_lock_reason: issue.lockReason,
  };
}

/** The head's repository is told to those only who may see it. */
function headOf(shown: IssueShown, pull: PullRow): JsonObject {
  const { view, urls, actor } = shown;
  const home = pull.headRepository === null ? undefined : view.get("repository", pull.headRepository);
  return {
    label: headLabel(view, pull),
    ref: pull.headRef,
    sha: pull.headSha,
    user: simpleUser(accountOf(view, pull.headOwner), urls),
    repo: home === undefined || !canSee(view, actor, home) ? null : listedRepository(shown, home),
  };
}

function linksOf({ urls, name }: IssueShown, { number, headSha }: PullRow): Record<LinkName, string> {
  const base = urls.repository(name);
  const self = `${base}/pulls/${number}`;
  const issue = `${base}/issues/${number}`;
  return {
    self,
    html: `${urls.html}/${name}/pull/${number}`,
    issue,
    comments: `${issue}/comments`,
    review_comments: `${self}/comments`,
    review_comment: `${base}/pulls/comments{/number}`,
    commits: `${self}/commits`,
    statuses: `${base}/statuses/${headSha}`,
  };
}

type LinkName =
  | "self"
  | "html"
  | "issue"
  | "comments"
  | "review_comments"
  | "review_comment"
  | "commits"
  | "statuses";
