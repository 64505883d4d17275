import type { JsonObject } from "../../../core/index.ts";
import type { IssueRow, RepositoryRow } from "../state/rows.ts";
import { linkedIssues, linkingIssues } from "../domain/issue-links.ts";
import { accountOf, simpleUser } from "./accounts.ts";
import { appBehind } from "./apps.ts";
import { associationOf } from "./association.ts";
import { bodyFields } from "./bodies.ts";
import { labelView } from "./labels.ts";
import { milestoneView } from "./milestones.ts";
import { nodeId } from "./node-id.ts";
import { reactionRollup } from "./reactions.ts";
import { rowOf } from "../state/view.ts";
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
  const parent = parentUrl(shown, issue);
  return {
    ...listedIssue(shown, issue),
    closed_by: closer,
    ...(parent === null ? {} : { parent_issue_url: parent }),
  };
}

/** An issue as searches list it: without who closed it, and what it belongs to. */
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
    ...(issue.isPull ? {} : issueOnly(shown, issue)),
    active_lock_reason: issue.lockReason,
    ...(pull === undefined ? {} : { draft: pull.draft }),
    ...(issue.isPull ? { pull_request: pullLinks(shown, issue, pull?.mergedAt ?? null) } : {}),
    ...bodyFields(issue.body, media),
    reactions: reactionRollup(view, "issue", issue.id, url),
    timeline_url: `${url}/timeline`,
    performed_via_github_app: appBehind(view, issue.author, urls),
    state_reason: issue.stateReason,
  };
}

/** What pull requests have not. There are no types. */
function issueOnly({ view }: IssueShown, { id }: IssueRow): JsonObject {
  const below = linkedIssues(view, "sub-issue", id);
  const completed = below.filter(({ state }) => state === "closed").length;
  const blockedBy = linkedIssues(view, "blocked-by", id);
  const blocking = linkingIssues(view, "blocked-by", id);
  const open = (issues: readonly IssueRow[]): number => issues.filter(({ state }) => state === "open").length;
  return {
    type: null,
    sub_issues_summary: {
      total: below.length,
      completed,
      percent_completed: below.length === 0 ? 0 : Math.floor((completed * 100) / below.length),
    },
    issue_dependencies_summary: {
      blocked_by: open(blockedBy),
      total_blocked_by: blockedBy.length,
      blocking: open(blocking),
      total_blocking: blocking.length,
    },
  };
}

function parentUrl({ view, urls }: IssueShown, { id }: IssueRow): string | null {
  const [parent] = linkingIssues(view, "sub-issue", id);
  if (parent === undefined) return null;
  const { repository, number } = parent;
  const { owner, name } = rowOf(view, "repository", repository);
  return `${urls.repository(`${accountOf(view, owner).login}/${name}`)}/issues/${number}`;
}

/** The labels of an issue or a pull request, as they are now. */
export function labelsOf({ view, urls, name }: IssueShown, issue: IssueRow): JsonObject[] {
  return issue.labels.map((id) => labelView(rowOf(view, "label", id), name, urls));
}

/** Milestones that one answer has told already: their counts go through all issues. */
const toldMilestones = new WeakMap<IssueShown, Map<number, JsonObject>>();

/** The milestone of an issue or a pull request. */
export function milestoneOf(shown: IssueShown, issue: IssueRow): JsonObject | null {
  const { view, urls, name } = shown;
  const milestone = issue.milestone === null ? undefined : view.get("milestone", issue.milestone);
  if (milestone === undefined) return null;
  const told = toldMilestones.get(shown) ?? new Map<number, JsonObject>();
  toldMilestones.set(shown, told);
  const json = told.get(milestone.id) ?? milestoneView(view, milestone, name, urls);
  told.set(milestone.id, json);
  return json;
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
