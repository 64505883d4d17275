import type { Draft } from "../state/draft.ts";
import type { AccountRow, RepositoryRow } from "../state/rows.ts";
import { closeIssue } from "./issues.ts";
import { referencedIssues } from "./references.ts";

/**
 * Closes the open issues that texts say are closed by them ("fixes #3"): what reaches the default branch does what it
 * says. Pull requests are not closed so.
 */
export function closeReferenced(
  draft: Draft,
  actor: AccountRow,
  repository: RepositoryRow,
  texts: readonly (string | null)[],
  commitSha: string | null,
): void {
  for (const text of texts) {
    for (const { issue, closes } of referencedIssues(draft, repository, text)) {
      const current = draft.get("issue", issue.id);
      if (closes && current !== undefined && !current.isPull && current.state === "open")
        closeIssue(draft, actor, current, { commitSha });
    }
  }
}
