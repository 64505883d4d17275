import { rowOf } from "../state/view.ts";
import type { JsonObject } from "../../../core/index.ts";
import { canSee } from "../access/policy.ts";
import type { TimelineRow } from "../state/rows.ts";
import { accountOf, simpleUser } from "./accounts.ts";
import { appBehind } from "./apps.ts";
import { associationOf } from "./association.ts";
import { commentView } from "./comments.ts";
import { issueView, type IssueShown } from "./issues.ts";
import { nodeId } from "./node-id.ts";
import { listedRepository, minimalRepository } from "./repositories.ts";
import { listedTeam } from "./teams.ts";

/** Rows of timelines that stand for something else: they are no events by themselves. */
const standing: ReadonlySet<string> = new Set(["commented", "cross-referenced", "reviewed", "deleted"]);

/** Whether a row of a timeline is an event of `issues/list-events`. */
export function isEvent({ event }: TimelineRow): boolean {
  return !standing.has(event);
}

/** `issue-event-for-issue`: what happened to an issue or a pull request. */
export function eventView(shown: IssueShown, row: TimelineRow): JsonObject {
  const { view, urls, name } = shown;
  const base = urls.repository(name);
  return {
    id: row.id,
    node_id: nodeId("event", row.id),
    url: `${base}/issues/events/${row.id}`,
    actor: simpleUser(accountOf(view, row.actor), urls),
    event: row.event,
    commit_id: row.commitSha,
    commit_url: row.commitSha === null ? null : `${base}/commits/${row.commitSha}`,
    created_at: row.createdAt,
    ...detailOf(shown, row),
    performed_via_github_app: appBehind(view, row.actor, urls),
  };
}

/** `issue-event`: with the issue it happened to. */
export function eventWithIssue(shown: IssueShown, row: TimelineRow): JsonObject {
  return { ...eventView(shown, row), issue: issueView(shown, rowOf(shown.view, "issue", row.issue)) };
}

/** What else an event tells. */
function detailOf(shown: IssueShown, row: TimelineRow): JsonObject {
  const { view, urls } = shown;
  const { detail } = row;
  const account = (key: string): JsonObject => simpleUser(accountOf(view, Number(detail[key])), urls);
  const other = (): JsonObject | null => issueReference(shown, Number(detail["other"]));
  switch (row.event) {
    case "labeled":
    case "unlabeled":
      return { label: { name: told(row, "label"), color: told(row, "color") } };
    case "assigned":
    case "unassigned":
      return { assignee: account("assignee"), assigner: account("assigner") };
    case "milestoned":
    case "demilestoned":
      return { milestone: { title: told(row, "milestone") } };
    case "renamed":
      return { rename: { from: told(row, "from"), to: told(row, "to") } };
    case "locked":
    case "unlocked":
      return { lock_reason: detail["lockReason"] ?? null };
    case "closed":
    case "reopened":
      // Only issues are closed for a reason.
      return view.get("issue", row.issue)?.isPull === true
        ? {}
        : { state_reason: detail["stateReason"] ?? null };
    case "sub_issue_added":
    case "sub_issue_removed":
      return { sub_issue: other() };
    case "parent_issue_added":
    case "parent_issue_removed":
      return { parent_issue: other() };
    case "blocked_by_added":
    case "blocked_by_removed":
      return { blocked_by: other() };
    case "blocking_added":
    case "blocking_removed":
      return { blocking: other() };
    case "review_requested":
    case "review_request_removed":
      return {
        review_requester: account("requester"),
        ...(detail["reviewer"] === undefined ? {} : { requested_reviewer: account("reviewer") }),
        ...requestedTeam(shown, detail),
      };
    case "review_dismissed":
      return {
        dismissed_review: {
          state: told(row, "state"),
          review_id: told(row, "review"),
          dismissal_message: told(row, "message"),
        },
      };
    default:
      return {};
  }
}

/** What rows of this event always tell. */
function told({ detail }: TimelineRow, key: string): string | number | boolean | null {
  return detail[key] as string | number | boolean | null;
}

function requestedTeam({ view, urls }: IssueShown, { team: id }: TimelineRow["detail"]): JsonObject {
  const team = id === undefined ? undefined : view.get("team", Number(id));
  return team === undefined ? {} : { requested_team: listedTeam(view, team, urls) };
}

/** Another issue, in few words; null: it is gone, or the caller may not see it. */
function issueReference(shown: IssueShown, id: number): JsonObject | null {
  const issue = shown.view.get("issue", id);
  if (issue === undefined) return null;
  const repository = rowOf(shown.view, "repository", issue.repository);
  if (!canSee(shown.view, shown.actor, repository)) return null;
  return {
    number: issue.number,
    title: issue.title,
    state: issue.state,
    state_reason: issue.stateReason,
    repository: minimalRepository(shown, repository),
    issue_type: null,
  };
}

/** One entry of `issues/list-events-for-timeline` of an issue that is there; null: what it stands for is gone, or the caller may not see it. */
export function timelineEntry(
  shown: IssueShown,
  row: TimelineRow,
  others: (repository: number) => IssueShown | null,
): JsonObject | null {
  if (isEvent(row)) {
    // Timelines do not tell who assigned: the actor did.
    const { assigner: _assigner, ...event } = eventView(shown, row);
    return event;
  }
  if (row.event === "commented") return commentEntry(shown, row);
  if (row.event === "cross-referenced") return referenceEntry(shown, row, others);
  return reviewEntry(shown, row);
}

function commentEntry(shown: IssueShown, row: TimelineRow): JsonObject {
  const { view, urls } = shown;
  const comment = rowOf(view, "comment", Number(row.detail["comment"]));
  const actor = simpleUser(accountOf(view, comment.author), urls);
  return { ...commentView(shown, comment), event: "commented", actor };
}

function referenceEntry(
  { view, urls }: IssueShown,
  row: TimelineRow,
  others: (repository: number) => IssueShown | null,
): JsonObject | null {
  const source = view.get("issue", Number(row.detail["source"]));
  const from = source === undefined ? null : others(source.repository);
  if (source === undefined || from === null) return null;
  const issue = { ...issueView(from, source), repository: listedRepository(from, from.repository) };
  return {
    actor: simpleUser(accountOf(view, row.actor), urls),
    created_at: row.createdAt,
    updated_at: row.createdAt,
    source: { type: "issue", issue },
    event: "cross-referenced",
  };
}

/** Submitted reviews stay. */
function reviewEntry({ view, urls, name, repository }: IssueShown, row: TimelineRow): JsonObject {
  const review = rowOf(view, "review", Number(row.detail["review"]));
  const { number } = rowOf(view, "issue", row.issue);
  const pull = `${urls.repository(name)}/pulls/${number}`;
  const html = `${urls.html}/${name}/pull/${number}#pullrequestreview-${review.id}`;
  return {
    id: review.id,
    node_id: nodeId("review", review.id),
    user: simpleUser(accountOf(view, review.author), urls),
    body: review.body,
    commit_id: review.commitSha,
    submitted_at: review.submittedAt,
    state: review.state.toLowerCase(),
    html_url: html,
    pull_request_url: pull,
    author_association: associationOf(view, repository, review.author),
    _links: { html: { href: html }, pull_request: { href: pull } },
    event: "reviewed",
  };
}
