import { hash } from "../hash.ts";
import type { PermissionLevel, TokenConfig, TokenKind } from "../config.ts";
import type { MapContext } from "../../../scenario/index.ts";

const prefixes: readonly (readonly [string, TokenKind])[] = [
  ["github_pat_", "fine-grained"],
  ["ghp_", "classic"],
  ["gho_", "oauth"],
  ["ghu_", "app-user"],
  ["ghs_", "installation"],
];

/** The kind that a token's prefix proposes. */
export function tokenKindOf(value: string): TokenKind {
  return prefixes.find(([prefix]) => value.startsWith(prefix))?.[1] ?? "classic";
}

/** A well-formed value for a token that has none: the same one for the same name. */
export function madeUpToken(kind: TokenKind, name: string): string {
  const prefix = prefixes.find(([, one]) => one === kind)?.[0] ?? "ghs_";
  return prefix + hash.sha256(new TextEncoder().encode(name)).slice(0, 36);
}

const levels: ReadonlySet<string> = new Set<PermissionLevel>(["read", "write", "admin"]);

/** Reads permissions as a scenario writes them; undefined after a finding. */
export function readPermissions(
  texts: readonly string[],
  _kind: TokenKind,
  context: MapContext,
): Pick<TokenConfig, "permissions" | "scopes"> | undefined {
  const permissions: Record<string, PermissionLevel> = {};
  for (const text of texts) {
    const [name = "", level = "write"] = text.split(":");
    if (!levels.has(level)) {
      return context.report("invalid-value", {
        what: `${context.path}: ${text} has no level that GitHub knows`,
      });
    }
    permissions[name] = level as PermissionLevel;
  }
  return { permissions, scopes: null };
}
