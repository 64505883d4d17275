import { hash } from "../hash.ts";
import { ApiProblem } from "../rest/problem.ts";
import type { TokenRow } from "../state/rows.ts";
import type { View } from "../state/view.ts";
import { anonymous, type Actor } from "./actor.ts";

/** What resolving a caller needs besides the state. */
export interface ActorFacts {
  /** The header as sent; undefined: there is none. */
  readonly authorization: string | undefined;
  /** The world's time, RFC 3339. */
  readonly at: string;
  readonly auth: "enforced" | "accept";
}

/** "token x", "Bearer x" and "Basic base64(any:x)" carry a token; a user's name alone may be one as well. */
const scheme = /^(?:token|bearer)\s+(\S+)\s*$/i;

/**
 * Says who calls.
 * @throws ApiProblem 401 Bad credentials
 */
export function resolveActor(view: View, facts: ActorFacts): Actor {
  if (facts.authorization === undefined) return anonymous;
  const value = scheme.exec(facts.authorization)?.[1];
  const token = value === undefined ? undefined : view.get("token", tokenHash(value));
  if (token === undefined || token.revoked || (token.expiresAt !== null && token.expiresAt <= facts.at))
    throw badCredentials();
  return actorOf(view, token);
}

/** The key of a token: states hold no secret. */
export function tokenHash(value: string): string {
  return hash.sha256(new TextEncoder().encode(value));
}

/** The token is unknown, expired or revoked. */
export function badCredentials(): ApiProblem {
  return new ApiProblem(401, "Bad credentials", { documentation: "https://docs.github.com/rest" });
}

function actorOf(view: View, token: TokenRow): Actor {
  const account = view.get("account", token.owner) ?? null;
  const installation =
    token.installation === null ? null : (view.get("installation", token.installation) ?? null);
  const app = installation === null ? null : (view.get("app", installation.app) ?? null);
  const bot = app === null ? null : (view.get("account", app.bot) ?? null);
  return {
    kind: installation === null ? "user" : "installation",
    account: bot ?? account,
    token,
    app,
    installation,
    accepted: false,
  };
}
