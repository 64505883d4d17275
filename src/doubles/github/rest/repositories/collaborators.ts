import type { JsonObject } from "../../../../core/index.ts";
import { atLeast } from "../../access/policy.ts";
import type { RepositoryRole } from "../../config.ts";
import { roleOf } from "../../domain/account-role.ts";
import {
  collaboratorRole,
  collaboratorsOf,
  invite,
  isMember,
  putCollaborator,
  removeCollaborator,
} from "../../domain/collaborators.ts";
import { permissionsMap, roleNamed } from "../../domain/roles.ts";
import type { AccountRow } from "../../state/rows.ts";
import { folded, numberWithin } from "../../state/tables.ts";
import { accountOf, simpleUser } from "../../views/accounts.ts";
import { userIn } from "../accounts/find.ts";
import { answered, created, noContent, type RestAnswer } from "../answer.ts";
import { optionalText } from "../body.ts";
import { listed, operation, type Operation, type RestCall } from "../call.ts";
import { ApiProblem, notFound, validationFailed } from "../problem.ts";
import { invitationView } from "../../views/invitations.ts";
import { requireAdmin, shown, tellRepository } from "./shown.ts";

/** Who may do what in a repository. */
export const collaboratorOperations: readonly Operation[] = [
  operation("repos/list-collaborators", (call) => {
    const affiliation = call.query.get("affiliation") ?? "all";
    const least = roleNamed(call.query.get("permission") ?? "pull") ?? "read";
    const people = collaboratorsOf(call.draft, call.repository).filter(
      (user) =>
        isAffiliated(call, user, affiliation) && atLeast(roleOf(call.draft, user, call.repository), least),
    );
    return listed(call, people, (user) =>
      collaborator(call, user, roleOf(call.draft, user, call.repository)),
    );
  }),
  operation("repos/check-collaborator", (call) => {
    if (collaboratorRole(call.draft, userIn(call), call.repository) === null) throw notFound();
    return noContent();
  }),
  operation("repos/get-collaborator-permission-level", (call) => {
    const user = call.draft.named("account", folded(call.params["username"] as string));
    if (user === undefined || user.type === "Organization")
      throw new ApiProblem(404, `${call.params["username"]} is not a user`);
    const role = roleOf(call.draft, user, call.repository);
    return answered({
      permission: legacyPermission(role),
      user: collaborator(call, user, role),
      role_name: role ?? "none",
    });
  }),
  operation("repos/add-collaborator", add),
  operation("repos/remove-collaborator", (call) => {
    const user = userIn(call);
    // Everybody may leave; only admins may make somebody else go.
    if (user.id !== call.actor.account?.id) requireAdmin(call);
    const own = call.draft.named("collaborator", numberWithin(call.repository.id, user.id));
    removeCollaborator(call.draft, call.repository, user);
    if (own !== undefined) tellRepository(call, "member.removed", { user: user.login });
    return noContent();
  }),
];

/** "direct" are those whom the repository itself names, its owner among them. */
function isAffiliated({ draft, repository }: RestCall, user: AccountRow, affiliation: string): boolean {
  if (affiliation === "all") return true;
  const own = draft.named("collaborator", numberWithin(repository.id, user.id)) !== undefined;
  if (affiliation === "direct") return own || repository.owner === user.id;
  return own && !isMember(draft, repository.owner, user);
}

function collaborator(call: RestCall, user: AccountRow, role: RepositoryRole | null): JsonObject {
  return { ...simpleUser(user, call.urls), permissions: permissionsMap(role), role_name: role ?? "none" };
}

/** The words from before there were five roles. */
function legacyPermission(role: RepositoryRole | null): string {
  if (role === null) return "none";
  return role === "maintain" ? "write" : role === "triage" ? "read" : role;
}

function add(call: RestCall): RestAnswer {
  const { draft, repository } = call;
  const user = userIn(call);
  if (user.id === repository.owner)
    throw validationFailed({
      resource: "Repository",
      code: "custom",
      message: "Repository owner cannot be a collaborator",
    });
  const inOrganization = accountOf(draft, repository.owner).type === "Organization";
  const said = optionalText(call.body, "permission");
  const named = roleNamed(said ?? "push");
  if (named === undefined)
    throw validationFailed({ resource: "Repository", code: "invalid", field: "permission" });
  // Only organizations tell roles apart.
  const role = inOrganization ? named : "write";
  const own = draft.named("collaborator", numberWithin(repository.id, user.id));
  if (own === undefined && !isMember(draft, repository.owner, user)) {
    const invitation = invite(draft, repository, { user, inviter: call.account, role });
    tellRepository(call, "repository_invitation.created", {
      invitation: invitation.id,
      user: user.login,
      role,
    });
    return created(invitationView(shown(call), invitation));
  }
  if (own === undefined || (said !== undefined && own.role !== role)) {
    putCollaborator(draft, repository, user, role);
    tellRepository(call, own === undefined ? "member.added" : "member.edited", { user: user.login, role });
  }
  return noContent();
}
