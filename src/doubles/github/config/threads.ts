import type { Place } from "../../../core/index.ts";

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
