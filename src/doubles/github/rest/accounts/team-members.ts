import { membershipOf, putMembership } from "../../domain/organizations.ts";
import { membersWithChildren, putTeamMember } from "../../domain/teams.ts";
import type { AccountRow, TeamRow } from "../../state/rows.ts";
import { numberWithin } from "../../state/tables.ts";
import { accountOf, simpleUser } from "../../views/accounts.ts";
import { teamUrl } from "../../views/teams.ts";
import { answered, noContent, type RestAnswer } from "../answer.ts";
import { listed, operation, type Operation, type RestCall } from "../call.ts";
import { notFound } from "../problem.ts";
import { organizationIn, teamIn, userIn } from "./find.ts";
import { requireMaintainer, tellTeam } from "./teams.ts";

/** Who is in a team. */
export const teamMemberOperations: readonly Operation[] = [
  operation("teams/list-members-in-org", (call) => {
    const team = teamIn(call);
    const role = call.query.get("role") ?? "all";
    const users = membersWithChildren(call.draft, team).map((id) => accountOf(call.draft, id));
    const active = users.filter((user) => isActive(call, user));
    return listed(
      call,
      active.filter((user) => role === "all" || roleOf(call, team, user) === role),
      (user) => simpleUser(user, call.urls),
    );
  }),
  operation("teams/get-membership-for-user-in-org", (call) => {
    const team = teamIn(call);
    const user = userIn(call);
    if (!membersWithChildren(call.draft, team).includes(user.id)) throw notFound();
    return membership(call, team, user);
  }),
  operation("teams/add-or-update-membership-for-user-in-org", (call) => {
    const team = teamIn(call);
    requireMaintainer(call, team);
    const user = userIn(call);
    const organization = organizationIn(call);
    const before = call.draft.named("teamMember", numberWithin(team.id, user.id));
    // Who is no member of the organization is invited to it.
    if (membershipOf(call.draft, organization, user) === undefined)
      putMembership(call.draft, organization, { user, role: "member", inviter: call.account });
    const role = call.body["role"] === "maintainer" ? "maintainer" : "member";
    putTeamMember(call.draft, team, user, role);
    if (before?.role !== role) tellTeam(call, "membership.added", team, { user: user.login, role });
    return membership(call, team, user);
  }),
  operation("teams/remove-membership-for-user-in-org", (call) => {
    const team = teamIn(call);
    const user = userIn(call);
    if (user.id !== call.actor.account?.id) requireMaintainer(call, team);
    const member = call.draft.named("teamMember", numberWithin(team.id, user.id));
    if (member === undefined) throw notFound();
    call.draft.remove("teamMember", member.id);
    tellTeam(call, "membership.removed", team, { user: user.login });
    return noContent();
  }),
];

/** Owners of the organization count as maintainers. */
function roleOf(call: RestCall, team: TeamRow, user: AccountRow): "member" | "maintainer" {
  const owner = membershipOf(call.draft, organizationIn(call), user)?.role === "admin";
  const own = call.draft.named("teamMember", numberWithin(team.id, user.id));
  return owner || own?.role === "maintainer" ? "maintainer" : "member";
}

function isActive(call: RestCall, user: AccountRow): boolean {
  return membershipOf(call.draft, organizationIn(call), user)?.state !== "pending";
}

function membership(call: RestCall, team: TeamRow, user: AccountRow): RestAnswer {
  return answered({
    url: `${teamUrl(team, call.urls)}/memberships/${user.login}`,
    role: roleOf(call, team, user),
    state: isActive(call, user) ? "active" : "pending",
  });
}
