import type { JsonObject } from "../../../core/index.ts";
import type { AppRow } from "../state/rows.ts";
import type { View } from "../state/view.ts";
import { accountOf, simpleUser } from "./accounts.ts";
import { nodeId } from "./node-id.ts";
import type { Urls } from "./urls.ts";

/** `integration`: an app, as everybody sees it. */
export function appView(view: View, app: AppRow, urls: Urls): JsonObject {
  const html = `${urls.html}/apps/${app.slug}`;
  return {
    id: app.id,
    slug: app.slug,
    node_id: nodeId("app", app.id),
    owner: simpleUser(accountOf(view, app.owner), urls),
    name: app.name,
    description: null,
    external_url: html,
    html_url: html,
    created_at: app.createdAt,
    updated_at: app.updatedAt,
    permissions: { ...app.permissions },
    events: [...app.events],
  };
}
