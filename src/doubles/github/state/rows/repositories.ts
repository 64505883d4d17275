import type { RepositoryRole } from "../../config.ts";

/** A repository. */
export interface RepositoryRow {
  readonly id: number;
  readonly owner: number;
  readonly name: string;
  readonly visibility: "public" | "private" | "internal";
  readonly description: string | null;
  readonly homepage: string | null;
  readonly defaultBranch: string;
  readonly archived: boolean;
  readonly disabled: boolean;
  readonly isTemplate: boolean;
  readonly topics: readonly string[];
  readonly language: string | null;
  readonly hasIssues: boolean;
  readonly hasProjects: boolean;
  readonly hasWiki: boolean;
  readonly hasDiscussions: boolean;
  readonly allowMergeCommit: boolean;
  readonly allowSquashMerge: boolean;
  readonly allowRebaseMerge: boolean;
  readonly allowAutoMerge: boolean;
  readonly allowUpdateBranch: boolean;
  readonly deleteBranchOnMerge: boolean;
  readonly allowForking: boolean;
  /** Absent: they are on. */
  readonly hasPullRequests?: boolean;
  /** Absent: everybody may open one. */
  readonly pullRequestCreation?: "all" | "collaborators_only";
  /** Whether a part of "security and analysis" is on, by its published name. */
  readonly security?: Readonly<Record<string, boolean>>;
  readonly webCommitSignoffRequired: boolean;
  readonly squashMergeCommitTitle: "PR_TITLE" | "COMMIT_OR_PR_TITLE";
  readonly squashMergeCommitMessage: "PR_BODY" | "COMMIT_MESSAGES" | "BLANK";
  readonly mergeCommitTitle: "PR_TITLE" | "MERGE_MESSAGE";
  readonly mergeCommitMessage: "PR_BODY" | "PR_TITLE" | "BLANK";
  /** The repository it is a fork of. */
  readonly parent: number | null;
  /** The template it was made from. */
  readonly template?: number;
  /** Id of the repository whose objects it shares: its own, or the root of its forks. */
  readonly network: number;
  /** The newest number of its issues and pull requests, which share one sequence. */
  readonly lastNumber: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly pushedAt: string;
}

/** A name that a repository had: calls to it are redirected. */
export interface RedirectRow {
  readonly id: number;
  /** "owner/name" in lower case. */
  readonly name: string;
  readonly repository: number;
}

/** Somebody invited to a repository. */
export interface CollaboratorRow {
  readonly id: number;
  readonly repository: number;
  readonly user: number;
  readonly role: RepositoryRole;
}

/** Who follows a repository with stars or notifications. */
export interface StarRow {
  readonly id: number;
  readonly repository: number;
  readonly user: number;
  readonly createdAt: string;
}

/** Somebody who watches a repository. */
export interface SubscriptionRow {
  readonly id: number;
  readonly repository: number;
  readonly user: number;
  readonly ignored: boolean;
  readonly createdAt: string;
}

/** An invitation to a repository that was not answered. */
export interface InvitationRow {
  readonly id: number;
  readonly repository: number;
  readonly user: number;
  readonly inviter: number;
  readonly role: RepositoryRole;
  readonly createdAt: string;
}

/** A deploy key. */
export interface DeployKeyRow {
  readonly id: number;
  readonly repository: number;
  readonly title: string;
  readonly key: string;
  readonly readOnly: boolean;
  readonly addedBy: number;
  readonly createdAt: string;
}
