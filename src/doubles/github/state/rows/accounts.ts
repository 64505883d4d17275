import type { PermissionLevel, RepositoryRole } from "../../config.ts";

/** A user, an organization or an app's bot. */
export interface AccountRow {
  readonly id: number;
  readonly type: "User" | "Organization" | "Bot";
  readonly login: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly bio: string | null;
  readonly company: string | null;
  readonly blog: string | null;
  readonly location: string | null;
  readonly description: string | null;
  readonly siteAdmin: boolean;
  /** Organizations: what members may do in their repositories. */
  readonly defaultPermission: "none" | "read" | "write" | "admin";
  readonly twitterUsername?: string | null;
  readonly hireable?: boolean | null;
  /** Organizations: what was set of their other settings, by its published name. */
  readonly settings?: Readonly<Record<string, string | boolean>>;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** Somebody in an organization. */
export interface MembershipRow {
  readonly id: number;
  readonly organization: number;
  readonly user: number;
  readonly role: "member" | "admin";
  readonly state: "active" | "pending";
  readonly isPublic: boolean;
  /** Who invited them, and when; absent: they have always been there. */
  readonly invited?: { readonly by: number; readonly at: string };
}

/** Somebody who follows somebody. */
export interface FollowRow {
  readonly id: number;
  readonly user: number;
  readonly target: number;
}

/** A team. */
export interface TeamRow {
  readonly id: number;
  readonly organization: number;
  readonly name: string;
  readonly slug: string;
  readonly description: string | null;
  readonly privacy: "secret" | "closed";
  readonly notification: "notifications_enabled" | "notifications_disabled";
  readonly parent: number | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** Somebody in a team. */
export interface TeamMemberRow {
  readonly id: number;
  readonly team: number;
  readonly user: number;
  readonly role: "member" | "maintainer";
}

/** What a team may do in a repository. */
export interface TeamRepositoryRow {
  readonly id: number;
  readonly team: number;
  readonly repository: number;
  readonly role: RepositoryRole;
}

/** A webhook: kept as data; nothing is sent yet. `owner` is "repository:5" or "organization:7". Holds no secret. */
export interface HookRow {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
  readonly active: boolean;
  readonly events: readonly string[];
  readonly url: string;
  readonly contentType: "json" | "form";
  readonly insecureSsl: "0" | "1";
  readonly hasSecret: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A GitHub App. */
export interface AppRow {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly owner: number;
  /** Its bot's account, "slug[bot]". */
  readonly bot: number;
  readonly permissions: Readonly<Record<string, PermissionLevel>>;
  readonly events: readonly string[];
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** An app on an account. */
export interface InstallationRow {
  readonly id: number;
  readonly app: number;
  readonly account: number;
  /** Null: all of the account's. */
  readonly repositories: readonly number[] | null;
  readonly permissions: Readonly<Record<string, PermissionLevel>>;
  readonly suspendedAt: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A token as the state knows it: never its value, only the SHA-256 of it. */
export interface TokenRow {
  readonly hash: string;
  /** How the scenario and the journal call it. */
  readonly name: string;
  readonly kind: "classic" | "fine-grained" | "oauth" | "app-user" | "installation" | "actions";
  /** Account of its owner. */
  readonly owner: number;
  readonly permissions: Readonly<Record<string, PermissionLevel>> | null;
  readonly scopes: readonly string[] | null;
  /** Ids of repositories; null: all that the owner may see. */
  readonly repositories: readonly number[] | null;
  readonly repositoryVisibility: "all" | "public" | "private" | null;
  readonly expiresAt: string | null;
  readonly revoked: boolean;
  readonly installation: number | null;
}
