import { accountByEmail } from "../domain/people.ts";
import { walk, type GitObject } from "../git/index.ts";
import type { RepositoryRow } from "../state/rows.ts";
import { numberWithin, objectKey, refKey } from "../state/tables.ts";
import { rowOf, type View } from "../state/view.ts";

/** What an author is to the repository in which something of theirs stands. */
export type Association = "OWNER" | "MEMBER" | "COLLABORATOR" | "CONTRIBUTOR" | "NONE";

/**
 * `author-association`: the closest one counts. A contributor has a merged pull request, or is the author of a commit of
 * the default branch.
 */
export function associationOf(view: View, repository: RepositoryRow, author: number): Association {
  if (author === repository.owner) return "OWNER";
  const within = (id: number): string => numberWithin(id, author);
  if (view.named("membership", within(repository.owner))?.state === "active") return "MEMBER";
  if (view.named("collaborator", within(repository.id)) !== undefined) return "COLLABORATOR";
  const merged = view
    .list("pull", repository.id)
    .some((pull) => pull.merged && view.get("issue", pull.id)?.author === author);
  return merged || hasCommitted(view, repository, author) ? "CONTRIBUTOR" : "NONE";
}

function hasCommitted(view: View, repository: RepositoryRow, author: number): boolean {
  const ref = view.get("ref", refKey(repository.id, `refs/heads/${repository.defaultBranch}`));
  if (ref === undefined) return false;
  return addressesBefore(view, repository, ref.sha).some(
    (address) => accountByEmail(view, address)?.id === author,
  );
}

/** By the newest commit, whose past never changes. */
const addresses = new WeakMap<GitObject, readonly string[]>();

/** The addresses of all authors of a commit and those before it. */
function addressesBefore(view: View, { network }: RepositoryRow, sha: string): readonly string[] {
  const get = (id: string): GitObject | undefined => view.get("object", objectKey(network, id));
  const head = rowOf(view, "object", objectKey(network, sha));
  const known = addresses.get(head);
  if (known !== undefined) return known;
  const found = [...new Set(Array.from(walk({ get }, { from: [sha] }), ({ commit }) => commit.author.email))];
  addresses.set(head, found);
  return found;
}
