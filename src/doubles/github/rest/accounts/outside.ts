import { isMember, putCollaborator } from "../../domain/collaborators.ts";
import { isLastOwner, membershipOf, removeMembership } from "../../domain/organizations.ts";
import { teamRole } from "../../domain/teams.ts";
import { higherRole } from "../../domain/roles.ts";
import type { RepositoryRole } from "../../config.ts";
import type { AccountRow } from "../../state/rows.ts";
import { numberWithin } from "../../state/tables.ts";
import type { View } from "../../state/view.ts";
import { noContent } from "../answer.ts";
import { operation, type Operation, type RestCall } from "../call.ts";
import { ApiProblem, notFound } from "../problem.ts";
import { organizationIn, userIn } from "./find.ts";

/** Outside collaborators: people who only have roles of their own in an organization's repositories. */
export const outsideOperations: readonly Operation[] = [
  operation("orgs/convert-member-to-outside-collaborator", (call) => {
    const { draft } = call;
    const organization = organizationIn(call);
    const user = userIn(call);
    const membership = membershipOf(draft, organization, user);
    if (membership?.state !== "active")
      throw new ApiProblem(403, `${user.login} is not a member of the ${organization.login} organization.`);
    if (membership.role === "admin" && isLastOwner(draft, membership))
      throw new ApiProblem(403, "Cannot convert the last owner to an outside collaborator");
    // What teams and their own roles allowed stays, what membership allowed goes.
    const kept = draft.list("repository", organization.id).flatMap((repository) => {
      const role = rolesOf(draft, organization, user, repository.id);
      return role === null ? [] : [{ repository, role }];
    });
    removeMembership(draft, organization, user);
    for (const { repository, role } of kept) putCollaborator(draft, repository, user, role);
    tell(call, "organization.member_removed", organization, user);
    return noContent();
  }),
  operation("orgs/remove-outside-collaborator", (call) => {
    const { draft } = call;
    const organization = organizationIn(call);
    const user = userIn(call);
    if (isMember(draft, organization.id, user)) {
      const message = "You cannot specify an organization member to remove as an outside collaborator.";
      throw new ApiProblem(422, message);
    }
    const rows = draft
      .list("repository", organization.id)
      .flatMap(({ id }) => draft.named("collaborator", numberWithin(id, user.id)) ?? []);
    if (rows.length === 0) throw notFound();
    for (const { id } of rows) draft.remove("collaborator", id);
    tell(call, "member.removed", organization, user);
    return noContent();
  }),
];

function rolesOf(
  view: View,
  organization: AccountRow,
  user: AccountRow,
  repository: number,
): RepositoryRole | null {
  const own = view.named("collaborator", numberWithin(repository, user.id))?.role ?? null;
  return view
    .list("team", organization.id)
    .filter(({ id }) => view.named("teamMember", numberWithin(id, user.id)) !== undefined)
    .map((team) => teamRole(view, team, repository))
    .reduce(higherRole, own);
}

function tell(call: RestCall, type: string, organization: AccountRow, user: AccountRow): void {
  call.draft.emit(type, {
    actor: call.account.login,
    repository: null,
    facts: { organization: organization.login, user: user.login },
  });
}
