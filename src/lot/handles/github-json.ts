/**
 * GitHub's own JSON, as tests read it: the fields that tests ask for most, typed; all others are there as well, as
 * GitHub's description of its REST API has them.
 */
interface Answer {
  readonly id: number;
  readonly node_id: string;
  readonly url: string;
  readonly [field: string]: unknown;
}

/** Somebody, as they stand in other things. */
export interface GithubActor extends Answer {
  readonly login: string;
  readonly type: string;
}

/** A user or an organization. */
export interface GithubAccount extends GithubActor {
  readonly name: string | null;
  readonly email: string | null;
  readonly public_repos: number;
}

/** A repository. */
export interface GithubRepository extends Answer {
  readonly name: string;
  readonly full_name: string;
  readonly private: boolean;
  readonly owner: GithubActor;
  readonly description: string | null;
  readonly default_branch: string;
  readonly archived: boolean;
  readonly visibility: string;
  readonly topics: readonly string[];
  readonly open_issues_count: number;
}

/** A file; its content is base64. */
export interface GithubContent {
  readonly type: string;
  readonly name: string;
  readonly path: string;
  readonly sha: string;
  readonly size: number;
  readonly content: string;
  readonly encoding: string;
  readonly [field: string]: unknown;
}

/** A branch. */
export interface GithubBranch {
  readonly name: string;
  readonly protected: boolean;
  readonly commit: { readonly sha: string; readonly url: string; readonly [field: string]: unknown };
  readonly [field: string]: unknown;
}

/** A label, as issues have it. */
export interface GithubLabel {
  readonly name: string;
  readonly color: string;
  readonly [field: string]: unknown;
}

/** An issue. */
export interface GithubIssue extends Answer {
  readonly number: number;
  readonly title: string;
  readonly body: string | null;
  readonly state: string;
  readonly state_reason: string | null;
  readonly user: GithubActor;
  readonly labels: readonly GithubLabel[];
  readonly assignees: readonly GithubActor[];
  readonly comments: number;
  readonly locked: boolean;
}

/** A pull request. */
export interface GithubPull extends Answer {
  readonly number: number;
  readonly title: string;
  readonly body: string | null;
  readonly state: string;
  readonly draft: boolean;
  readonly merged: boolean;
  readonly mergeable: boolean | null;
  readonly mergeable_state: string;
  readonly merge_commit_sha: string | null;
  readonly user: GithubActor;
  readonly labels: readonly GithubLabel[];
  readonly head: {
    readonly ref: string;
    readonly sha: string;
    readonly label: string;
    readonly [field: string]: unknown;
  };
  readonly base: {
    readonly ref: string;
    readonly sha: string;
    readonly label: string;
    readonly [field: string]: unknown;
  };
}

/** A release. */
export interface GithubRelease extends Answer {
  readonly tag_name: string;
  readonly target_commitish: string;
  readonly name: string | null;
  readonly body: string | null;
  readonly draft: boolean;
  readonly prerelease: boolean;
  readonly assets: readonly {
    readonly name: string;
    readonly size: number;
    readonly [field: string]: unknown;
  }[];
}
