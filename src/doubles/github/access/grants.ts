import type { PermissionLevel } from "../config.ts";
import type { Actor } from "./actor.ts";
import { reaches } from "./permission-names.ts";
import type { Rule } from "./rules/index.ts";
import { hasScope } from "./scopes.ts";

type Levels = Readonly<Record<string, PermissionLevel>>;

/** What a call is for, as far as a token's limits ask for it. */
export interface Granting {
  readonly rule: Rule;
  readonly writes: boolean;
  /** It reads what everybody may read, without signing in. */
  readonly readsPublic: boolean;
  /** What it is about, or what it makes, is not public. */
  readonly isPrivate: boolean;
  /** The permission sets that hold for it, as in the rule. */
  readonly permissions: string;
}

/**
 * Whether a token's own limits allow a call, whoever its owner is. Permissions and scopes that stand on one token both
 * count: what either of them allows is allowed. Where neither is said, nothing is limited.
 */
export function isGranted(actor: Actor, asked: Granting): boolean {
  const { token } = actor;
  if (asked.permissions === "" && asked.rule.needs === undefined && asked.rule.target !== "repository")
    return true;
  const limits = installed(actor);
  if (limits !== null && !permitted(limits, asked)) return false;
  if (token === null || (token.permissions === null && token.scopes === null)) return true;
  return (
    (token.permissions !== null && permitted(token.permissions, asked)) ||
    (token.scopes !== null && scoped(token.scopes, asked))
  );
}

/**
 * The permissions that an installation has; null: neither it nor its app names any, and so none are missing. An app's
 * own are not asked where the installation's are said.
 */
export function installed({ app, installation }: Pick<Actor, "app" | "installation">): Levels | null {
  if (installation === null) return null;
  const { permissions } = installation;
  const isSilent = Object.keys(permissions).length === 0 && Object.keys(app?.permissions ?? {}).length === 0;
  return isSilent ? null : permissions;
}

/** A token with any permission may read metadata, and what is public. With none it may do nothing. */
function permitted(levels: Levels, { permissions, readsPublic }: Granting): boolean {
  if (Object.keys(levels).length === 0) return false;
  if (readsPublic || permissions === "") return true;
  const all: Levels = { metadata: "read", ...levels };
  return permissions.split("; ").some((set) =>
    set.split(",").every((one) => {
      const [name = "", level] = one.split("=");
      return Object.hasOwn(all, name) && reaches(all[name], level as PermissionLevel);
    }),
  );
}

/** Scopes of a classic token. With none it may do nothing. */
function scoped(scopes: readonly string[], { rule, writes, isPrivate }: Granting): boolean {
  if (scopes.length === 0) return false;
  const wanted = rule.needs?.split(", ") ?? (writes && rule.target === "repository" ? ["public_repo"] : []);
  // On what is private the narrower scope for public repositories is worth nothing.
  const enough = isPrivate ? wanted.map((scope) => (scope === "public_repo" ? "repo" : scope)) : wanted;
  return enough.length === 0 || enough.some((scope) => hasScope(scopes, scope));
}
