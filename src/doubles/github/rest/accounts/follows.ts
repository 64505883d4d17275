import type { AccountRow, FollowRow } from "../../state/rows.ts";
import { numberWithin, ofUser } from "../../state/tables.ts";
import { accountOf, simpleUser } from "../../views/accounts.ts";
import { noContent, type RestAnswer } from "../answer.ts";
import { listed, operation, type Operation, type RestCall } from "../call.ts";
import { notFound } from "../problem.ts";
import { accountIn, userIn } from "./find.ts";

/** Who follows whom. */
export const followOperations: readonly Operation[] = [
  operation("users/list-followers-for-user", (call) => followers(call, accountIn(call))),
  operation("users/list-followers-for-authenticated-user", (call) => followers(call, call.account)),
  operation("users/list-following-for-user", (call) => following(call, accountIn(call))),
  operation("users/list-followed-by-authenticated-user", (call) => following(call, call.account)),
  operation("users/check-following-for-user", (call) =>
    check(call, accountIn(call), accountIn(call, "target_user")),
  ),
  operation("users/check-person-is-followed-by-authenticated", (call) =>
    check(call, call.account, accountIn(call)),
  ),
  operation("users/follow", (call) => {
    const target = userIn(call);
    if (find(call, call.account, target) !== undefined) return noContent();
    call.draft.add("follow", { user: call.account.id, target: target.id });
    tell(call, "user.followed", target);
    return noContent();
  }),
  operation("users/unfollow", (call) => {
    const target = userIn(call);
    const row = find(call, call.account, target);
    if (row === undefined) return noContent();
    call.draft.remove("follow", row.id);
    tell(call, "user.unfollowed", target);
    return noContent();
  }),
];

function find({ draft }: RestCall, user: AccountRow, target: AccountRow): FollowRow | undefined {
  return draft.named("follow", numberWithin(target.id, user.id));
}

function followers(call: RestCall, { id }: AccountRow): RestAnswer {
  return listed(call, call.draft.list("follow", id), ({ user }) =>
    simpleUser(accountOf(call.draft, user), call.urls),
  );
}

function following(call: RestCall, { id }: AccountRow): RestAnswer {
  return listed(call, call.draft.list("follow", ofUser(id)), ({ target }) =>
    simpleUser(accountOf(call.draft, target), call.urls),
  );
}

function check(call: RestCall, user: AccountRow, target: AccountRow): RestAnswer {
  if (find(call, user, target) === undefined) throw notFound();
  return noContent();
}

function tell(call: RestCall, type: string, { login }: AccountRow): void {
  call.draft.emit(type, { actor: call.account.login, repository: null, facts: { user: login } });
}
