import type { JsonObject } from "../../../core/index.ts";
import type { StatusRow } from "../state/rows.ts";
import type { View } from "../state/view.ts";
import { accountOf, simpleUser } from "./accounts.ts";
import { nodeId } from "./node-id.ts";
import type { Urls } from "./urls.ts";

/** `simple-commit-status`: as it stands in the combined status. @param repository "owner/name" */
export function simpleStatus(view: View, status: StatusRow, repository: string, urls: Urls): JsonObject {
  return {
    url: `${urls.repository(repository)}/statuses/${status.sha}`,
    avatar_url: avatar(view, status),
    id: status.id,
    node_id: nodeId("status", status.id),
    state: status.state,
    description: status.description,
    target_url: status.targetUrl,
    context: status.context,
    created_at: status.createdAt,
    updated_at: status.updatedAt,
  };
}

/** `status`. @param repository "owner/name" */
export function statusView(view: View, status: StatusRow, repository: string, urls: Urls): JsonObject {
  return {
    ...simpleStatus(view, status, repository, urls),
    creator: simpleUser(accountOf(view, status.creator), urls),
  };
}

function avatar(view: View, { creator }: StatusRow): string {
  return `https://avatars.githubusercontent.com/u/${accountOf(view, creator).id}?v=4`;
}
