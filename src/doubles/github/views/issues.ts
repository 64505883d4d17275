import type { JsonObject } from "../../../core/index.ts";
import type { IssueRow, RepositoryRow } from "../state/rows.ts";
import { accountOf, simpleUser } from "./accounts.ts";
import { associationOf } from "./association.ts";
import { bodyFields } from "./bodies.ts";
import { labelView } from "./labels.ts";
import { milestoneView } from "./milestones.ts";
import { nodeId } from "./node-id.ts";
import { reactionRollup } from "./reactions.ts";
import type { RepositoryShown } from "./repositories.ts";

/** What an answer about the issues of a repository is made from. */
export interface IssueShown extends RepositoryShown {
  readonly repository: RepositoryRow;
  /** "owner/name" of it. */
  readonly name: string;
  /** The form of texts that is asked for: see bodies.ts. */
  readonly media: string | null;
}

/** `issue`: an issue, or the issue side of a pull request. */
export function issueView(shown: IssueShown, issue: IssueRow): JsonObject {
  const { view, urls } = shown;
  const closer = issue.closedBy === null ? null : simpleUser(accountOf(view, issue.closedBy), urls);
  return { ...listedIssue(shown, issue), closed_by: closer };
}

/** An issue as searches list it: without who closed it. */
export function listedIssue(shown: IssueShown, issue: IssueRow): JsonObject {
  const { view, urls, repository, name, media } = shown;
  const base = urls.repository(name);
  const url = `${base}/issues/${issue.number}`;
  const pull = issue.isPull ? view.get("pull", issue.id) : undefined;
  const assignees = issue.assignees.map((id) => simpleUser(accountOf(view, id), urls));
  return {
    url,
    repository_url: base,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: `${urls.html}/${name}/${issue.isPull ? "pull" : "issues"}/${issue.number}`,
    id: issue.id,
    node_id: nodeId(issue.isPull ? "pull" : "issue", issue.id),
    number: issue.number,
    title: issue.title,
    user: simpleUser(accountOf(view, issue.author), urls),
    labels: labelsOf(shown, issue),
    state: issue.state,
    locked: issue.locked,
    assignee: assignees[0] ?? null,
    assignees,
    milestone: milestoneOf(shown, issue),
    comments: issue.comments,
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt,
    author_association: associationOf(view, repository, issue.author),
    ...(issue.isPull ? {} : issueOnly),
    active_lock_reason: issue.lockReason,
    ...(pull === undefined ? {} : { draft: pull.draft }),
    ...(issue.isPull ? { pull_request: pullLinks(shown, issue, pull?.mergedAt ?? null) } : {}),
    ...bodyFields(issue.body, media),
    reactions: reactionRollup(view, "issue", issue.id, url),
    timeline_url: `${url}/timeline`,
    performed_via_github_app: null,
    state_reason: issue.stateReason,
  };
}

/** What pull requests have not. Types, sub-issues and dependencies are not kept: there are none. */
const issueOnly: JsonObject = {
  type: null,
  sub_issues_summary: { total: 0, completed: 0, percent_completed: 0 },
  issue_dependencies_summary: { blocked_by: 0, total_blocked_by: 0, blocking: 0, total_blocking: 0 },
};

/** The labels of an issue or a pull request, as they are now. */
export function labelsOf({ view, urls, name }: IssueShown, issue: IssueRow): JsonObject[] {
  return issue.labels.flatMap((id) => {
    const label = view.get("label", id);
    return label === undefined ? [] : [labelView(label, name, urls)];
  });
}

/** The milestone of an issue or a pull request. */
export function milestoneOf({ view, urls, name }: IssueShown, issue: IssueRow): JsonObject | null {
  const milestone = issue.milestone === null ? undefined : view.get("milestone", issue.milestone);
  return milestone === undefined ? null : milestoneView(view, milestone, name, urls);
}

function pullLinks({ urls, name }: IssueShown, { number }: IssueRow, mergedAt: string | null): JsonObject {
  const html = `${urls.html}/${name}/pull/${number}`;
  return {
    url: `${urls.repository(name)}/pulls/${number}`,
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    merged_at: mergedAt,
  };
}
