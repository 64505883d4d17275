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
    const account = accountNamed(call, call.params["assignee"]);
    if (account === undefined || !isAssignable(call, account.id, null)) throw notFound();
    return noContent();
  }),
  operation("issues/check-user-can-be-assigned-to-issue", (call) => {
    const issue = issueIn(call);
    const account = accountNamed(call, call.params["assignee"]);
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
  if (row === undefined || row.type === "Organization") return false;
  if (account === repository.owner) return true;
  if (draft.named("collaborator", numberWithin(repository.id, account)) !== undefined) return true;
  const membership = draft.named("membership", numberWithin(repository.owner, account));
  if (membership?.state === "active") {
    const open = draft.get("account", repository.owner)?.defaultPermission !== "none";
    if (membership.role === "admin" || open || repository.visibility === "public") return true;
  }
  const inTeam = draft
    .list("teamRepository", repository.id)
    .some(({ team }) => draft.named("teamMember", numberWithin(team, account)) !== undefined);
  return (
    inTeam || (issue !== null && draft.list("comment", issue.id).some(({ author }) => author === account))
  );
}

function assignable(call: RestCall): readonly AccountRow[] {
  return call.draft
    .list("account")
    .filter(({ id }) => isAssignable(call, id, null))
    .toSorted((left, right) => (folded(left.login) < folded(right.login) ? -1 : 1));
}

function accountNamed(call: RestCall, login: string | undefined): AccountRow | undefined {
  return call.draft.named("account", folded(login ?? ""));
}

/** Ids of the accounts that are sent; names of nobody are left out, as GitHub does. */
function named(call: RestCall): readonly number[] {
  return (textList(call.body, "assignees") ?? []).flatMap((login) => accountNamed(call, login)?.id ?? []);
}
