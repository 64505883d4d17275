import { anonymous } from "../../access/actor.ts";
import { roleIn } from "../../access/policy.ts";
import { assignIssue, unassignIssue } from "../../domain/issue-fields.ts";
import type { AccountRow, IssueRow } from "../../state/rows.ts";
import { folded, numberWithin } from "../../state/tables.ts";
import { simpleUser } from "../../views/accounts.ts";
import { issueView } from "../../views/issues.ts";
import { answered, noContent, withStatus } from "../answer.ts";
import { textList } from "../body.ts";
import { listed, operation, type Operation, type RestCall } from "../call.ts";
import { notFound } from "../problem.ts";
import { issueIn, issueShown } from "./shown.ts";

/** Who can be assigned, and who is. */
export const assigneeOperations: readonly Operation[] = [
  operation("issues/list-assignees", (call) =>
    listed(call, assignable(call), (account) => simpleUser(account, call.urls)),
  ),
  operation("issues/check-user-can-be-assigned", (call) => {
    const account = accountNamed(call, call.text("assignee"));
    if (account === undefined || !isAssignable(call, account.id, null)) throw notFound();
    return noContent();
  }),
  operation("issues/check-user-can-be-assigned-to-issue", (call) => {
    const issue = issueIn(call);
    const account = accountNamed(call, call.text("assignee"));
    if (account === undefined || !isAssignable(call, account.id, issue)) throw notFound();
    return noContent();
  }),
  operation("issues/add-assignees", (call) => {
    const before = issueIn(call);
    const users = named(call).filter((id) => isAssignable(call, id, before));
    const issue = assignIssue(call.draft, call.account, before, users);
    return withStatus(201, issueView(issueShown(call), issue));
  }),
  operation("issues/remove-assignees", (call) => {
    const issue = unassignIssue(call.draft, call.account, issueIn(call), named(call));
    return answered(issueView(issueShown(call), issue));
  }),
];

/**
 * Whether somebody can be assigned: the owner, who was let in, members of the organization, and for one issue whoever
 * has commented on it.
 */
export function isAssignable(call: RestCall, account: number, issue: IssueRow | null): boolean {
  const { draft, repository } = call;
  const row = draft.get("account", account);
  if (row?.type !== "User") return false;
  const membership = draft.named("membership", numberWithin(repository.owner, account));
  if (membership?.state === "active" && repository.visibility !== "private") return true;
  // What everybody may see does not make anybody assignable: a role of one's own does.
  const hidden = { ...repository, visibility: "private" } as const;
  if (roleIn(draft, { ...anonymous, kind: "user", account: row }, hidden) !== null) return true;
  return issue !== null && draft.list("comment", issue.id).some(({ author }) => author === account);
}

function assignable(call: RestCall): readonly AccountRow[] {
  return call.draft
    .list("account")
    .filter(({ id }) => isAssignable(call, id, null))
    .toSorted((left, right) => (folded(left.login) < folded(right.login) ? -1 : 1));
}

function accountNamed(call: RestCall, login: string): AccountRow | undefined {
  return call.draft.named("account", folded(login));
}

/** Ids of the accounts that are sent; names of nobody are left out, as GitHub does. */
function named(call: RestCall): readonly number[] {
  return (textList(call.body, "assignees") ?? []).flatMap((login) => accountNamed(call, login)?.id ?? []);
}
