import type { JsonObject } from "../../core/index.ts";
import type { AppConfig, InstallationConfig, OrganizationConfig, UserConfig } from "./config/accounts.ts";
import type { RateLimitsConfig, TransitionConfig } from "./config/behaviour.ts";
import type { ReleaseConfig, RepositoryConfig } from "./config/repositories.ts";
import type { IssueConfig, PullRequestConfig } from "./config/threads.ts";
import type { TokenConfig } from "./config/tokens.ts";

export type * from "./config/accounts.ts";
export type * from "./config/behaviour.ts";
export type * from "./config/repositories.ts";
export type * from "./config/threads.ts";
export type * from "./config/tokens.ts";

/** What the section `[github]` comes to: data only, every reference checked when the scenario was linked. */
export interface GithubConfig {
  /** Whether the scenario has the section: without it the double takes no part. */
  readonly present: boolean;
  /** "accept": tokens are recorded and marked in the journal, and nothing is refused for their sake. */
  readonly auth: "enforced" | "accept";
  /** Null: a free one. */
  readonly port: number | null;
  readonly users: readonly UserConfig[];
  readonly organizations: readonly OrganizationConfig[];
  readonly repositories: readonly RepositoryConfig[];
  readonly issues: readonly IssueConfig[];
  readonly pullRequests: readonly PullRequestConfig[];
  readonly releases: readonly ReleaseConfig[];
  readonly tokens: readonly TokenConfig[];
  /** Name or value of the token that programs are given. */
  readonly defaultToken: string | null;
  readonly apps: readonly AppConfig[];
  readonly installations: readonly InstallationConfig[];
  readonly rateLimits: RateLimitsConfig;
  readonly transitions: readonly TransitionConfig[];
  /** The stubs as the scenario writes them, for exports; null where code stands in one. They answer as expectations. */
  readonly stubs: readonly (JsonObject | null)[];
}

/** The name under which the double listens, and which its stubs have as target. */
export const githubService = "github";
