import type { RepositoryRole } from "../../config.ts";
import { rowOf } from "../../state/view.ts";
import { invitationsFor, putCollaborator } from "../../domain/collaborators.ts";
import { roleNamed } from "../../domain/roles.ts";
import type { InvitationRow, RepositoryRow } from "../../state/rows.ts";
import { invitationView } from "../../views/invitations.ts";
import { answered, noContent } from "../answer.ts";
import { optionalText } from "../body.ts";
import { listed, operation, type Operation, type RestCall } from "../call.ts";
import { fullName } from "../find-repository.ts";
import { notFound } from "../problem.ts";
import { shown, tellRepository } from "./shown.ts";

/** Invitations to repositories: as admins of the repository see them, and as who was invited does. */
export const invitationOperations: readonly Operation[] = [
  operation("repos/list-invitations", (call) => {
    return listed(call, call.draft.list("invitation", call.repository.id), (one) =>
      invitationView(shown(call), one),
    );
  }),
  operation("repos/update-invitation", (call) => {
    const before = invitationIn(call);
    const role = roleNamed(optionalText(call.body, "permissions") ?? before.role) as RepositoryRole;
    const invitation = call.draft.change("invitation", before, { role });
    tellRepository(call, "repository_invitation.edited", { invitation: invitation.id, role });
    return answered(invitationView(shown(call), invitation));
  }),
  operation("repos/delete-invitation", (call) => {
    const invitation = invitationIn(call);
    call.draft.remove("invitation", invitation.id);
    tellRepository(call, "repository_invitation.deleted", { invitation: invitation.id });
    return noContent();
  }),
  operation("repos/list-invitations-for-authenticated-user", (call) =>
    listed(call, invitationsFor(call.draft, call.account), (one) => invitationView(shown(call), one)),
  ),
  operation("repos/accept-invitation-for-authenticated-user", (call) => {
    const { invitation, repository } = ownInvitation(call);
    call.draft.remove("invitation", invitation.id);
    putCollaborator(call.draft, repository, call.account, invitation.role);
    tellOf(call, "member.added", repository, invitation);
    return noContent();
  }),
  operation("repos/decline-invitation-for-authenticated-user", (call) => {
    const { invitation, repository } = ownInvitation(call);
    call.draft.remove("invitation", invitation.id);
    tellOf(call, "repository_invitation.declined", repository, invitation);
    return noContent();
  }),
];

function invitationIn(call: RestCall): InvitationRow {
  const found = call.draft.get("invitation", call.number("invitation_id"));
  if (found?.repository !== call.repository.id) throw notFound();
  return found;
}

/** Nobody is told of other people's invitations. */
function ownInvitation(call: RestCall): { invitation: InvitationRow; repository: RepositoryRow } {
  const invitation = call.draft.get("invitation", call.number("invitation_id"));
  if (invitation?.user !== call.account.id) throw notFound();
  return { invitation, repository: rowOf(call.draft, "repository", invitation.repository) };
}

function tellOf(call: RestCall, type: string, repository: RepositoryRow, { id, role }: InvitationRow): void {
  const { login } = call.account;
  call.draft.emit(type, {
    actor: login,
    repository: fullName(call.draft, repository),
    facts: { user: login, role, invitation: id },
  });
}
