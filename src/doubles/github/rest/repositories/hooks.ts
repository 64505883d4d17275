import { hookOwner } from "../../domain/hooks.ts";
import { repositoryHook } from "../../views/hooks.ts";
import { noContent } from "../answer.ts";
import { operation, type Operation, type RestCall } from "../call.ts";
import { hookOperations } from "../hook-operations.ts";
import { notFound } from "../problem.ts";

/** Webhooks of repositories. */
export const repositoryHookOperations: readonly Operation[] = [
  ...hookOperations({
    owner,
    show: (call, hook) => repositoryHook(hook, call.urls.repository(call.repositoryName)),
    tell: (call, type, facts) =>
      call.draft.emit(type, { actor: call.account.login, repository: call.repositoryName, facts }),
    ids: {
      list: "repos/list-webhooks",
      get: "repos/get-webhook",
      create: "repos/create-webhook",
      update: "repos/update-webhook",
      delete: "repos/delete-webhook",
      config: "repos/get-webhook-config-for-repo",
      updateConfig: "repos/update-webhook-config-for-repo",
      ping: "repos/ping-webhook",
    },
  }),
  operation("repos/test-push-webhook", (call) => {
    const hook = call.draft.get("hook", call.number("hook_id"));
    if (hook?.owner !== owner(call)) throw notFound();
    // A hook that does not listen to pushes is not told of one.
    if (hook.events.includes("push") || hook.events.includes("*"))
      call.draft.emit("hook.tested", {
        actor: call.account.login,
        repository: call.repositoryName,
        facts: { hook: hook.id },
      });
    return noContent();
  }),
];

function owner(call: RestCall): string {
  return hookOwner("repository", call.repository.id);
}
