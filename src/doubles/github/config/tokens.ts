import type { Place } from "../../../core/index.ts";

/** Kinds of tokens, which their prefixes propose. */
export type TokenKind = "classic" | "fine-grained" | "oauth" | "app-user" | "installation" | "actions";

/** Levels of a permission, from least to most. */
export type PermissionLevel = "read" | "write" | "admin";

/** A token. */
export interface TokenConfig {
  /** How the scenario and the journal call it: its name, or "octocat's token 1"; never its value. */
  readonly name: string;
  /** What programs send. Made up, well formed, where the scenario gives none. */
  readonly value: string;
  readonly kind: TokenKind;
  /** Login of a user or an organization. */
  readonly owner: string;
  /** Level by permission, "issues"; null: nothing beyond the owner's own limits. Empty: nothing is allowed. */
  readonly permissions: Readonly<Record<string, PermissionLevel>> | null;
  /** Scopes, for the kinds that have them; null: as above. */
  readonly scopes: readonly string[] | null;
  /** "owner/name" in lower case; null: all that the owner may see. */
  readonly repositories: readonly string[] | null;
  readonly repositoryVisibility: "all" | "public" | "private" | null;
  /** RFC 3339. */
  readonly expires: string | null;
  readonly revoked: boolean;
  /** Number of the installation it belongs to, for installation tokens that were declared with one. */
  readonly installation: number | null;
  readonly at: Place;
}
