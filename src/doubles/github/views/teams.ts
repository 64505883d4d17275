import type { JsonObject } from "../../../core/index.ts";
import type { RepositoryRole } from "../config.ts";
import { permissionsMap, permissionWord } from "../domain/roles.ts";
import { membersWithChildren } from "../domain/teams.ts";
import type { TeamRow } from "../state/rows.ts";
import { ofTeam } from "../state/tables.ts";
import type { View } from "../state/view.ts";
import { accountOf } from "./accounts.ts";
import { nodeId } from "./node-id.ts";
import { publicOrganization } from "./organizations.ts";
import type { Urls } from "./urls.ts";

/** Address of a team, by ids, as GitHub tells it. */
export function teamUrl({ organization, id }: TeamRow, urls: Urls): string {
  return `${urls.api}/organizations/${organization}/team/${id}`;
}

/** `team-simple`. @param role what it may do in the repository that it is shown for */
export function simpleTeam(view: View, team: TeamRow, urls: Urls, role: RepositoryRole = "read"): JsonObject {
  const url = teamUrl(team, urls);
  const organization = accountOf(view, team.organization);
  return {
    name: team.name,
    id: team.id,
    node_id: nodeId("team", team.id),
    slug: team.slug,
    description: team.description,
    privacy: team.privacy,
    notification_setting: team.notification,
    url,
    html_url: `${urls.html}/orgs/${organization.login}/teams/${team.slug}`,
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    type: "organization",
    organization_id: organization.id,
    permission: permissionWord(role),
  };
}

/** `team`: with the team that it belongs to. */
export function listedTeam(view: View, team: TeamRow, urls: Urls): JsonObject {
  return { ...simpleTeam(view, team, urls), parent: parentOf(view, team, urls) };
}

/** `team`, and what it may do in a repository. */
export function teamInRepository(view: View, team: TeamRow, urls: Urls, role: RepositoryRole): JsonObject {
  return {
    ...simpleTeam(view, team, urls, role),
    permissions: permissionsMap(role),
    parent: parentOf(view, team, urls),
  };
}

/** `team-full`: a team by itself. */
export function fullTeam(view: View, team: TeamRow, urls: Urls): JsonObject {
  return {
    ...listedTeam(view, team, urls),
    created_at: team.createdAt,
    updated_at: team.updatedAt,
    members_count: membersWithChildren(view, team).length,
    repos_count: view.count("teamRepository", ofTeam(team.id)),
    organization: publicOrganization(view, accountOf(view, team.organization), urls),
  };
}

function parentOf(view: View, team: TeamRow, urls: Urls): JsonObject | null {
  const parent = team.parent === null ? undefined : view.get("team", team.parent);
  return parent === undefined ? null : simpleTeam(view, parent, urls);
}
