import type { RepositoryRole } from "../config.ts";
import type { Draft } from "../state/draft.ts";
import type { AccountRow, InvitationRow, RepositoryRow } from "../state/rows.ts";
import { forksOf, numberWithin, ofUser } from "../state/tables.ts";
import { rowOf, type View } from "../state/view.ts";
import { roleOf } from "./account-role.ts";
import { deleteRepository } from "./delete-repository.ts";

/** As `roleOf`, but what everybody may do with a public repository makes nobody a collaborator. */
export function collaboratorRole(
  view: View,
  account: AccountRow,
  repository: RepositoryRow,
): RepositoryRole | null {
  return roleOf(view, account, { ...repository, visibility: "private" });
}

/** Whether somebody is in an organization, and has not only been invited. */
export function isMember(view: View, organization: number, account: AccountRow): boolean {
  return view.named("membership", numberWithin(organization, account.id))?.state === "active";
}

/** Everybody with access to a repository that is more than everybody's, in the order of their ids. */
export function collaboratorsOf(view: View, repository: RepositoryRow): readonly AccountRow[] {
  const ids = new Set<number>([
    repository.owner,
    ...view.list("membership", repository.owner).map(({ user }) => user),
    ...view.list("collaborator", repository.id).map(({ user }) => user),
    ...view
      .list("teamRepository", repository.id)
      .flatMap(({ team }) => view.list("teamMember", team).map(({ user }) => user)),
  ]);
  return [...ids]
    .toSorted((left, right) => left - right)
    .map((id) => rowOf(view, "account", id))
    .filter(({ type }) => type !== "Organization")
    .filter((account) => collaboratorRole(view, account, repository) !== null);
}

/** Gives somebody a role of their own. */
export function putCollaborator(
  draft: Draft,
  repository: RepositoryRow,
  user: AccountRow,
  role: RepositoryRole,
): void {
  const before = draft.named("collaborator", numberWithin(repository.id, user.id));
  if (before === undefined) draft.add("collaborator", { repository: repository.id, user: user.id, role });
  else draft.change("collaborator", before, { role });
}

/** Invites somebody; who was invited already gets the new role. */
export function invite(
  draft: Draft,
  repository: RepositoryRow,
  { user, inviter, role }: { user: AccountRow; inviter: AccountRow; role: RepositoryRole },
): InvitationRow {
  const before = draft.named("invitation", numberWithin(repository.id, user.id));
  if (before !== undefined) return draft.change("invitation", before, { role });
  return draft.add("invitation", {
    repository: repository.id,
    user: user.id,
    inviter: inviter.id,
    role,
    createdAt: draft.at,
  });
}

/** Takes away somebody's own role, with what GitHub takes away beside it. */
export function removeCollaborator(draft: Draft, repository: RepositoryRow, user: AccountRow): void {
  const key = numberWithin(repository.id, user.id);
  for (const table of ["collaborator", "star"] as const) {
    const row = draft.named(table, key);
    if (row !== undefined) draft.remove(table, row.id);
  }
  for (const { id, inviter } of draft.list("invitation", repository.id))
    if (inviter === user.id) draft.remove("invitation", id);
  for (const issue of draft.list("issue", repository.id)) {
    if (issue.assignees.includes(user.id))
      draft.change("issue", issue, { assignees: issue.assignees.filter((id) => id !== user.id) });
  }
  if (roleOf(draft, user, repository) === null) loseSight(draft, repository, user);
}

/** Who can't see a private repository any more neither watches it nor keeps a fork of it. */
function loseSight(draft: Draft, repository: RepositoryRow, user: AccountRow): void {
  const watching = draft.named("subscription", numberWithin(repository.id, user.id));
  if (watching !== undefined) draft.remove("subscription", watching.id);
  for (const fork of draft.list("repository", forksOf(repository.id)))
    if (fork.owner === user.id) deleteRepository(draft, fork);
}

/** Invitations that a user has not answered, the oldest first. */
export function invitationsFor(view: View, user: AccountRow): readonly InvitationRow[] {
  return view.list("invitation", ofUser(user.id));
}
