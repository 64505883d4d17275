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
