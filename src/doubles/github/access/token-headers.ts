import { formatTime, parseTime } from "../../../engine/index.ts";
import type { Actor } from "./actor.ts";
import { accessRules } from "./rules/index.ts";
import { allScopes } from "./scopes.ts";
import { hasScopes } from "./token-kinds.ts";

type Headers = readonly (readonly [name: string, value: string])[];

/** What GitHub accepts for a redirect from a repository's old name, whatever is asked of it. */
const movedScopes =
  "admin:repo_hook, delete_repo, read:repo_hook, repo, repo:status, repo_deployment, security_events, write:repo_hook";

/**
 * What every answer to a token tells of it and of what would have done.
 * @param operation published id; undefined: nothing answers there
 */
export function tokenHeaders({ token }: Actor, operation: string | undefined, status: number): Headers {
  if (token === null) return [];
  const rule = operation === undefined ? undefined : accessRules().get(operation);
  const ends: Headers =
    token.expiresAt === null ? [] : [["GitHub-Authentication-Token-Expiration", spaced(token.expiresAt)]];
  if (hasScopes(token.kind)) {
    const moved = status === 301 || status === 307;
    return [
      ["X-OAuth-Scopes", (token.scopes ?? allScopes).toSorted().join(", ")],
      ["X-Accepted-OAuth-Scopes", moved ? movedScopes : (rule?.scopes ?? "")],
      ...ends,
    ];
  }
  if (rule === undefined) return ends;
  const accepted = rule.permissions === "" ? "allows_permissionless_access=true" : rule.permissions;
  return [["X-Accepted-GitHub-Permissions", accepted], ...ends];
}

/** "2025-02-14 10:30:00 UTC" */
function spaced(time: string): string {
  return formatTime(parseTime(time) as number).replace(/^(.{10})T(.{8}).*$/, "$1 $2 UTC");
}
