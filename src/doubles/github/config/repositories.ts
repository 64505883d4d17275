import type { Place } from "../../../core/index.ts";

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
