import { hookOwner } from "../../domain/hooks.ts";
import { organizationHook } from "../../views/hooks.ts";
import type { Operation } from "../call.ts";
import { hookOperations } from "../hook-operations.ts";
import { organizationIn } from "./find.ts";

/** Webhooks of organizations: nobody but owners is told of them. */
export const organizationHookOperations: readonly Operation[] = hookOperations({
  owner: (call) => hookOwner("organization", organizationIn(call).id),
  show: (call, hook) => organizationHook(hook, call.urls.organization(organizationIn(call).login)),
  tell: (call, type, facts) =>
    call.draft.emit(type, {
      actor: call.account.login,
      repository: null,
      facts: { organization: organizationIn(call).login, ...facts },
    }),
  ids: {
    list: "orgs/list-webhooks",
    get: "orgs/get-webhook",
    create: "orgs/create-webhook",
    update: "orgs/update-webhook",
    delete: "orgs/delete-webhook",
    config: "orgs/get-webhook-config-for-org",
    updateConfig: "orgs/update-webhook-config-for-org",
    ping: "orgs/ping-webhook",
  },
});
