import { anonymous } from "../access/actor.ts";
import { roleIn } from "../access/policy.ts";
import type { RepositoryRole } from "../config.ts";
import type { AccountRow, RepositoryRow } from "../state/rows.ts";
import type { View } from "../state/view.ts";

/** What somebody may do in a repository, whatever they call with; null: they are nobody there. */
export function roleOf(view: View, account: AccountRow, repository: RepositoryRow): RepositoryRole | null {
  return roleIn(view, { ...anonymous, kind: "user", account }, repository);
}
