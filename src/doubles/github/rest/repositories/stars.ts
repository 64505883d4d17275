import { rowOf } from "../../state/view.ts";
import { canSee } from "../../access/policy.ts";
import type { AccountRow, RepositoryRow, StarRow } from "../../state/rows.ts";
import { numberWithin, ofUser } from "../../state/tables.ts";
import { accountOf, simpleUser } from "../../views/accounts.ts";
import { listedRepository } from "../../views/repositories.ts";
import { accountIn } from "../accounts/find.ts";
import { answered, noContent, type RestAnswer } from "../answer.ts";
import { listed, operation, type Operation, type RestCall } from "../call.ts";
import { notFound } from "../problem.ts";
import { shown, tellRepository } from "./shown.ts";

/** Stars. The media type "star" tells when. */
export const starOperations: readonly Operation[] = [
  operation("activity/list-stargazers-for-repo", (call) =>
    listed(call, call.draft.list("star", call.repository.id), (star) => {
      const user = simpleUser(accountOf(call.draft, star.user), call.urls);
      return call.media === "star" ? { starred_at: star.createdAt, user } : user;
    }),
  ),
  operation("activity/get-stargazer-count-for-repo", (call) =>
    answered({ count: call.draft.count("star", call.repository.id) }),
  ),
  operation("activity/list-repos-starred-by-user", (call) => starred(call, accountIn(call))),
  operation("activity/list-repos-starred-by-authenticated-user", (call) => starred(call, call.account)),
  operation("activity/check-repo-is-starred-by-authenticated-user", (call) => {
    if (ownStar(call) === undefined) throw notFound();
    return noContent();
  }),
  operation("activity/star-repo-for-authenticated-user", (call) => {
    if (ownStar(call) !== undefined) return noContent();
    const { draft, repository, account } = call;
    draft.add("star", { repository: repository.id, user: account.id, createdAt: draft.at });
    tellRepository(call, "star.created", { user: account.login });
    return noContent();
  }),
  operation("activity/unstar-repo-for-authenticated-user", (call) => {
    const star = ownStar(call);
    if (star === undefined) return noContent();
    call.draft.remove("star", star.id);
    tellRepository(call, "star.deleted", { user: call.account.login });
    return noContent();
  }),
];

function ownStar({ draft, repository, account }: RestCall): StarRow | undefined {
  return draft.named("star", numberWithin(repository.id, account.id));
}

function starred(call: RestCall, user: AccountRow): RestAnswer {
  const { draft, query } = call;
  const sort = query.get("sort") ?? "created";
  const ascending = query.get("direction") === "asc";
  const rows = draft.list("star", ofUser(user.id)).flatMap((star) => {
    const repository = rowOf(draft, "repository", star.repository);
    if (!canSee(draft, call.actor, repository)) return [];
    return [{ star, repository, key: sort === "updated" ? repository.pushedAt : star.createdAt }];
  });
  const sorted = rows.toSorted((left, right) =>
    left.key === right.key ? left.star.id - right.star.id : left.key < right.key ? -1 : 1,
  );
  if (!ascending) sorted.reverse();
  const show = (repository: RepositoryRow): ReturnType<typeof listedRepository> =>
    listedRepository(shown(call), repository);
  return listed(call, sorted, ({ star, repository }) =>
    call.media === "star" ? { starred_at: star.createdAt, repo: show(repository) } : show(repository),
  );
}
