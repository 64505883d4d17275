import type { Draft } from "../state/draft.ts";
import type { AccountRow, IssueRow, RepositoryRow } from "../state/rows.ts";
import { assigneesMax, noteGiven } from "./issue-fields.ts";
import { nextNumber } from "./next-number.ts";
import { addTimeline, emitIssueEvent, noteReferences } from "./timeline.ts";

/** What an issue or a pull request opens with. Everything it names is there. */
export interface NewIssue {
  readonly title: string;
  readonly body: string | null;
  /** Ids of labels, accounts and a milestone. */
  readonly labels: readonly number[];
  readonly assignees: readonly number[];
  readonly milestone: number | null;
}

/** Opens an issue: "issues.opened", then what it was given. */
export function openIssue(
  draft: Draft,
  actor: AccountRow,
  repository: RepositoryRow,
  input: NewIssue,
): IssueRow {
  const issue = addIssue(draft, actor, repository, { ...input, isPull: false });
  emitIssueEvent(draft, actor, issue, "opened");
  noteGiven(draft, actor, issue);
  return issue;
}

/**
 * Adds the row of an issue, or the issue side of a pull request, and emits nothing: "opened" follows when all rows are
 * there, then `noteGiven`.
 */
export function addIssue(
  draft: Draft,
  actor: AccountRow,
  repository: RepositoryRow,
  { isPull, title, body, labels, assignees, milestone }: NewIssue & { readonly isPull: boolean },
): IssueRow {
  const issue = draft.add("issue", {
    repository: repository.id,
    number: nextNumber(draft, repository.id),
    isPull,
    title,
    body,
    state: "open",
    stateReason: null,
    author: actor.id,
    labels: [...new Set(labels)],
    assignees: [...new Set(assignees)].slice(0, assigneesMax),
    milestone,
    locked: false,
    lockReason: null,
    comments: 0,
    closedBy: null,
    createdAt: draft.at,
    updatedAt: draft.at,
    closedAt: null,
  });
  noteReferences(draft, actor, issue, body);
  return issue;
}

/** Changes title and body: "issues.edited", with a timeline row for a new title. Says nothing where nothing is new. */
export function editIssue(
  draft: Draft,
  actor: AccountRow,
  issue: IssueRow,
  { title = issue.title, body = issue.body }: { readonly title?: string; readonly body?: string | null },
): IssueRow {
  if (title === issue.title && body === issue.body) return issue;
  const edited = draft.change("issue", issue, { title, body, updatedAt: draft.at });
  if (title !== issue.title) addTimeline(draft, actor, edited, "renamed", { from: issue.title, to: title });
  if (body !== issue.body) noteReferences(draft, actor, edited, body, issue.body);
  emitIssueEvent(draft, actor, edited, "edited", {
    changes: {
      ...(title === issue.title ? {} : { title: { from: issue.title } }),
      ...(body === issue.body ? {} : { body: { from: issue.body } }),
    },
  });
  return edited;
}

/** Why an issue is closed, and by what. */
export interface Closing {
  readonly reason?: "completed" | "not_planned" | "duplicate" | null;
  /** The commit that closed it: a merge, or a push to the default branch. */
  readonly commitSha?: string | null;
}

/** Closes an issue or a pull request. Closed ones stay as they are, except for another reason. */
export function closeIssue(
  draft: Draft,
  actor: AccountRow,
  issue: IssueRow,
  { reason, commitSha = null }: Closing = {},
): IssueRow {
  const stateReason = issue.isPull ? null : (reason ?? "completed");
  const isOpen = issue.state === "open";
  if (!isOpen && (reason === undefined || reason === null || stateReason === issue.stateReason)) return issue;
  const closed = draft.change("issue", issue, {
    state: "closed",
    stateReason,
    closedBy: isOpen ? actor.id : issue.closedBy,
    closedAt: isOpen ? draft.at : issue.closedAt,
    updatedAt: draft.at,
  });
  addTimeline(draft, actor, closed, "closed", { commitSha, stateReason });
  emitIssueEvent(draft, actor, closed, "closed", { state_reason: stateReason, commit: commitSha });
  return closed;
}

/** Opens a closed issue or pull request again. Open ones stay as they are. */
export function reopenIssue(draft: Draft, actor: AccountRow, issue: IssueRow): IssueRow {
  if (issue.state === "open") return issue;
  const reopened = draft.change("issue", issue, {
    state: "open",
    stateReason: issue.isPull ? null : "reopened",
    closedBy: null,
    closedAt: null,
    updatedAt: draft.at,
  });
  addTimeline(draft, actor, reopened, "reopened", { stateReason: null });
  emitIssueEvent(draft, actor, reopened, "reopened");
  return reopened;
}

/** Locks a conversation. @param reason null: none is told */
export function lockIssue(
  draft: Draft,
  actor: AccountRow,
  issue: IssueRow,
  reason: IssueRow["lockReason"],
): IssueRow {
  if (issue.locked) return issue;
  const locked = draft.change("issue", issue, { locked: true, lockReason: reason, updatedAt: draft.at });
  addTimeline(draft, actor, locked, "locked", { lockReason: reason });
  emitIssueEvent(draft, actor, locked, "locked", { lock_reason: reason });
  return locked;
}

/** Unlocks a conversation. */
export function unlockIssue(draft: Draft, actor: AccountRow, issue: IssueRow): IssueRow {
  if (!issue.locked) return issue;
  const unlocked = draft.change("issue", issue, { locked: false, lockReason: null, updatedAt: draft.at });
  addTimeline(draft, actor, unlocked, "unlocked", { lockReason: null });
  emitIssueEvent(draft, actor, unlocked, "unlocked");
  return unlocked;
}

/** Deletes an issue. Its number stays taken, and its timeline remembers that it was there. */
export function deleteIssue(draft: Draft, actor: AccountRow, issue: IssueRow): void {
  for (const { id } of draft.list("comment", issue.id)) draft.remove("comment", id);
  for (const { id } of draft.list("timeline", issue.id)) draft.remove("timeline", id);
  for (const { id, issue: from, other } of draft.list("issueLink"))
    if (from === issue.id || other === issue.id) draft.remove("issueLink", id);
  draft.remove("issue", issue.id);
  addTimeline(draft, actor, issue, "deleted", { number: issue.number });
  emitIssueEvent(draft, actor, issue, "deleted");
}
