import { roleWithin } from "../../access/policy.ts";
import { membershipOf, organizationNamed } from "../../domain/organizations.ts";
import { teamNamed } from "../../domain/teams.ts";
import type { AccountRow, MembershipRow, TeamRow } from "../../state/rows.ts";
import { folded } from "../../state/tables.ts";
import type { RestCall } from "../call.ts";
import { notFound } from "../problem.ts";

/** The organization that the path names, be it by one of its teams. @throws ApiProblem 404 */
export function organizationIn(call: RestCall): AccountRow {
  if (call.params["team_id"] !== undefined) return ofTeamIn(call);
  const found = organizationNamed(call.draft, call.params["org"] as string);
  if (found === undefined) throw notFound();
  return found;
}

function ofTeamIn(call: RestCall): AccountRow {
  const team = call.draft.get("team", call.number("team_id"));
  const organization = team === undefined ? undefined : call.draft.get("account", team.organization);
  if (organization === undefined) throw notFound();
  return organization;
}

/** The account that the path names, an organization or a bot included. @throws ApiProblem 404 */
export function accountIn(call: RestCall, param = "username"): AccountRow {
  const found = call.draft.named("account", folded(call.params[param] as string));
  if (found === undefined) throw notFound();
  return found;
}

/** The user that the path names. @throws ApiProblem 404 */
export function userIn(call: RestCall, param = "username"): AccountRow {
  const found = accountIn(call, param);
  if (found.type !== "User") throw notFound();
  return found;
}

/** The membership that the path names, be it only an invitation. @throws ApiProblem 404 */
export function membershipIn(call: RestCall, organization: AccountRow, user: AccountRow): MembershipRow {
  const found = membershipOf(call.draft, organization, user);
  if (found === undefined) throw notFound();
  return found;
}

/** What members who do not own an organization are told of what its owners do. */
export const ownersOnly = "Must have admin rights to Repository.";

/** The team that the path names, as far as the caller may see it. @throws ApiProblem 404 */
export function teamIn(call: RestCall): TeamRow {
  const organization = organizationIn(call);
  const slug = call.params["team_slug"];
  const team =
    slug === undefined
      ? call.draft.get("team", call.number("team_id"))
      : teamNamed(call.draft, organization, slug);
  if (team === undefined || !seesTeam(call, organization, team)) throw notFound();
  return team;
}

/** Members see the teams of their organization; the secret ones only who is in them, and owners. */
export function seesTeam(call: RestCall, organization: AccountRow, team: TeamRow): boolean {
  const standing = roleWithin(call.draft, call.actor, organization.id);
  if (standing === null) return false;
  return standing === "owner" || team.privacy === "closed" || roleInTeam(call, team) !== null;
}

/** What the caller is in a team. */
export function roleInTeam(call: RestCall, team: TeamRow): "member" | "maintainer" | null {
  const { id } = call.account;
  return call.draft.list("teamMember", team.id).find(({ user }) => user === id)?.role ?? null;
}
