import type { Place } from "../../../core/index.ts";
import type { RepositoryRole } from "./repositories.ts";
import type { PermissionLevel } from "./tokens.ts";

/** A user. */
export interface UserConfig {
  readonly login: string;
  /** Null: the next free one. */
  readonly id: number | null;
  readonly name: string | null;
  readonly email: string | null;
  readonly bio: string | null;
  readonly company: string | null;
  readonly siteAdmin: boolean;
  readonly at: Place;
}

/** An organization, its members and teams. */
export interface OrganizationConfig {
  readonly login: string;
  readonly id: number | null;
  readonly name: string | null;
  readonly email: string | null;
  readonly description: string | null;
  /** Role by user's login. */
  readonly members: Readonly<Record<string, "member" | "admin">>;
  /** What members may do in its repositories. */
  readonly defaultPermission: "none" | "read" | "write" | "admin";
  readonly teams: readonly TeamConfig[];
  readonly at: Place;
}

/** A team of an organization. */
export interface TeamConfig {
  readonly name: string;
  readonly slug: string;
  readonly description: string | null;
  readonly privacy: "secret" | "closed";
  readonly members: Readonly<Record<string, "member" | "maintainer">>;
  /** Role by repository, "owner/name". */
  readonly repositories: Readonly<Record<string, RepositoryRole>>;
  readonly parent: string | null;
}

/** A GitHub App. */
export interface AppConfig {
  readonly slug: string;
  readonly name: string;
  readonly id: number | null;
  readonly owner: string | null;
  readonly permissions: Readonly<Record<string, PermissionLevel>>;
  readonly events: readonly string[];
  readonly at: Place;
}

/** An app on an account. */
export interface InstallationConfig {
  readonly id: number | null;
  readonly app: string;
  readonly account: string;
  /** "owner/name"; null: all of the account's. */
  readonly repositories: readonly string[] | null;
  readonly permissions: Readonly<Record<string, PermissionLevel>> | null;
  readonly suspended: boolean;
  readonly at: Place;
}
