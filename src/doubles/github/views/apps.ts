import type { JsonObject } from "../../../core/index.ts";
import { hash } from "../hash.ts";
import type { AppRow } from "../state/rows.ts";
import type { View } from "../state/view.ts";
import { accountOf, simpleUser } from "./accounts.ts";
import { nodeId } from "./node-id.ts";
import type { Urls } from "./urls.ts";

/** `integration`: a GitHub App. */
export function appView(view: View, app: AppRow, urls: Urls): JsonObject {
  return {
    id: app.id,
    client_id: `Iv1.${hash.sha1(new TextEncoder().encode(`app ${app.id}`)).slice(0, 16)}`,
    slug: app.slug,
    node_id: nodeId("app", app.id),
    owner: simpleUser(accountOf(view, app.owner), urls),
    name: app.name,
    description: "",
    external_url: appUrl(app, urls),
    html_url: appUrl(app, urls),
    created_at: app.createdAt,
    updated_at: app.updatedAt,
    permissions: { ...app.permissions },
    events: [...app.events],
  };
}

/** Where an app has its page. */
export function appUrl({ slug }: AppRow, urls: Urls): string {
  return `${urls.html}/apps/${slug}`;
}

/** `performed_via_github_app`: the app whose bot did something; null: no app did it. */
export function appBehind(view: View, account: number, urls: Urls): JsonObject | null {
  if (view.get("account", account)?.type !== "Bot") return null;
  const app = view.list("app").find(({ bot }) => bot === account);
  return app === undefined ? null : appView(view, app, urls);
}
