import { rowOf } from "../../state/view.ts";
import { roleWithin } from "../../access/policy.ts";
import { isMember } from "../../domain/collaborators.ts";
import {
  putTeamMember,
  putTeamRepository,
  removeTeam,
  slugOf,
  teamNamed,
  withChildren,
} from "../../domain/teams.ts";
import type { AccountRow, TeamRow } from "../../state/rows.ts";
import { folded, ofTeam, ofUser } from "../../state/tables.ts";
import { accountOf } from "../../views/accounts.ts";
import { fullTeam, listedTeam } from "../../views/teams.ts";
import { answered, created, noContent, type RestAnswer } from "../answer.ts";
import { optionalText, requiredText, textList, textOrNull } from "../body.ts";
import { listed, operation, type Operation, type RestCall } from "../call.ts";
import { repositoryNamed } from "../find-repository.ts";
import { ApiProblem, validationFailed } from "../problem.ts";
import { organizationIn, ownersOnly, roleInTeam, seesTeam, teamIn } from "./find.ts";

/** Teams themselves. */
export const teamOperations: readonly Operation[] = [
  operation("teams/list", (call) => {
    const organization = organizationIn(call);
    const teams = call.draft
      .list("team", organization.id)
      .filter((team) => seesTeam(call, organization, team));
    const kind = call.query.get("team_type");
    return list(call, kind === "enterprise" ? [] : teams);
  }),
  operation("teams/get-by-name", (call) => answered(show(call, teamIn(call)))),
  operation("teams/list-child-in-org", (call) =>
    list(call, call.draft.list("team", ofTeam(teamIn(call).id))),
  ),
  operation("teams/list-for-authenticated-user", (call) => {
    const rows = call.draft.list("teamMember", ofUser(call.account.id));
    const teams = rows.map(({ team }) => rowOf(call.draft, "team", team));
    return listed(call, teams, (team) => show(call, team));
  }),
  operation("teams/create", create),
  operation("teams/update-in-org", update),
  operation("teams/delete-in-org", (call) => {
    const team = teamIn(call);
    requireMaintainer(call, team);
    removeTeam(call.draft, team);
    tellTeam(call, "team.deleted", team);
    return noContent();
  }),
];

function show(call: RestCall, team: TeamRow): ReturnType<typeof fullTeam> {
  return fullTeam(call.draft, team, call.urls);
}

function list(call: RestCall, teams: readonly TeamRow[]): RestAnswer {
  const byName = teams.toSorted((left, right) => (left.slug < right.slug ? -1 : 1));
  return listed(call, byName, (team) => listedTeam(call.draft, team, call.urls));
}

/** Owners and the team's maintainers change it. @throws ApiProblem 403 */
export function requireMaintainer(call: RestCall, team: TeamRow): void {
  if (roleWithin(call.draft, call.actor, organizationIn(call).id) === "owner") return;
  if (roleInTeam(call, team) !== "maintainer") throw new ApiProblem(403, ownersOnly);
}

/** Says what happened to a team. */
export function tellTeam(
  call: RestCall,
  type: string,
  { name, slug, organization }: TeamRow,
  more: Readonly<Record<string, string>> = {},
): void {
  call.draft.emit(type, {
    actor: call.account.login,
    repository: null,
    facts: { organization: accountOf(call.draft, organization).login, team: slug, name, ...more },
  });
}

function create(call: RestCall): RestAnswer {
  const { draft, body, account } = call;
  const organization = organizationIn(call);
  const name = requiredText(body, "Team", "name");
  checkSlug(call, organization, name);
  const parent = parentIn(call, organization) ?? null;
  const team = draft.add("team", {
    organization: organization.id,
    name,
    slug: slugOf(name),
    description: optionalText(body, "description") ?? null,
    privacy: privacyIn(call, parent) ?? (parent === null ? "secret" : "closed"),
    notification: notificationIn(call) ?? "notifications_enabled",
    parent,
    createdAt: draft.at,
    updatedAt: draft.at,
  });
  const role = body["permission"] === "push" ? "write" : "read";
  for (const full of textList(body, "repo_names") ?? []) {
    const [owner = "", repo = ""] = full.split("/");
    const repository = repositoryNamed(draft, owner, repo);
    if (repository?.owner !== organization.id)
      throw validationFailed({ resource: "Team", code: "invalid", field: "repo_names" });
    putTeamRepository(draft, team, repository.id, role);
  }
  for (const login of textList(body, "maintainers") ?? []) {
    const user = draft.named("account", folded(login));
    if (user === undefined || !isMember(draft, organization.id, user))
      throw validationFailed({ resource: "Team", code: "invalid", field: "maintainers" });
    putTeamMember(draft, team, user, "maintainer");
  }
  if (account.type === "User") putTeamMember(draft, team, account, "maintainer");
  tellTeam(call, "team.created", team);
  return created(show(call, team));
}

function update(call: RestCall): RestAnswer {
  const { draft, body } = call;
  const organization = organizationIn(call);
  const before = teamIn(call);
  requireMaintainer(call, before);
  const name = optionalText(body, "name") ?? before.name;
  checkSlug(call, organization, name, before.id);
  const said = parentIn(call, organization);
  const parent = said === undefined ? before.parent : said;
  if (parent !== null && withChildren(draft, before).some(({ id }) => id === parent))
    throw validationFailed({ resource: "Team", code: "invalid", field: "parent_team_id" });
  const description = textOrNull(body, "description");
  const team = draft.change("team", before, {
    name,
    slug: slugOf(name),
    description: description === undefined ? before.description : description,
    privacy: privacyIn(call, parent) ?? before.privacy,
    notification: notificationIn(call) ?? before.notification,
    parent,
    updatedAt: draft.at,
  });
  tellTeam(call, "team.edited", team);
  return answered(show(call, team));
}

/** @throws ApiProblem 422 where there is a team of that name, or the name comes to nothing */
function checkSlug(call: RestCall, organization: AccountRow, name: string, self?: number): void {
  const slug = slugOf(name);
  if (slug === "") throw validationFailed({ resource: "Team", code: "invalid", field: "name" });
  const same = teamNamed(call.draft, organization, slug);
  if (same !== undefined && same.id !== self)
    throw validationFailed({ resource: "Team", code: "already_exists", field: "name" });
}

/** Undefined: nothing was said of it; null: no team is above. @throws ApiProblem 422 */
function parentIn({ body, draft }: RestCall, organization: AccountRow): number | null | undefined {
  const { parent_team_id: id, parent_team_slug: slug } = body;
  if (id === undefined && slug === undefined) return undefined;
  if ((id ?? slug ?? null) === null) return null;
  const parent =
    typeof id === "number" ? draft.get("team", id) : teamNamed(draft, organization, slug as string);
  if (parent?.organization !== organization.id || parent.privacy === "secret")
    throw validationFailed({ resource: "Team", code: "invalid", field: "parent_team_id" });
  return parent.id;
}

/** Teams below others can't be secret. @throws ApiProblem 422 */
function privacyIn({ body }: RestCall, parent: number | null): TeamRow["privacy"] | undefined {
  const said = body["privacy"];
  if (said === "secret" && parent !== null)
    throw validationFailed({ resource: "Team", code: "invalid", field: "privacy" });
  return said === "secret" || said === "closed" ? said : undefined;
}

function notificationIn({ body }: RestCall): TeamRow["notification"] | undefined {
  const said = body["notification_setting"];
  return said === "notifications_enabled" || said === "notifications_disabled" ? said : undefined;
}
