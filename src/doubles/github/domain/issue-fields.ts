import { validationFailed } from "../rest/problem.ts";
import type { Draft } from "../state/draft.ts";
import type { AccountRow, IssueRow } from "../state/rows.ts";
import { addTimeline, emitIssueEvent } from "./timeline.ts";
import { rowOf } from "../state/view.ts";

/** GitHub assigns no more people to one issue. */
export const assigneesMax = 10;
/** GitHub gives no more labels to one issue. */
const labelsMax = 100;

/** @throws ApiProblem 422 where these are more labels than one issue may have */
export function holdToLabels(labels: readonly number[]): void {
  if (new Set(labels).size <= labelsMax) return;
  const message = `labels is limited to ${labelsMax} labels`;
  throw validationFailed({ resource: "Issue", code: "custom", field: "labels", message });
}

/** Makes the labels of an issue or a pull request those that are named: an event for each that comes or goes. */
export function setLabels(
  draft: Draft,
  actor: AccountRow,
  issue: IssueRow,
  labels: readonly number[],
): IssueRow {
  const wanted = [...new Set(labels)];
  holdToLabels(wanted);
  const added = wanted.filter((id) => !issue.labels.includes(id));
  const removed = issue.labels.filter((id) => !wanted.includes(id));
  if (added.length + removed.length === 0) return issue;
  const kept = issue.labels.filter((id) => wanted.includes(id));
  const changed = draft.change("issue", issue, { labels: [...kept, ...added], updatedAt: draft.at });
  for (const label of removed) {
    noteLabel(draft, actor, changed, "unlabeled", label);
  }
  for (const label of added) {
    noteLabel(draft, actor, changed, "labeled", label);
  }
  return changed;
}

/** Adds labels. */
export function labelIssue(
  draft: Draft,
  actor: AccountRow,
  issue: IssueRow,
  labels: readonly number[],
): IssueRow {
  return setLabels(draft, actor, issue, [...issue.labels, ...labels]);
}

/** Takes labels away. */
export function unlabelIssue(
  draft: Draft,
  actor: AccountRow,
  issue: IssueRow,
  labels: readonly number[],
): IssueRow {
  const left = issue.labels.filter((id) => !labels.includes(id));
  return setLabels(draft, actor, issue, left);
}

/** Makes the assignees those that are named, at most ten: an event for each that comes or goes. */
export function setAssignees(
  draft: Draft,
  actor: AccountRow,
  issue: IssueRow,
  users: readonly number[],
): IssueRow {
  const wanted = [...new Set(users)].slice(0, assigneesMax);
  const added = wanted.filter((id) => !issue.assignees.includes(id));
  const removed = issue.assignees.filter((id) => !wanted.includes(id));
  if (added.length + removed.length === 0) return issue;
  const changed = draft.change("issue", issue, { assignees: wanted, updatedAt: draft.at });
  for (const user of removed) {
    noteAssignee(draft, actor, changed, "unassigned", user);
  }
  for (const user of added) {
    noteAssignee(draft, actor, changed, "assigned", user);
  }
  return changed;
}

/** Adds assignees. */
export function assignIssue(
  draft: Draft,
  actor: AccountRow,
  issue: IssueRow,
  users: readonly number[],
): IssueRow {
  return setAssignees(draft, actor, issue, [...issue.assignees, ...users]);
}

/** Takes assignees away. */
export function unassignIssue(
  draft: Draft,
  actor: AccountRow,
  issue: IssueRow,
  users: readonly number[],
): IssueRow {
  const left = issue.assignees.filter((id) => !users.includes(id));
  return setAssignees(draft, actor, issue, left);
}

/** Puts an issue or a pull request into a milestone. @param milestone its id; null: into none */
export function setMilestone(
  draft: Draft,
  actor: AccountRow,
  issue: IssueRow,
  milestone: number | null,
): IssueRow {
  if (milestone === issue.milestone) return issue;
  const changed = draft.change("issue", issue, { milestone, updatedAt: draft.at });
  if (issue.milestone !== null) {
    noteMilestone(draft, actor, changed, "demilestoned", issue.milestone);
  }
  if (milestone !== null) {
    noteMilestone(draft, actor, changed, "milestoned", milestone);
  }
  return changed;
}

/** Tells what an issue or a pull request was opened with, after its own event. */
export function noteGiven(draft: Draft, actor: AccountRow, issue: IssueRow): void {
  for (const label of issue.labels) noteLabel(draft, actor, issue, "labeled", label);
  for (const user of issue.assignees) noteAssignee(draft, actor, issue, "assigned", user);
  if (issue.milestone !== null) noteMilestone(draft, actor, issue, "milestoned", issue.milestone);
}

/** Rows of the timeline tell names and colours, since the label may be gone when they are read. */
function noteLabel(
  draft: Draft,
  actor: AccountRow,
  issue: IssueRow,
  event: "labeled" | "unlabeled",
  id: number,
): void {
  const { name, color } = rowOf(draft, "label", id);
  addTimeline(draft, actor, issue, event, { label: name, color });
  emitIssueEvent(draft, actor, issue, event, { label: id, name });
}

function noteAssignee(
  draft: Draft,
  actor: AccountRow,
  issue: IssueRow,
  event: "assigned" | "unassigned",
  id: number,
): void {
  addTimeline(draft, actor, issue, event, { assignee: id, assigner: actor.id });
  emitIssueEvent(draft, actor, issue, event, { assignee: rowOf(draft, "account", id).login });
}

function noteMilestone(
  draft: Draft,
  actor: AccountRow,
  issue: IssueRow,
  event: "milestoned" | "demilestoned",
  id: number,
): void {
  addTimeline(draft, actor, issue, event, { milestone: rowOf(draft, "milestone", id).title });
  emitIssueEvent(draft, actor, issue, event, { milestone: id });
}
