import type { TokenKind } from "../config.ts";

interface Kind {
  readonly prefix: string;
  /** Classic and OAuth tokens have scopes; all others have permissions. */
  readonly scopes: boolean;
  /** How GitHub calls who carries it, where it refuses. */
  readonly caller: "personal access token" | "integration";
}

const kinds: Readonly<Record<TokenKind, Kind>> = {
  classic: { prefix: "ghp_", scopes: true, caller: "personal access token" },
  "fine-grained": { prefix: "github_pat_", scopes: false, caller: "personal access token" },
  oauth: { prefix: "gho_", scopes: true, caller: "personal access token" },
  "app-user": { prefix: "ghu_", scopes: false, caller: "integration" },
  installation: { prefix: "ghs_", scopes: false, caller: "integration" },
  actions: { prefix: "ghs_", scopes: false, caller: "integration" },
};

/** Kinds that a scenario may say. */
export const tokenKinds = Object.keys(kinds) as readonly TokenKind[];

/**
 * The kind that a token's value proposes by its prefix. Whatever has none that is known is a classic token, as the 40
 * hexadecimal digits are that GitHub gave before there were prefixes. "actions" has to be said: its prefix is that of
 * installations.
 * @example proposedKind("ghs_123") // "installation"
 */
export function proposedKind(value: string): TokenKind {
  return tokenKinds.find((kind) => value.startsWith(kinds[kind].prefix)) ?? "classic";
}

/** Whether tokens of a kind have scopes; the others have permissions. */
export function hasScopes(kind: TokenKind): boolean {
  return kinds[kind].scopes;
}

/** How GitHub calls who carries a token of a kind: "Resource not accessible by personal access token". */
export function callerOf(kind: TokenKind): Kind["caller"] {
  return kinds[kind].caller;
}

/** What a value of a kind begins with. */
export function prefixOf(kind: TokenKind): string {
  return kinds[kind].prefix;
}
