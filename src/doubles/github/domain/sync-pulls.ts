import type { AccountRow, RepositoryRow } from "../state/rows.ts";
import type { Draft } from "../state/draft.ts";

/** A reference that has moved. */
export interface Moved {
  readonly repository: RepositoryRow;
  /** "refs/heads/topic". */
  readonly ref: string;
  /** Null: the reference is gone. */
  readonly sha: string | null;
  readonly actor: AccountRow;
}

/** Tells open pull requests that their head or base has moved. */
export function syncPulls(_draft: Draft, _moved: Moved): void {
  // Pull requests follow in rest/pulls.
}
