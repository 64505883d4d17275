import { rowOf } from "../../state/view.ts";
import { teamInRepository } from "../../views/teams.ts";
import { accountOf } from "../../views/accounts.ts";
import { seesTeam } from "../accounts/find.ts";
import { listed, operation, type Operation } from "../call.ts";

/** Teams of a repository: those that were added to it, as far as the caller may see them. */
export const repositoryTeamOperations: readonly Operation[] = [
  operation("repos/list-teams", (call) => {
    const { draft, repository } = call;
    const rows = draft.list("teamRepository", repository.id).flatMap(({ team: id, role }) => {
      const team = rowOf(draft, "team", id);
      return seesTeam(call, accountOf(draft, team.organization), team) ? [{ team, role }] : [];
    });
    return listed(call, rows, ({ team, role }) => teamInRepository(draft, team, call.urls, role));
  }),
];
