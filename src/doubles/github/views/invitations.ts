import type { JsonObject } from "../../../core/index.ts";
import type { InvitationRow, RepositoryRow } from "../state/rows.ts";
import { accountOf, simpleUser } from "./accounts.ts";
import { nodeId } from "./node-id.ts";
import { minimalRepository, type RepositoryShown } from "./repositories.ts";

/** `repository-invitation`. */
export function invitationView(shown: RepositoryShown, invitation: InvitationRow): JsonObject {
  const { view, urls } = shown;
  const repository = view.get("repository", invitation.repository) as RepositoryRow;
  const name = `${accountOf(view, repository.owner).login}/${repository.name}`;
  return {
    id: invitation.id,
    node_id: nodeId("invitation", invitation.id),
    repository: minimalRepository(shown, repository),
    invitee: simpleUser(accountOf(view, invitation.user), urls),
    inviter: simpleUser(accountOf(view, invitation.inviter), urls),
    permissions: invitation.role,
    created_at: invitation.createdAt,
    expired: false,
    url: `${urls.api}/user/repository_invitations/${invitation.id}`,
    html_url: `${urls.html}/${name}/invitations`,
  };
}
