import type { JsonObject, Place } from "../../core/index.ts";

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

/** What somebody may do in a repository, from least to most. */
export type RepositoryRole = "read" | "triage" | "write" | "maintain" | "admin";

/** A repository with what its history holds. */
export interface RepositoryConfig {
  readonly owner: string;
  readonly name: string;
  readonly id: number | null;
  readonly visibility: "public" | "private" | "internal";
  readonly description: string | null;
  readonly homepage: string | null;
  readonly defaultBranch: string;
  /** A SHA that the scenario says its newest commit has; kept for imported states, where no content says it. */
  readonly sha: string | null;
  readonly archived: boolean;
  readonly isTemplate: boolean;
  readonly topics: readonly string[];
  readonly labels: readonly LabelConfig[];
  readonly milestones: readonly {
    readonly title: string;
    readonly description: string | null;
    readonly dueOn: string | null;
    readonly state: "open" | "closed";
  }[];
  /** Files of the first commit of the default branch; empty: the repository is empty. */
  readonly files: readonly FileConfig[];
  /** Further commits, oldest first. */
  readonly commits: readonly CommitConfig[];
  readonly branches: readonly BranchConfig[];
  readonly tags: readonly {
    readonly name: string;
    readonly target: string | null;
    readonly message: string | null;
  }[];
  readonly protection: Readonly<Record<string, ProtectionConfig>>;
  readonly collaborators: Readonly<Record<string, RepositoryRole>>;
  readonly hooks: readonly {
    readonly url: string;
    readonly events: readonly string[];
    readonly active: boolean;
    readonly contentType: "json" | "form";
  }[];
  /** "owner/name" of the repository it is a fork of. */
  readonly forkOf: string | null;
  /** Names it had before: calls to them are redirected. */
  readonly formerNames: readonly string[];
  readonly settings: {
    readonly hasIssues: boolean;
    readonly hasProjects: boolean;
    readonly hasWiki: boolean;
    readonly hasDiscussions: boolean;
    readonly allowMergeCommit: boolean;
    readonly allowSquashMerge: boolean;
    readonly allowRebaseMerge: boolean;
    readonly allowAutoMerge: boolean;
    readonly deleteBranchOnMerge: boolean;
    readonly allowForking: boolean;
  };
  readonly at: Place;
}

/** A file of a commit; bytes as lossless text (core/bytes.ts). */
export interface FileConfig {
  readonly path: string;
  readonly content: string;
  readonly mode: "100644" | "100755" | "120000";
}

/** A commit on a branch. */
export interface CommitConfig {
  readonly message: string;
  /** Null: the default branch. */
  readonly branch: string | null;
  readonly files: readonly FileConfig[];
  readonly remove: readonly string[];
  /** Login of its author; null: the repository's owner, or the first user. */
  readonly author: string | null;
  /** RFC 3339; null: the world's start. */
  readonly date: string | null;
}

/** A branch beside the default branch. */
export interface BranchConfig {
  readonly name: string;
  /** Branch or tag it starts from; null: the default branch. */
  readonly from: string | null;
  /** Changed by one commit on top. */
  readonly files: readonly FileConfig[];
  readonly remove: readonly string[];
  /** A SHA that the scenario says; kept for imported states, where no content says it. */
  readonly sha: string | null;
  readonly message: string | null;
}

/** A label. Colours have six hexadecimal digits without "#". */
export interface LabelConfig {
  readonly name: string;
  readonly color: string;
  readonly description: string | null;
}

/** What protects a branch. */
export interface ProtectionConfig {
  readonly checks: readonly string[];
  readonly strict: boolean;
  /** Approving reviews that a pull request needs; null: no reviews are required. */
  readonly reviews: number | null;
  readonly dismissStaleReviews: boolean;
  readonly codeOwnerReviews: boolean;
  readonly enforceAdmins: boolean;
  readonly linearHistory: boolean;
  readonly allowForcePushes: boolean;
  readonly allowDeletions: boolean;
  /** Logins that may push; null: everybody with write access. */
  readonly restrictions: readonly string[] | null;
}

/** What issues and pull requests have in common. */
export interface IssueConfig {
  /** "owner/name". */
  readonly repository: string;
  /** Null: the next free one. */
  readonly number: number | null;
  readonly title: string;
  readonly body: string | null;
  readonly state: "open" | "closed";
  readonly stateReason: "completed" | "not_planned" | "reopened" | null;
  /** Login; null: the repository's owner, or the first user. */
  readonly author: string | null;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
  readonly milestone: string | null;
  readonly locked: boolean;
  readonly comments: readonly { readonly author: string | null; readonly body: string }[];
  readonly at: Place;
}

/** A pull request. */
export interface PullRequestConfig extends Omit<IssueConfig, "stateReason"> {
  /** Branch, or "owner:branch" of a fork. */
  readonly head: string;
  readonly base: string;
  readonly draft: boolean;
  readonly merged: boolean;
  readonly reviews: readonly {
    readonly author: string;
    readonly state: "APPROVED" | "CHANGES_REQUESTED" | "COMMENTED";
    readonly body: string | null;
  }[];
  readonly requestedReviewers: readonly string[];
  /** Checks of its head: conclusion by name. */
  readonly checks: Readonly<Record<string, string>>;
}

/** A release. */
export interface ReleaseConfig {
  readonly repository: string;
  readonly tag: string;
  readonly target: string | null;
  readonly name: string | null;
  readonly body: string | null;
  readonly draft: boolean;
  readonly prerelease: boolean;
  readonly author: string | null;
  readonly assets: readonly {
    readonly name: string;
    readonly content: string;
    readonly contentType: string;
  }[];
  readonly at: Place;
}

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

/** How often the API may be called. Null: GitHub's own numbers. */
export interface RateLimitsConfig {
  /** Limit by resource ("core", "search"), for every actor. */
  readonly limits: Readonly<Record<string, number>>;
  /** Answers that refuse with the secondary limit: how many calls are let through before, and how many are refused. */
  readonly secondary: {
    readonly after: number;
    readonly times: number;
    readonly retryAfterSeconds: number;
  } | null;
}

/** Something that happens by itself, once: after a number of calls, or when an event has happened. */
export interface TransitionConfig {
  readonly name: string;
  readonly when:
    | {
        readonly kind: "requests";
        readonly count: number;
        readonly method: string | null;
        readonly path: string | null;
      }
    | { readonly kind: "event"; readonly event: string; readonly repository: string | null };
  /** An operation of the API, done as the given user (or as the repository's owner). */
  readonly request: string;
  readonly body: string | null;
  readonly as: string | null;
  readonly times: number;
  readonly at: Place;
}
