import type { Draft } from "../state/draft.ts";
import type { RepositoryRow } from "../state/rows.ts";

/** Takes the next number of a repository: issues and pull requests share one sequence. */
export function nextNumber(draft: Draft, repository: number): number {
  const row = draft.get("repository", repository) as RepositoryRow;
  draft.change("repository", row, { lastNumber: row.lastNumber + 1 });
  return row.lastNumber + 1;
}
