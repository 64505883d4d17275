import type { JsonObject } from "../../../core/index.ts";
import type { HookRow } from "../state/rows.ts";

/** `webhook-config`. Of a secret it tells only that there is one. */
export function hookConfig(hook: HookRow): JsonObject {
  return {
    content_type: hook.contentType,
    insecure_ssl: hook.insecureSsl,
    ...(hook.hasSecret ? { secret: "********" } : {}),
    url: hook.url,
  };
}

/** What hooks of repositories and of organizations have in common. */
function commonHook(hook: HookRow, owner: string, type: string): JsonObject {
  const url = `${owner}/hooks/${hook.id}`;
  return {
    type,
    id: hook.id,
    name: hook.name,
    active: hook.active,
    events: [...hook.events],
    config: hookConfig(hook),
    updated_at: hook.updatedAt,
    created_at: hook.createdAt,
    url,
    ping_url: `${url}/pings`,
    deliveries_url: `${url}/deliveries`,
  };
}

/** `org-hook`. @param owner address of the organization */
export function organizationHook(hook: HookRow, owner: string): JsonObject {
  return commonHook(hook, owner, "Organization");
}

/** `hook`: of a repository. Nothing is delivered yet, so none ever answered. @param owner address of the repository */
export function repositoryHook(hook: HookRow, owner: string): JsonObject {
  return {
    ...commonHook(hook, owner, "Repository"),
    test_url: `${owner}/hooks/${hook.id}/test`,
    last_response: { code: null, status: "unused", message: null },
  };
}
