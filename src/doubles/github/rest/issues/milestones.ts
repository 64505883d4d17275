import { formatTime, parseTime } from "../../../../engine/index.ts";
import { setMilestone } from "../../domain/issue-fields.ts";
import type { MilestoneRow } from "../../state/rows.ts";
import { numberWithin } from "../../state/tables.ts";
import { rowOf } from "../../state/view.ts";
import { labelView } from "../../views/labels.ts";
import { milestoneCounts, milestoneView } from "../../views/milestones.ts";
import { answered, created, noContent } from "../answer.ts";
import { optionalText, requiredText } from "../body.ts";
import { listed, operation, type Operation, type RestCall } from "../call.ts";
import { notFound, validationFailed } from "../problem.ts";
import { compare } from "./order.ts";

/** Milestones. */
export const milestoneOperations: readonly Operation[] = [
  operation("issues/list-milestones", (call) => {
    const state = call.query.get("state") ?? "open";
    const rows = call.draft
      .list("milestone", call.repository.id)
      .filter((milestone) => state === "all" || milestone.state === state);
    return listed(call, inOrder(call, rows), (row) => show(call, row));
  }),
  operation("issues/create-milestone", (call) => {
    const { draft, repository, account } = call;
    const title = titleOf(call, requiredText(call.body, "Milestone", "title"), null);
    const numbers = draft.list("milestone", repository.id).map(({ number }) => number);
    const state = (call.body["state"] ?? "open") as MilestoneRow["state"];
    const milestone = draft.add("milestone", {
      repository: repository.id,
      number: Math.max(0, ...numbers) + 1,
      title,
      description: optionalText(call.body, "description") ?? null,
      state,
      dueOn: dueOf(call, null),
      creator: account.id,
      createdAt: draft.at,
      updatedAt: draft.at,
      closedAt: state === "closed" ? draft.at : null,
    });
    tell(call, "created", milestone);
    return created(show(call, milestone));
  }),
  operation("issues/get-milestone", (call) => {
    const milestone = milestoneOf(call);
    return answered(show(call, milestone), milestone.updatedAt);
  }),
  operation("issues/update-milestone", (call) => answered(show(call, update(call, milestoneOf(call))))),
  operation("issues/delete-milestone", (call) => {
    const { draft, account } = call;
    const milestone = milestoneOf(call);
    for (const issue of draft.list("issue", call.repository.id)) {
      if (issue.milestone === milestone.id) setMilestone(draft, account, issue, null);
    }
    draft.remove("milestone", milestone.id);
    tell(call, "deleted", milestone);
    return noContent();
  }),
  operation("issues/list-labels-for-milestone", (call) => {
    const { id } = milestoneOf(call);
    const ids = call.draft
      .list("issue", call.repository.id)
      .flatMap(({ milestone, labels }) => (milestone === id ? labels : []));
    const labels = [...new Set(ids)].map((label) => rowOf(call.draft, "label", label));
    const sorted = labels.toSorted((left, right) =>
      compare(left.name.toLowerCase(), right.name.toLowerCase()),
    );
    return listed(call, sorted, (label) => labelView(label, call.repositoryName, call.urls));
  }),
];

function update(call: RestCall, before: MilestoneRow): MilestoneRow {
  const { draft, body } = call;
  const state = (body["state"] ?? before.state) as MilestoneRow["state"];
  const milestone = draft.change("milestone", before, {
    title:
      body["title"] === undefined
        ? before.title
        : titleOf(call, requiredText(body, "Milestone", "title"), before),
    description: optionalText(body, "description") ?? before.description,
    dueOn: dueOf(call, before.dueOn),
    state,
    closedAt: state === before.state ? before.closedAt : state === "closed" ? draft.at : null,
    updatedAt: draft.at,
  });
  tell(call, state === before.state ? "edited" : state === "closed" ? "closed" : "opened", milestone);
  return milestone;
}

/** By due date or by how much of it is done. Without a due date it comes last, whatever the direction. */
function inOrder(call: RestCall, rows: readonly MilestoneRow[]): readonly MilestoneRow[] {
  const sign = call.query.get("direction") === "desc" ? -1 : 1;
  const done = (row: MilestoneRow): number => {
    const { open, closed } = milestoneCounts(call.draft, row);
    return open + closed === 0 ? 0 : closed / (open + closed);
  };
  const byDone = call.query.get("sort") === "completeness";
  return rows.toSorted((left, right) => {
    if (byDone) return sign * (done(left) - done(right)) || left.number - right.number;
    if (left.dueOn === null || right.dueOn === null)
      return Number(left.dueOn === null) - Number(right.dueOn === null) || left.number - right.number;
    return sign * compare(left.dueOn, right.dueOn) || left.number - right.number;
  });
}

function show(call: RestCall, milestone: MilestoneRow): ReturnType<typeof milestoneView> {
  return milestoneView(call.draft, milestone, call.repositoryName, call.urls);
}

function milestoneOf(call: RestCall): MilestoneRow {
  const key = numberWithin(call.repository.id, call.number("milestone_number"));
  const milestone = call.draft.named("milestone", key);
  if (milestone === undefined) throw notFound();
  return milestone;
}

/** Titles are unique. @throws ApiProblem 422 */
function titleOf(call: RestCall, title: string, own: MilestoneRow | null): string {
  const taken = call.draft
    .list("milestone", call.repository.id)
    .some((row) => row.title === title && row.id !== own?.id);
  if (taken) throw validationFailed({ resource: "Milestone", code: "already_exists", field: "title" });
  return title;
}

/** A due date: GitHub keeps the day only. @throws ApiProblem 422 */
function dueOf(call: RestCall, before: string | null): string | null {
  const due = optionalText(call.body, "due_on");
  if (due === undefined) return before;
  const ms = parseTime(due) ?? parseTime(`${due}T00:00:00Z`);
  if (ms === undefined)
    throw validationFailed({ resource: "Milestone", code: "invalid", field: "due_on", value: due });
  return `${formatTime(ms).slice(0, 10)}T00:00:00Z`;
}

function tell(call: RestCall, action: string, { id, number }: MilestoneRow): void {
  call.draft.emit(`milestone.${action}`, {
    actor: call.account.login,
    repository: call.repositoryName,
    facts: { milestone: id, number },
  });
}
