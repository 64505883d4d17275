import {
  closeIssue,
  editIssue,
  lockIssue,
  openIssue,
  reopenIssue,
  unlockIssue,
} from "../../domain/issues.ts";
import { holdToLabels, setAssignees, setLabels, setMilestone } from "../../domain/issue-fields.ts";
import type { IssueRow } from "../../state/rows.ts";
import { reopenPull } from "../../domain/pulls.ts";
import { rowOf } from "../../state/view.ts";
import { issueView } from "../../views/issues.ts";
import { answered, created, noContent } from "../answer.ts";
import { operation, type Operation, type RestCall } from "../call.ts";
import { assigneesIn, bodyIn, labelsIn, milestoneIn, titleIn } from "./input.ts";
import { hasRole, issueIn, issueShown, needIssues, needOwn } from "./shown.ts";

/** Issues: opened, read, changed, locked. */
export const issueOperations: readonly Operation[] = [
  operation("issues/create", (call) => {
    needIssues(call.repository);
    const title = titleIn(call) as string;
    const { account, draft, body } = call;
    // Without push access these are dropped, not refused.
    const trusted = hasRole(call, "triage");
    const labels = trusted ? (labelsIn(call, body["labels"]) ?? []) : [];
    holdToLabels(labels);
    const issue = openIssue(draft, account, call.repository, {
      title,
      body: bodyIn(call) ?? null,
      labels,
      assignees: trusted ? (assigneesIn(call, null) ?? []) : [],
      milestone: trusted ? (milestoneIn(call) ?? null) : null,
    });
    return created(issueView(issueShown(call), issue));
  }),
  operation("issues/get", (call) => {
    const issue = issueIn(call);
    return answered(issueView(issueShown(call), issue), issue.updatedAt);
  }),
  operation("issues/update", (call) => {
    const issue = issueIn(call);
    needOwn(call, issue.author, "triage");
    return answered(issueView(issueShown(call), update(call, issue)));
  }),
  operation("issues/lock", (call) => {
    const reason = (call.body["lock_reason"] ?? null) as IssueRow["lockReason"];
    lockIssue(call.draft, call.account, issueIn(call), reason);
    return noContent();
  }),
  operation("issues/unlock", (call) => {
    unlockIssue(call.draft, call.account, issueIn(call));
    return noContent();
  }),
];

/** Changes what is sent. Labels, assignees and the milestone are left alone where the caller may not set them. */
function update(call: RestCall, before: IssueRow): IssueRow {
  const { draft, account } = call;
  const title = titleIn(call);
  const body = bodyIn(call);
  // Who may only triage leaves others' words alone.
  if (title !== undefined || body !== undefined) needOwn(call, before.author);
  let issue = editIssue(draft, account, before, {
    ...(title === undefined ? {} : { title }),
    ...(body === undefined ? {} : { body }),
  });
  if (hasRole(call, "triage")) {
    const labels = labelsIn(call, call.body["labels"]);
    if (labels !== undefined) issue = setLabels(draft, account, issue, labels);
    const assignees = assigneesIn(call, issue);
    if (assignees !== undefined) issue = setAssignees(draft, account, issue, assignees);
    const milestone = milestoneIn(call);
    if (milestone !== undefined) issue = setMilestone(draft, account, issue, milestone);
  }
  return changeState(call, issue);
}

function changeState(call: RestCall, issue: IssueRow): IssueRow {
  const { draft, account, body } = call;
  const { state, state_reason: reason } = body;
  if (state === undefined) return issue;
  if (state === "open") return reopen(call, issue);
  const known = ["completed", "not_planned", "duplicate"].includes(reason as string);
  return closeIssue(draft, account, issue, known ? { reason: reason as "completed" } : {});
}

/** A pull request is opened again only where its branches allow it. @throws ApiProblem 422 */
function reopen(call: RestCall, issue: IssueRow): IssueRow {
  const { draft, account, repository } = call;
  if (!issue.isPull) return reopenIssue(draft, account, issue);
  return reopenPull(draft, account, repository, { issue, pull: rowOf(draft, "pull", issue.id) }).issue;
}
