import type { Draft } from "../draft.ts";
import type { AccountRow, RepositoryRow } from "../rows.ts";
import { folded } from "../tables.ts";

/** The account of a login; where none is said, the repository's owner, or the first user where that is an organization. */
export function authorOf(draft: Draft, login: string | null, repository: RepositoryRow): AccountRow {
  const said = login === null ? undefined : draft.named("account", folded(login));
  const owner = draft.get("account", repository.owner) as AccountRow;
  if (said !== undefined || owner.type === "User") return said ?? owner;
  return draft.list("account").find(({ type }) => type === "User") ?? owner;
}
