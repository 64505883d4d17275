import { rowOf } from "../../state/view.ts";
import type { JsonObject } from "../../../../core/index.ts";
import { canSee, roleWithin } from "../../access/policy.ts";
import type { RepositoryRole } from "../../config.ts";
import { permissionsMap, roleNamed } from "../../domain/roles.ts";
import { putTeamRepository, repositoriesOf, teamRole } from "../../domain/teams.ts";
import type { RepositoryRow, TeamRow } from "../../state/rows.ts";
import { numberWithin } from "../../state/tables.ts";
import { listedRepository } from "../../views/repositories.ts";
import { answered, noContent } from "../answer.ts";
import { optionalText } from "../body.ts";
import { listed, operation, type Operation, type RestCall } from "../call.ts";
import { notFound, validationFailed } from "../problem.ts";
import { requireAdmin, shown } from "../repositories/shown.ts";
import { headerOf } from "../request.ts";
import { organizationIn, roleInTeam, teamIn } from "./find.ts";

/** What teams may do in repositories. */
export const teamRepositoryOperations: readonly Operation[] = [
  operation("teams/list-repos-in-org", (call) => {
    const team = teamIn(call);
    const rows = repositoriesOf(call.draft, team).map((id) => rowOf(call.draft, "repository", id));
    return listed(
      call,
      rows.filter((one) => canSee(call.draft, call.actor, one)),
      (one) => show(call, team, one),
    );
  }),
  operation("teams/check-permissions-for-repo-in-org", (call) => {
    const team = teamIn(call);
    if (teamRole(call.draft, team, call.repository.id) === null) throw notFound();
    const accept = headerOf(call.request.headers, "accept") ?? "";
    return accept.includes(".repository") ? answered(show(call, team, call.repository)) : noContent();
  }),
  operation("teams/add-or-update-repo-permissions-in-org", (call) => {
    const team = teamIn(call);
    const { draft, repository } = call;
    requireAdmin(call);
    if (repository.owner !== team.organization)
      throw validationFailed({ resource: "Team", code: "invalid", field: "repository" });
    const before = draft.named("teamRepository", numberWithin(team.id, repository.id));
    const said = optionalText(call.body, "permission");
    const role = said === undefined ? (before?.role ?? "read") : roleNamed(said);
    if (role === undefined)
      throw validationFailed({ resource: "Team", code: "invalid", field: "permission" });
    if (before?.role === role) return noContent();
    putTeamRepository(draft, team, repository.id, role);
    tell(call, "team.added_to_repository", team, role);
    return noContent();
  }),
  operation("teams/remove-repo-in-org", (call) => {
    const team = teamIn(call);
    const { draft, repository } = call;
    const maintains =
      roleWithin(draft, call.actor, organizationIn(call).id) === "owner" ||
      roleInTeam(call, team) === "maintainer";
    if (!maintains) requireAdmin(call);
    const row = draft.named("teamRepository", numberWithin(team.id, repository.id));
    if (row !== undefined) {
      draft.remove("teamRepository", row.id);
      tell(call, "team.removed_from_repository", team, row.role);
    }
    return noContent();
  }),
];

/** A repository with what the team, not the caller, may do there. */
function show(call: RestCall, team: TeamRow, repository: RepositoryRow): JsonObject {
  const role = teamRole(call.draft, team, repository.id);
  return {
    ...listedRepository(shown(call), repository),
    permissions: permissionsMap(role),
    role_name: role,
  };
}

function tell(call: RestCall, type: string, { slug }: TeamRow, role: RepositoryRole): void {
  call.draft.emit(type, {
    actor: call.account.login,
    repository: call.repositoryName,
    facts: { organization: organizationIn(call).login, team: slug, role },
  });
}
