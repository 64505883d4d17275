import type { Draft } from "../state/draft.ts";
import type { AccountRow, RepositoryRow } from "../state/rows.ts";
import { closeIssue } from "./issues.ts";
import { commitsBetween } from "./pull-content.ts";
import { referencedIssues } from "./references.ts";

/** Commits that reached a branch. */
export interface Reached {
  readonly repository: RepositoryRow;
  readonly before: string;
  readonly after: string;
  readonly actor: AccountRow;
}

/** Closes the issues that commits say they fix, now that they have reached the default branch. */
export function closeByCommits(draft: Draft, { repository, before, after, actor }: Reached): void {
  for (const { sha, commit } of commitsBetween(draft, repository, before, after))
    closeReferenced(draft, actor, repository, commit.message, sha);
}

/**
 * Closes the open issues that a text says are closed by it ("fixes #3"): what reaches the default branch does what it
 * says. Pull requests are not closed so.
 */
export function closeReferenced(
  draft: Draft,
  actor: AccountRow,
  repository: RepositoryRow,
  text: string | null,
  commitSha: string,
): void {
  for (const { issue, closes } of referencedIssues(draft, repository, text)) {
    const current = draft.get("issue", issue.id);
    if (closes && current !== undefined && !current.isPull && current.state === "open")
      closeIssue(draft, actor, current, { commitSha });
  }
}
