import type { PermissionLevel, RepositoryRole } from "../config.ts";

/**
 * The rows of the state, by table. Rows never change: a write puts another one with the same id. Times are RFC 3339 in
 * UTC with whole seconds, ids count up from 1 within a table unless the scenario says them.
 */

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

/** A git object. Its data is lossless text: see git/. */
export interface ObjectRow {
  readonly sha: string;
  /** Id of the root repository of the forks that share it. */
  readonly network: number;
  readonly type: "blob" | "tree" | "commit" | "tag";
  readonly data: string;
  /** Only where the bytes of a blob are not UTF-8. */
  readonly encoding?: "base64";
}

/** A branch, tag or other reference. */
export interface RefRow {
  readonly repository: number;
  /** "refs/heads/main". */
  readonly name: string;
  readonly sha: string;
}

/** Users, teams and apps that may do something. */
export interface AllowedActors {
  readonly users: readonly number[];
  readonly teams: readonly number[];
  readonly apps: readonly number[];
}

/** What protects a branch. */
export interface ProtectionRow {
  readonly repository: number;
  readonly branch: string;
  readonly requiredStatusChecks: { readonly strict: boolean; readonly contexts: readonly string[] } | null;
  readonly requiredReviews: {
    readonly count: number;
    readonly dismissStale: boolean;
    readonly codeOwners: boolean;
    readonly lastPushApproval: boolean;
    /** Who may dismiss reviews; null: whoever may push. */
    readonly dismissal: AllowedActors | null;
  } | null;
  readonly restrictions: AllowedActors | null;
  readonly enforceAdmins: boolean;
  readonly linearHistory: boolean;
  readonly allowForcePushes: boolean;
  readonly allowDeletions: boolean;
  readonly blockCreations: boolean;
  readonly conversationResolution: boolean;
  readonly lockBranch: boolean;
  readonly allowForkSyncing: boolean;
  readonly requiredSignatures: boolean;
}

/** A label of a repository. */
export interface LabelRow {
  readonly id: number;
  readonly repository: number;
  readonly name: string;
  readonly color: string;
  readonly description: string | null;
  readonly isDefault: boolean;
}

/** A milestone. */
export interface MilestoneRow {
  readonly id: number;
  readonly repository: number;
  readonly number: number;
  readonly title: string;
  readonly description: string | null;
  readonly state: "open" | "closed";
  readonly dueOn: string | null;
  readonly creator: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly closedAt: string | null;
}

/** An issue, or the issue side of a pull request. */
export interface IssueRow {
  readonly id: number;
  readonly repository: number;
  readonly number: number;
  readonly isPull: boolean;
  readonly title: string;
  readonly body: string | null;
  readonly state: "open" | "closed";
  readonly stateReason: "completed" | "not_planned" | "reopened" | "duplicate" | null;
  readonly author: number;
  readonly labels: readonly number[];
  readonly assignees: readonly number[];
  /** Id of a milestone. */
  readonly milestone: number | null;
  readonly locked: boolean;
  readonly lockReason: "off-topic" | "too heated" | "resolved" | "spam" | null;
  readonly comments: number;
  readonly closedBy: number | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly closedAt: string | null;
}

/** The other side of a pull request. Its `id` is that of its issue. */
export interface PullRow {
  readonly id: number;
  readonly repository: number;
  readonly number: number;
  readonly draft: boolean;
  readonly headRef: string;
  /** Null: the fork is gone. */
  readonly headRepository: number | null;
  /** Account in whose name the head is told ("octocat:topic"). */
  readonly headOwner: number;
  readonly headSha: string;
  readonly baseRef: string;
  readonly baseSha: string;
  readonly merged: boolean;
  readonly mergedAt: string | null;
  readonly mergedBy: number | null;
  readonly mergeCommitSha: string | null;
  readonly maintainerCanModify: boolean;
  readonly autoMerge: {
    readonly by: number;
    readonly method: "merge" | "squash" | "rebase";
    readonly title: string | null;
    readonly message: string | null;
  } | null;
  readonly requestedReviewers: readonly number[];
  readonly requestedTeams: readonly number[];
}

/** A comment on an issue or a pull request. */
export interface CommentRow {
  readonly id: number;
  readonly repository: number;
  /** Id of the issue. */
  readonly issue: number;
  readonly author: number;
  readonly body: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A review of a pull request. */
export interface ReviewRow {
  readonly id: number;
  readonly repository: number;
  /** Id of the pull request. */
  readonly pull: number;
  readonly author: number;
  readonly state: "PENDING" | "COMMENTED" | "APPROVED" | "CHANGES_REQUESTED" | "DISMISSED";
  readonly body: string;
  readonly commitSha: string;
  readonly submittedAt: string | null;
  readonly updatedAt: string;
}

/** A comment on a line of a pull request. */
export interface ReviewCommentRow {
  readonly id: number;
  readonly repository: number;
  readonly pull: number;
  readonly review: number | null;
  readonly author: number;
  readonly body: string;
  readonly path: string;
  readonly commitSha: string;
  readonly originalCommitSha: string;
  readonly diffHunk: string;
  /** Null: the line is not in the difference any more, or the comment is about the whole file. */
  readonly line: number | null;
  readonly startLine: number | null;
  readonly side: "LEFT" | "RIGHT";
  readonly startSide: "LEFT" | "RIGHT" | null;
  readonly position: number | null;
  /** Where it was when it was made. */
  readonly originalLine: number | null;
  readonly originalStartLine: number | null;
  readonly originalPosition: number | null;
  readonly subject: "line" | "file";
  readonly inReplyTo: number | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A comment on a commit. */
export interface CommitCommentRow {
  readonly id: number;
  readonly repository: number;
  readonly sha: string;
  readonly author: number;
  readonly body: string;
  readonly path: string | null;
  readonly line: number | null;
  readonly position: number | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A reaction. `of` names what it stands at: "issue:5", "comment:7", "review-comment:1", "commit-comment:2", "release:3". */
export interface ReactionRow {
  readonly id: number;
  readonly of: string;
  readonly user: number;
  readonly content: "+1" | "-1" | "laugh" | "confused" | "heart" | "hooray" | "rocket" | "eyes";
  readonly createdAt: string;
}

/** What one issue is to another: it has it as a sub-issue, or is blocked by it. */
export interface IssueLinkRow {
  readonly id: number;
  readonly kind: "sub-issue" | "blocked-by";
  /** Of the issue. */
  readonly repository: number;
  readonly issue: number;
  readonly other: number;
  /** Sub-issues have an order. */
  readonly position: number;
}

/** What happened to an issue or a pull request, as its timeline tells it. */
export interface TimelineRow {
  readonly id: number;
  readonly repository: number;
  readonly issue: number;
  /** "labeled", "closed", "renamed", "merged", ... */
  readonly event: string;
  readonly actor: number;
  readonly commitSha: string | null;
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
  readonly createdAt: string;
}

/** A commit status. */
export interface StatusRow {
  readonly id: number;
  readonly repository: number;
  readonly sha: string;
  readonly state: "error" | "failure" | "pending" | "success";
  readonly context: string;
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly creator: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** Checks of one app on one commit. */
export interface CheckSuiteRow {
  readonly id: number;
  readonly repository: number;
  readonly sha: string;
  readonly branch: string | null;
  /** Null: none is known. */
  readonly app: number | null;
  /** It was asked for again, and nothing has been said since. */
  readonly rerequested: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** One check. */
export interface CheckRunRow {
  readonly id: number;
  readonly repository: number;
  readonly suite: number;
  readonly sha: string;
  readonly name: string;
  readonly status: "queued" | "in_progress" | "completed" | "waiting" | "requested" | "pending";
  readonly conclusion: string | null;
  readonly externalId: string;
  readonly detailsUrl: string | null;
  readonly output: {
    readonly title: string | null;
    readonly summary: string | null;
    readonly text: string | null;
    readonly annotations: readonly Readonly<Record<string, string | number | null>>[];
  };
  readonly actions: readonly Readonly<Record<string, string>>[];
  readonly startedAt: string | null;
  readonly completedAt: string | null;
}

/** A release. */
export interface ReleaseRow {
  readonly id: number;
  readonly repository: number;
  readonly tag: string;
  readonly target: string;
  readonly name: string | null;
  readonly body: string | null;
  readonly draft: boolean;
  readonly prerelease: boolean;
  readonly makeLatest: "true" | "false" | "legacy";
  readonly author: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly publishedAt: string | null;
}

/** A file of a release; its data is base64. */
export interface AssetRow {
  readonly id: number;
  readonly repository: number;
  readonly release: number;
  readonly name: string;
  readonly label: string | null;
  readonly contentType: string;
  readonly state: "uploaded" | "open";
  readonly bytes: number;
  readonly data: string;
  readonly digest: string;
  readonly downloads: number;
  readonly uploader: number;
  readonly createdAt: string;
  readonly updatedAt: string;
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

/** How often a transition has happened. */
export interface TransitionRow {
  readonly name: string;
  readonly done: number;
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

/** Every table and its rows. */
export interface Rows {
  readonly account: AccountRow;
  readonly membership: MembershipRow;
  readonly team: TeamRow;
  readonly teamMember: TeamMemberRow;
  readonly teamRepository: TeamRepositoryRow;
  readonly repository: RepositoryRow;
  readonly redirect: RedirectRow;
  readonly collaborator: CollaboratorRow;
  readonly invitation: InvitationRow;
  readonly deployKey: DeployKeyRow;
  readonly object: ObjectRow;
  readonly ref: RefRow;
  readonly protection: ProtectionRow;
  readonly label: LabelRow;
  readonly milestone: MilestoneRow;
  readonly issue: IssueRow;
  readonly pull: PullRow;
  readonly comment: CommentRow;
  readonly review: ReviewRow;
  readonly reviewComment: ReviewCommentRow;
  readonly commitComment: CommitCommentRow;
  readonly reaction: ReactionRow;
  readonly issueLink: IssueLinkRow;
  readonly timeline: TimelineRow;
  readonly status: StatusRow;
  readonly checkSuite: CheckSuiteRow;
  readonly checkRun: CheckRunRow;
  readonly release: ReleaseRow;
  readonly asset: AssetRow;
  readonly hook: HookRow;
  readonly app: AppRow;
  readonly installation: InstallationRow;
  readonly token: TokenRow;
  readonly star: StarRow;
  readonly subscription: SubscriptionRow;
  readonly transition: TransitionRow;
}

/** Name of a table. */
export type TableName = keyof Rows;
