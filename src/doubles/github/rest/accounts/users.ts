import { rowOf } from "../../state/view.ts";
import { personOf } from "../../domain/people.ts";
import type { AccountRow } from "../../state/rows.ts";
import { fullUser, simpleUser } from "../../views/accounts.ts";
import { answered, type RestAnswer } from "../answer.ts";
import { checkMail, textOrNull } from "../body.ts";
import { listed, listedSince, operation, type Operation, type RestCall } from "../call.ts";
import { notFound } from "../problem.ts";
import { accountIn } from "./find.ts";

/** Users. */
export const userOperations: readonly Operation[] = [
  operation("users/get-authenticated", (call) =>
    answered(
      fullUser(call.draft, call.account, call.urls, { own: readsUser(call), signedIn: true }),
      call.account.updatedAt,
    ),
  ),
  operation("users/update-authenticated", (call) => {
    const { body, draft } = call;
    const before = rowOf(draft, "account", call.account.id);
    const hireable = body["hireable"];
    checkMail(body, "User", "email");
    const text = (field: string, old: string | null): string | null =>
      body[field] === "" ? null : (textOrNull(body, field) ?? (body[field] === null ? null : old));
    const account = draft.change("account", before, {
      name: text("name", before.name),
      email: text("email", before.email),
      blog: text("blog", before.blog),
      company: text("company", before.company),
      location: text("location", before.location),
      bio: text("bio", before.bio),
      twitterUsername: text("twitter_username", before.twitterUsername ?? null),
      hireable: typeof hireable === "boolean" ? hireable : (before.hireable ?? null),
      updatedAt: draft.at,
    });
    draft.emit("user.updated", {
      actor: account.login,
      repository: null,
      facts: { fields: Object.keys(body).toSorted() },
    });
    return answered(fullUser(draft, account, call.urls, { own: true, signedIn: true }));
  }),
  operation("users/list-emails-for-authenticated-user", (call) => {
    const { email } = call.account;
    const visibility = email === null ? "private" : "public";
    return listed(call, [personOf(call.account, call.draft.at).email], (address) => {
      return { email: address, primary: true, verified: true, visibility };
    });
  }),
  operation("users/get-by-username", (call) => shownToOthers(call, accountIn(call))),
  operation("users/get-by-id", (call) => {
    const account = call.draft.get("account", call.number("account_id"));
    if (account === undefined) throw notFound();
    return shownToOthers(call, account);
  }),
  operation("users/list", (call) =>
    listedSince(
      call,
      call.draft.list("account").filter(({ type }) => type !== "Bot"),
      (account) => simpleUser(account, call.urls),
    ),
  ),
];

/** Tokens with scopes need one for what is private. */
function readsUser({ actor: { token } }: RestCall): boolean {
  const scopes = token?.scopes;
  return (
    scopes === null || scopes === undefined || scopes.some((one) => one === "user" || one === "read:user")
  );
}

function shownToOthers(call: RestCall, account: AccountRow): RestAnswer {
  const seen = { own: false, signedIn: call.actor.account !== null };
  return answered(fullUser(call.draft, account, call.urls, seen), account.updatedAt);
}
