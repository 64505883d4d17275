import { roleWithin } from "../../access/policy.ts";
import { isLastOwner, membershipOf, putMembership } from "../../domain/organizations.ts";
import { ofUser } from "../../state/tables.ts";
import { membershipView } from "../../views/organizations.ts";
import { answered } from "../answer.ts";
import { listed, operation, type Operation, type RestCall } from "../call.ts";
import { ApiProblem, notFound } from "../problem.ts";
import { membershipIn, organizationIn, userIn } from "./find.ts";
import { removed } from "./members.ts";

/** Memberships with role and state: invitations are pending ones. */
export const membershipOperations: readonly Operation[] = [
  operation("orgs/get-membership-for-user", (call) => {
    const organization = organizationIn(call);
    const user = userIn(call);
    if (roleWithin(call.draft, call.actor, organization.id) === null) {
      const { login } = organization;
      const message = `You must be a member of ${login} to see membership information for ${user.login}.`;
      throw new ApiProblem(403, message);
    }
    return answered(membershipView(call.draft, membershipIn(call, organization, user), call.urls));
  }),
  operation("orgs/set-membership-for-user", (call) => {
    const { draft } = call;
    const organization = organizationIn(call);
    const user = userIn(call);
    const before = membershipOf(draft, organization, user);
    const role = call.body["role"] === "admin" ? "admin" : "member";
    if (before?.role === "admin" && role === "member" && isLastOwner(draft, before))
      throw new ApiProblem(403, "Cannot demote the last owner");
    if (before?.role === role) return answered(membershipView(draft, before, call.urls));
    const membership = putMembership(draft, organization, { user, role, inviter: call.account });
    draft.emit(before === undefined ? "organization.member_invited" : "organization.member_changed", {
      actor: call.account.login,
      repository: null,
      facts: { organization: organization.login, user: user.login, role },
    });
    return answered(membershipView(draft, membership, call.urls));
  }),
  operation("orgs/remove-membership-for-user", (call) => {
    const organization = organizationIn(call);
    const user = userIn(call);
    // Everybody may leave; only owners may make somebody else go.
    if (user.id !== call.actor.account?.id && roleWithin(call.draft, call.actor, organization.id) !== "owner")
      throw new ApiProblem(403, "You must be an admin to remove an organization membership.");
    return removed(call, organization, user, membershipIn(call, organization, user));
  }),
  operation("orgs/list-memberships-for-authenticated-user", (call) => {
    const state = call.query.get("state");
    const rows = call.draft.list("membership", ofUser(call.account.id));
    return listed(
      call,
      rows.filter((one) => state === null || one.state === state),
      (one) => membershipView(call.draft, one, call.urls),
    );
  }),
  operation("orgs/get-membership-for-authenticated-user", (call) =>
    answered(membershipView(call.draft, own(call), call.urls)),
  ),
  operation("orgs/update-membership-for-authenticated-user", (call) => {
    const before = own(call);
    if (before.state === "active") return answered(membershipView(call.draft, before, call.urls));
    const membership = call.draft.change("membership", before, { state: "active" });
    call.draft.emit("organization.member_added", {
      actor: call.account.login,
      repository: null,
      facts: { organization: organizationIn(call).login, user: call.account.login, role: before.role },
    });
    return answered(membershipView(call.draft, membership, call.urls));
  }),
];

function own(call: RestCall): ReturnType<typeof membershipIn> {
  const membership = membershipOf(call.draft, organizationIn(call), call.account);
  if (membership === undefined) throw notFound();
  return membership;
}
