import { folded } from "../../state/tables.ts";
import { fullUser } from "../../views/accounts.ts";
import { answered } from "../answer.ts";
import { operation, type Operation } from "../call.ts";
import { notFound } from "../problem.ts";

/** Users. */
export const userOperations: readonly Operation[] = [
  operation("users/get-authenticated", (call) =>
    answered(fullUser(call.draft, call.account, call.urls, true), call.account.updatedAt),
  ),
  operation("users/get-by-username", (call) => {
    const account = call.draft.named("account", folded(call.params["username"] ?? ""));
    if (account === undefined) throw notFound();
    return answered(fullUser(call.draft, account, call.urls, false), account.updatedAt);
  }),
];
