import { moveRepository } from "../../domain/repositories.ts";
import { putTeamRepository } from "../../domain/teams.ts";
import type { AccountRow, RepositoryRow } from "../../state/rows.ts";
import { folded } from "../../state/tables.ts";
import { listedRepository } from "../../views/repositories.ts";
import { withStatus } from "../answer.ts";
import { optionalText, requiredText } from "../body.ts";
import { operation, type Operation, type RestCall } from "../call.ts";
import { fullName } from "../find-repository.ts";
import { validationFailed } from "../problem.ts";
import { administer, mayCreate } from "./create.ts";
import { shown } from "./shown.ts";

/** Another owner. */
export const transferOperations: readonly Operation[] = [
  operation("repos/transfer", (call) => {
    const { draft, repository, body } = call;
    const owner = draft.named("account", folded(requiredText(body, "Repository", "new_owner")));
    if (owner === undefined || owner.id === repository.owner)
      throw validationFailed({ resource: "Repository", code: "invalid", field: "new_owner" });
    // The answer still shows the owner it had.
    const before = listedRepository(shown(call), repository);
    const from = call.repositoryName;
    const name = optionalText(body, "new_name") ?? repository.name;
    // Users have to accept by mail, which nothing here can do: until then the repository stays where it is.
    if (owner.type !== "Organization" && owner.id !== call.account.id)
      draft.emit("repository.transfer_requested", {
        actor: call.account.login,
        repository: from,
        facts: { to: owner.login },
      });
    else transfer(call, { repository, owner, name, from });
    return withStatus(202, before);
  }),
];

interface Transfer {
  readonly repository: RepositoryRow;
  readonly owner: AccountRow;
  readonly name: string;
  /** "owner/name" that it had. */
  readonly from: string;
}

function transfer(call: RestCall, { repository, owner, name, from }: Transfer): void {
  const { draft } = call;
  if (owner.type === "Organization") mayCreate(call, owner);
  // Teams of the organization that it leaves have nothing in it any more.
  for (const { id } of draft.list("teamRepository", repository.id)) draft.remove("teamRepository", id);
  const moved = moveRepository(draft, repository, { owner, name });
  for (const id of (call.body["team_ids"] ?? []) as readonly number[]) {
    const team = draft.get("team", id);
    if (team?.organization !== owner.id)
      throw validationFailed({ resource: "Repository", code: "invalid", field: "team_ids" });
    putTeamRepository(draft, team, repository.id, "read");
  }
  administer(call, moved);
  draft.emit("repository.transferred", {
    actor: call.account.login,
    repository: fullName(draft, moved),
    facts: { from },
  });
}
