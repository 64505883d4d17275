import type { Draft } from "../state/draft.ts";
import type { AccountRow, MembershipRow } from "../state/rows.ts";
import { folded, numberWithin } from "../state/tables.ts";
import { rowOf, type View } from "../state/view.ts";

/** The organization of a name. */
export function organizationNamed(view: View, login: string): AccountRow | undefined {
  const account = view.named("account", folded(login));
  return account?.type === "Organization" ? account : undefined;
}

/** Somebody's membership, be it only an invitation. */
export function membershipOf(
  view: View,
  organization: AccountRow,
  user: AccountRow,
): MembershipRow | undefined {
  return view.named("membership", numberWithin(organization.id, user.id));
}

/** Whether nobody else owns the organization. */
export function isLastOwner(view: View, { organization, user }: MembershipRow): boolean {
  return view
    .list("membership", organization)
    .every((one) => one.user === user || one.role !== "admin" || one.state !== "active");
}

/** What somebody is to be in an organization. */
export interface MembershipInput {
  readonly user: AccountRow;
  readonly role: MembershipRow["role"];
  /** Who says so. */
  readonly inviter: AccountRow;
}

/** Gives somebody a role; who is no member yet is invited. */
export function putMembership(
  draft: Draft,
  organization: AccountRow,
  { user, role, inviter }: MembershipInput,
): MembershipRow {
  const before = membershipOf(draft, organization, user);
  if (before !== undefined) return draft.change("membership", before, { role });
  return draft.add("membership", {
    organization: organization.id,
    user: user.id,
    role,
    state: "pending",
    isPublic: false,
    invited: { by: inviter.id, at: draft.at },
  });
}

/** Takes somebody out of an organization, its teams and its repositories. */
export function removeMembership(draft: Draft, organization: AccountRow, user: AccountRow): void {
  leaveTeams(draft, organization, user);
  for (const repository of draft.list("repository", organization.id)) {
    const own = draft.named("collaborator", numberWithin(repository.id, user.id));
    if (own !== undefined) draft.remove("collaborator", own.id);
  }
  const membership = membershipOf(draft, organization, user);
  if (membership !== undefined) draft.remove("membership", membership.id);
}

/** Takes somebody out of all teams of an organization. */
function leaveTeams(draft: Draft, organization: AccountRow, user: AccountRow): void {
  for (const team of draft.list("team", organization.id)) {
    const member = draft.named("teamMember", numberWithin(team.id, user.id));
    if (member !== undefined) draft.remove("teamMember", member.id);
  }
}

/** People with roles of their own in an organization's repositories who are no members, in the order of their ids. */
export function outsideCollaborators(view: View, organization: AccountRow): readonly AccountRow[] {
  const users = view
    .list("repository", organization.id)
    .flatMap(({ id }) => view.list("collaborator", id).map(({ user }) => user));
  return [...new Set(users)]
    .toSorted((left, right) => left - right)
    .map((id) => rowOf(view, "account", id))
    .filter((user) => membershipOf(view, organization, user)?.state !== "active");
}
