import { commitAt, isSha, peel } from "../git/index.ts";
import type { Draft } from "../state/draft.ts";
import type { RepositoryRow } from "../state/rows.ts";
import { refKey } from "../state/tables.ts";
import { objectsOf } from "./objects.ts";
import { rowOf, type View } from "../state/view.ts";

/** What a revision may be short for, in git's order. */
const prefixes = ["", "refs/", "refs/heads/", "refs/tags/"];

/** The SHA that a branch points at; undefined: there is no such branch. @param branch "main" */
export function branchSha(draft: Draft, { id }: RepositoryRow, branch: string): string | undefined {
  return draft.get("ref", refKey(id, `refs/heads/${branch}`))?.sha;
}

/** As `branchSha`, of a branch that is there. @throws Error where it is not: the simulation has lost it */
export function tipOf(view: View, { id }: RepositoryRow, branch: string): string {
  return rowOf(view, "ref", refKey(id, `refs/heads/${branch}`)).sha;
}

/**
 * The commit that a branch, a tag, a reference or a SHA names; undefined: none.
 * @example findCommit(draft, repository, "v1.0.0")
 */
export function findCommit(draft: Draft, repository: RepositoryRow, revision: string): string | undefined {
  const store = objectsOf(draft, repository);
  if (isSha(revision)) return commitAt(store, revision) === undefined ? undefined : revision;
  const name = revision === "HEAD" ? `refs/heads/${repository.defaultBranch}` : revision;
  for (const prefix of prefixes) {
    const ref = draft.get("ref", refKey(repository.id, prefix + name));
    const sha = ref === undefined ? undefined : peel(store, ref.sha)?.sha;
    if (sha !== undefined) return commitAt(store, sha) === undefined ? undefined : sha;
  }
  return /^[0-9a-f]{7,39}$/.test(revision) ? abbreviated(draft, repository, revision) : undefined;
}

/** Exactly one commit whose SHA begins so. */
function abbreviated(draft: Draft, { network }: RepositoryRow, start: string): string | undefined {
  const found = draft
    .list("object")
    .filter((one) => one.type === "commit" && one.network === network && one.sha.startsWith(start));
  return found.length === 1 ? found[0]?.sha : undefined;
}
