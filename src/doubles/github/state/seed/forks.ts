import type { GithubConfig } from "../../config.ts";
import { repositoryNamed } from "../../rest/find-repository.ts";
import type { Draft } from "../draft.ts";
import type { RepositoryRow } from "../rows.ts";

/** Says of forks what they are forks of: before any of them has objects, since they share those. */
export function seedForks(draft: Draft, { repositories }: GithubConfig): void {
  for (const { owner, name, forkOf } of repositories) {
    const fork = repositoryNamed(draft, owner, name);
    const parent = forkOf === null ? null : repositoryOf(draft, forkOf);
    if (fork !== null && parent !== null) draft.change("repository", fork, { parent: parent.id });
  }
  for (const row of draft.list("repository")) {
    const network = rootOf(draft, row).id;
    if (row.network !== network) draft.change("repository", row, { network });
  }
}

/** The repository of "owner/name"; null: there is none. */
export function repositoryOf(draft: Draft, fullName: string): RepositoryRow | null {
  const [owner = "", name = ""] = fullName.split("/");
  return repositoryNamed(draft, owner, name);
}

/** A ring of forks has no root: whoever is met twice counts. */
function rootOf(draft: Draft, row: RepositoryRow): RepositoryRow {
  const met = new Set<number>();
  let root = row;
  while (root.parent !== null && !met.has(root.id)) {
    met.add(root.id);
    root = draft.get("repository", root.parent) ?? root;
  }
  return root;
}
