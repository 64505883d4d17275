import type { RepositoryRow } from "../state/rows.ts";
import { numberWithin } from "../state/tables.ts";
import type { View } from "../state/view.ts";

/** What an author is to the repository in which something of theirs stands. */
export type Association = "OWNER" | "MEMBER" | "COLLABORATOR" | "CONTRIBUTOR" | "NONE";

/** `author-association`: the closest one counts. A contributor has a merged pull request. */
export function associationOf(view: View, repository: RepositoryRow, author: number): Association {
  if (author === repository.owner) return "OWNER";
  const within = (id: number): string => numberWithin(id, author);
  if (view.named("membership", within(repository.owner))?.state === "active") return "MEMBER";
  if (view.named("collaborator", within(repository.id)) !== undefined) return "COLLABORATOR";
  const contributed = view
    .list("pull", repository.id)
    .some(({ merged, id }) => merged && view.get("issue", id)?.author === author);
  return contributed ? "CONTRIBUTOR" : "NONE";
}
