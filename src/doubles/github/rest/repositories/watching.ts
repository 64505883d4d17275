import { rowOf } from "../../state/view.ts";
import type { JsonObject } from "../../../../core/index.ts";
import { canSee } from "../../access/policy.ts";
import type { AccountRow, SubscriptionRow } from "../../state/rows.ts";
import { numberWithin, ofUser } from "../../state/tables.ts";
import { accountOf, simpleUser } from "../../views/accounts.ts";
import { listedRepository } from "../../views/repositories.ts";
import { accountIn } from "../accounts/find.ts";
import { answered, noContent, type RestAnswer } from "../answer.ts";
import { optionalFlag } from "../body.ts";
import { listed, operation, type Operation, type RestCall } from "../call.ts";
import { notFound } from "../problem.ts";
import { shown, tellRepository } from "./shown.ts";

/** Who is told of what happens in a repository. */
export const watchingOperations: readonly Operation[] = [
  operation("activity/list-watchers-for-repo", (call) => {
    const rows = call.draft.list("subscription", call.repository.id).filter(({ ignored }) => !ignored);
    return listed(call, rows, ({ user }) => simpleUser(accountOf(call.draft, user), call.urls));
  }),
  operation("activity/get-repo-subscription", (call) => {
    const row = own(call);
    if (row === undefined) throw notFound();
    return answered(show(call, row));
  }),
  operation("activity/set-repo-subscription", (call) => {
    const { draft, repository, account, body } = call;
    const ignored = optionalFlag(body, "ignored") ?? false;
    const before = own(call);
    if (before?.ignored === ignored) return answered(show(call, before));
    const row =
      before === undefined
        ? draft.add("subscription", {
            repository: repository.id,
            user: account.id,
            ignored,
            createdAt: draft.at,
          })
        : draft.change("subscription", before, { ignored });
    tellRepository(call, ignored ? "watch.ignored" : "watch.subscribed", { user: account.login });
    return answered(show(call, row));
  }),
  operation("activity/delete-repo-subscription", (call) => {
    const row = own(call);
    if (row === undefined) return noContent();
    call.draft.remove("subscription", row.id);
    tellRepository(call, "watch.unsubscribed", { user: call.account.login });
    return noContent();
  }),
  operation("activity/list-repos-watched-by-user", (call) => watched(call, accountIn(call))),
  operation("activity/list-watched-repos-for-authenticated-user", (call) => watched(call, call.account)),
];

function own({ draft, repository, account }: RestCall): SubscriptionRow | undefined {
  return draft.named("subscription", numberWithin(repository.id, account.id));
}

function show(call: RestCall, { ignored, createdAt }: SubscriptionRow): JsonObject {
  const repository = call.urls.repository(call.repositoryName);
  return {
    subscribed: !ignored,
    ignored,
    reason: null,
    created_at: createdAt,
    url: `${repository}/subscription`,
    repository_url: repository,
  };
}

function watched(call: RestCall, user: AccountRow): RestAnswer {
  const rows = call.draft
    .list("subscription", ofUser(user.id))
    .filter(({ ignored }) => !ignored)
    .map(({ repository }) => rowOf(call.draft, "repository", repository))
    .filter((repository) => canSee(call.draft, call.actor, repository));
  return listed(call, rows, (repository) => listedRepository(shown(call), repository));
}
