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
