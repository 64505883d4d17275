import type { JsonObject } from "../../../../core/index.ts";
import { membershipOf, putMembership, removeMembership } from "../../domain/organizations.ts";
import { putTeamMember } from "../../domain/teams.ts";
import { accountByEmail } from "../../domain/people.ts";
import type { AccountRow, MembershipRow, TeamRow } from "../../state/rows.ts";
import { numberWithin } from "../../state/tables.ts";
import { accountOf, simpleUser } from "../../views/accounts.ts";
import { nodeId } from "../../views/node-id.ts";
import { listedTeam } from "../../views/teams.ts";
import { created, noContent, type RestAnswer } from "../answer.ts";
import { listed, operation, type Operation, type RestCall } from "../call.ts";
import { notFound, validationFailed } from "../problem.ts";
import { organizationIn, teamIn } from "./find.ts";

/** Invitations to organizations: memberships that were not accepted yet. */
export const invitationOperations: readonly Operation[] = [
  operation("orgs/list-pending-invitations", (call) => {
    const role = call.query.get("role") ?? "all";
    const rows = pendingIn(call).filter((one) => role === "all" || wordOf(one) === role);
    return listed(call, rows, (one) => show(call, one));
  }),
  // Nothing here fails later than at once.
  operation("orgs/list-failed-invitations", (call) => {
    organizationIn(call);
    return listed<never>(call, [], () => null);
  }),
  operation("orgs/list-invitation-teams", (call) =>
    listed(call, teamsOf(call, invitationIn(call)), (team) => listedTeam(call.draft, team, call.urls)),
  ),
  operation("teams/list-pending-invitations-in-org", (call) => {
    const team = teamIn(call);
    const rows = pendingIn(call).filter((one) => teamsOf(call, one).some(({ id }) => id === team.id));
    return listed(call, rows, (one) => show(call, one));
  }),
  operation("orgs/create-invitation", create),
  operation("orgs/cancel-invitation", (call) => {
    const organization = organizationIn(call);
    const user = accountOf(call.draft, invitationIn(call).user);
    removeMembership(call.draft, organization, user);
    tell(call, "organization.invitation_cancelled", user);
    return noContent();
  }),
];

function pendingIn(call: RestCall): readonly MembershipRow[] {
  const rows = call.draft.list("membership", organizationIn(call).id);
  return rows.filter(({ state }) => state === "pending");
}

function invitationIn(call: RestCall): MembershipRow {
  const id = call.number("invitation_id");
  const found = pendingIn(call).find((one) => one.id === id);
  if (found === undefined) throw notFound();
  return found;
}

function teamsOf({ draft }: RestCall, { organization, user }: MembershipRow): readonly TeamRow[] {
  const teams = draft.list("team", organization);
  return teams.filter(({ id }) => draft.named("teamMember", numberWithin(id, user)) !== undefined);
}

function wordOf({ role }: MembershipRow): string {
  return role === "admin" ? "admin" : "direct_member";
}

/** Only accounts that are there can be invited, and only as what memberships are kept of: all else is not simulated. */
function create(call: RestCall): RestAnswer | null {
  const { draft, body } = call;
  const organization = organizationIn(call);
  const { invitee_id: id, email, role = "direct_member" } = body;
  if (role !== "direct_member" && role !== "admin") return null;
  if (typeof id !== "number" && typeof email !== "string")
    throw validationFailed({
      resource: "OrganizationInvitation",
      code: "missing_field",
      field: "invitee_id",
    });
  const user = typeof id === "number" ? draft.get("account", id) : accountByEmail(draft, email as string);
  if (user === undefined && typeof id !== "number") return null;
  if (user?.type !== "User")
    throw validationFailed({ resource: "OrganizationInvitation", code: "invalid", field: "invitee_id" });
  if (membershipOf(draft, organization, user) !== undefined)
    throw validationFailed({
      resource: "OrganizationInvitation",
      code: "unprocessable",
      field: "data",
      message: "Invitee is already a part of this organization",
    });
  const invitation = putMembership(draft, organization, {
    user,
    role: role === "admin" ? "admin" : "member",
    inviter: call.account,
  });
  for (const one of (body["team_ids"] ?? []) as readonly number[]) {
    const team = draft.get("team", one);
    if (team?.organization !== organization.id)
      throw validationFailed({ resource: "OrganizationInvitation", code: "invalid", field: "team_ids" });
    putTeamMember(draft, team, user, "member");
  }
  tell(call, "organization.member_invited", user);
  return { ...created(show(call, invitation)), headers: [] };
}

/** `organization-invitation`. */
function show(call: RestCall, invitation: MembershipRow): JsonObject {
  const { draft, urls } = call;
  const organization = accountOf(draft, invitation.organization);
  const { invited = { by: organization.id, at: organization.createdAt } } = invitation;
  return {
    id: invitation.id,
    node_id: nodeId("membership", invitation.id),
    login: accountOf(draft, invitation.user).login,
    email: null,
    role: wordOf(invitation),
    created_at: invited.at,
    failed_at: null,
    failed_reason: null,
    inviter: simpleUser(accountOf(draft, invited.by), urls),
    team_count: teamsOf(call, invitation).length,
    invitation_teams_url: `${urls.api}/organizations/${organization.id}/invitations/${invitation.id}/teams`,
    invitation_source: "member",
  };
}

function tell(call: RestCall, type: string, user: AccountRow): void {
  call.draft.emit(type, {
    actor: call.account.login,
    repository: null,
    facts: { organization: organizationIn(call).login, user: user.login },
  });
}
