import { fromBase64, textOf } from "../../../core/index.ts";
import { parseTime } from "../../../engine/index.ts";
import { hash } from "../hash.ts";
import { ApiProblem } from "../rest/problem.ts";
import type { AccountRow, TokenRow } from "../state/rows.ts";
import { folded } from "../state/tables.ts";
import { rowOf, type View } from "../state/view.ts";
import { anonymous, type Actor } from "./actor.ts";

/** What resolving a caller needs besides the state. */
export interface ActorFacts {
  /** The header as sent; undefined: there is none. */
  readonly authorization: string | undefined;
  /** The world's time, RFC 3339. */
  readonly at: string;
  readonly auth: "enforced" | "accept";
}

/** Login of the bot in whose name workflows act. */
export const actionsBot = "github-actions[bot]";

/**
 * Says who calls. A token that is enforced has to be declared, and neither expired nor revoked; one that is only
 * recorded stands for its owner, and everybody else for the first user.
 * @throws ApiProblem 401 Bad credentials; 403 where the installation is suspended; 501 for an app's own JSON web token
 */
export function resolveActor(view: View, facts: ActorFacts): Actor {
  const value = facts.authorization === undefined ? undefined : tokenIn(facts.authorization);
  const token = value === undefined ? undefined : view.get("token", tokenHash(value));
  if (facts.auth === "accept") return acceptedActor(view, token);
  if (facts.authorization === undefined) return anonymous;
  if (token === undefined && value?.startsWith("eyJ") === true) throw appsAreNotSimulated();
  if (token === undefined || token.revoked || hasEnded(token, facts.at)) throw badCredentials();
  const actor = actorOf(view, token);
  if (actor.installation !== null && actor.installation.suspendedAt !== null)
    throw new ApiProblem(403, "This installation has been suspended");
  return actor;
}

const scheme = /^(?:token|bearer)\s+(\S+)\s*$/i;
const basic = /^basic\s+(\S+)\s*$/i;

/**
 * The token that a header carries: "token x", "Bearer x", or "Basic" with the token as password or, where there is none
 * or it is "x-oauth-basic", as the name. Undefined: it carries none.
 */
function tokenIn(authorization: string): string | undefined {
  const plain = scheme.exec(authorization)?.[1];
  if (plain !== undefined) return plain;
  const encoded = basic.exec(authorization)?.[1];
  if (encoded === undefined) return undefined;
  const bytes = fromBase64(encoded);
  const pair = bytes === undefined ? undefined : textOf(bytes);
  const colon = pair?.indexOf(":") ?? -1;
  if (pair === undefined || colon < 0) return undefined;
  const password = pair.slice(colon + 1);
  const carried = password === "" || password === "x-oauth-basic" ? pair.slice(0, colon) : password;
  return carried === "" ? undefined : carried;
}

/** The key of a token: states hold no secret. */
export function tokenHash(value: string): string {
  return hash.sha256(new TextEncoder().encode(value));
}

/** The token is unknown, expired or revoked. */
function badCredentials(): ApiProblem {
  return new ApiProblem(401, "Bad credentials", { documentation: "https://docs.github.com/rest" });
}

/** GitHub would read the token. What it would find wrong with it can't be said, so its words for that are not used. */
function appsAreNotSimulated(): ApiProblem {
  return new ApiProblem(
    501,
    "backlot does not simulate apps that sign in with a JSON web token yet. Declare a token of the installation in the scenario.",
  );
}

/** Times are compared as times: scenarios write them with an offset. */
function hasEnded({ expiresAt }: TokenRow, at: string): boolean {
  return expiresAt !== null && (parseTime(expiresAt) as number) <= (parseTime(at) as number);
}

function actorOf(view: View, token: TokenRow): Actor {
  const owner = rowOf(view, "account", token.owner);
  const installation = token.installation === null ? null : rowOf(view, "installation", token.installation);
  const app = installation === null ? null : rowOf(view, "app", installation.app);
  const bot = botOf(view, token, app?.bot);
  return {
    kind: bot === null ? "user" : "installation",
    account: bot ?? owner,
    token,
    app,
    installation,
    accepted: false,
  };
}

/**
 * The bot that a token acts as. A token that is called one of an installation, but belongs to none, acts as its owner.
 * App users act as themselves, however narrow the installation is.
 */
function botOf(view: View, token: TokenRow, bot: number | undefined): AccountRow | null {
  if (token.kind === "actions") return view.named("account", folded(actionsBot)) as AccountRow;
  if (token.kind === "app-user" || bot === undefined) return null;
  return rowOf(view, "account", bot);
}

/** Nothing is verified: nobody in particular is the first user, as programs that were written for such doubles expect. */
function acceptedActor(view: View, token: TokenRow | undefined): Actor {
  if (token !== undefined) return { ...actorOf(view, token), accepted: true };
  const first = view.list("account").find(({ type }) => type === "User") ?? null;
  return { ...anonymous, kind: first === null ? "anonymous" : "user", account: first, accepted: true };
}
