import { mayKnowMembers, roleWithin } from "../../access/policy.ts";
import {
  isLastOwner,
  membershipOf,
  outsideCollaborators,
  removeMembership,
} from "../../domain/organizations.ts";
import type { AccountRow, MembershipRow } from "../../state/rows.ts";
import { accountOf, simpleUser } from "../../views/accounts.ts";
import { noContent, type RestAnswer } from "../answer.ts";
import { listed, operation, type Operation, type RestCall } from "../call.ts";
import { ApiProblem, notFound } from "../problem.ts";
import { membershipIn, organizationIn, userIn } from "./find.ts";

/** Members of organizations: everybody sees the public ones, members see all. */
export const memberOperations: readonly Operation[] = [
  operation("orgs/list-members", (call) => {
    const organization = organizationIn(call);
    const role = call.query.get("role") ?? "all";
    const member = mayKnowMembers(call.draft, call.actor, organization);
    const rows = membersOf(call, organization).filter((one) => member || one.isPublic);
    return people(
      call,
      rows.filter((one) => role === "all" || one.role === role),
    );
  }),
  operation("orgs/check-membership-for-user", (call) => {
    const organization = organizationIn(call);
    if (roleWithin(call.draft, call.actor, organization.id) === null) {
      const { login } = organization;
      const url = `${call.urls.organization(login)}/public_members/${call.params["username"]}`;
      return { status: 302, headers: [["Location", url]] };
    }
    if (membershipIn(call, organization, userIn(call)).state !== "active") throw notFound();
    return noContent();
  }),
  operation("orgs/remove-member", (call) => {
    const organization = organizationIn(call);
    const user = userIn(call);
    const membership = membershipIn(call, organization, user);
    if (membership.state !== "active") throw notFound();
    return removed(call, organization, user, membership);
  }),
  operation("orgs/list-public-members", (call) => {
    const rows = membersOf(call, organizationIn(call));
    return people(
      call,
      rows.filter(({ isPublic }) => isPublic),
    );
  }),
  operation("orgs/check-public-membership-for-user", (call) => {
    const membership = membershipIn(call, organizationIn(call), userIn(call));
    if (membership.state !== "active" || !membership.isPublic) throw notFound();
    return noContent();
  }),
  operation("orgs/set-public-membership-for-authenticated-user", (call) => publicize(call, true)),
  operation("orgs/remove-public-membership-for-authenticated-user", (call) => publicize(call, false)),
  operation("orgs/list-outside-collaborators", (call) => {
    const organization = organizationIn(call);
    return listed(call, outsideCollaborators(call.draft, organization), (user) =>
      simpleUser(user, call.urls),
    );
  }),
];

function membersOf(call: RestCall, organization: AccountRow): readonly MembershipRow[] {
  return call.draft.list("membership", organization.id).filter(({ state }) => state === "active");
}

function people(call: RestCall, rows: readonly MembershipRow[]): RestAnswer {
  return listed(call, rows, ({ user }) => simpleUser(accountOf(call.draft, user), call.urls));
}

/** Takes a member out, and says so. @throws ApiProblem 403 where nobody else owns the organization */
export function removed(
  call: RestCall,
  organization: AccountRow,
  user: AccountRow,
  membership: MembershipRow,
): RestAnswer {
  if (membership.role === "admin" && isLastOwner(call.draft, membership))
    throw new ApiProblem(403, "Cannot remove the last owner");
  removeMembership(call.draft, organization, user);
  call.draft.emit("organization.member_removed", {
    actor: call.account.login,
    repository: null,
    facts: { organization: organization.login, user: user.login },
  });
  return noContent();
}

/** Only members themselves say whether everybody may see that they are. */
function publicize(call: RestCall, isPublic: boolean): RestAnswer {
  const organization = organizationIn(call);
  const user = userIn(call);
  if (user.id !== call.account.id) throw new ApiProblem(403, "You may only publicize your own membership");
  const membership = membershipOf(call.draft, organization, user);
  if (membership?.state !== "active") throw notFound();
  if (membership.isPublic === isPublic) return noContent();
  call.draft.change("membership", membership, { isPublic });
  call.draft.emit(isPublic ? "membership.publicized" : "membership.concealed", {
    actor: user.login,
    repository: null,
    facts: { organization: organization.login, user: user.login },
  });
  return noContent();
}
