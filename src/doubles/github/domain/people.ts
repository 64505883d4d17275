import type { GitPerson } from "../git/index.ts";
import type { AccountRow } from "../state/rows.ts";
import type { View } from "../state/view.ts";
import { secondsOf } from "./times.ts";

/** The address that stands for an account which keeps its own to itself. */
export function emailOf({ email, id, login }: AccountRow): string {
  return email ?? `${id}+${login}@users.noreply.github.com`;
}

/** An account as the author of a commit. @param at RFC 3339 */
export function personOf(account: AccountRow, at: string): GitPerson {
  return {
    name: account.name ?? account.login,
    email: emailOf(account),
    seconds: secondsOf(at) as number,
    zone: "+0000",
  };
}

/** GitHub itself, which commits what is merged on its pages. @param at RFC 3339 */
export function webFlow(at: string): GitPerson {
  return { name: "GitHub", email: "noreply@github.com", seconds: secondsOf(at) as number, zone: "+0000" };
}

const noreply = /^(?:(\d+)\+)?([^@]+)@users\.noreply\.github\.com$/i;

/** The account that an address of a commit belongs to; undefined: nobody's. */
export function accountByEmail(view: View, email: string): AccountRow | undefined {
  const [, id, login] = noreply.exec(email) ?? [];
  if (id !== undefined) return view.get("account", Number(id));
  if (login !== undefined) return view.named("account", login.toLowerCase());
  const folded = email.toLowerCase();
  return view.list("account").find((one) => one.email?.toLowerCase() === folded);
}
