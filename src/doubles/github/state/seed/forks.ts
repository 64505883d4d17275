import type { GithubConfig } from "../../config.ts";
import type { Draft } from "../draft.ts";
import type { RepositoryRow } from "../rows.ts";
import { folded, nameWithin } from "../tables.ts";
import { rowNamed, rowOf } from "../view.ts";

/** Says of forks what they are forks of: before any of them has objects, since they share those. */
export function seedForks(draft: Draft, { repositories }: GithubConfig): void {
  for (const { owner, name, forkOf } of repositories) {
    if (forkOf === null) continue;
    const fork = repositoryOf(draft, `${owner}/${name}`);
    draft.change("repository", fork, { parent: repositoryOf(draft, forkOf).id });
  }
  for (const row of draft.list("repository")) {
    const network = rootOf(draft, row).id;
    if (row.network !== network) draft.change("repository", row, { network });
  }
}

/** The repository of "owner/name", which the scenario declares. @throws Error where it does not */
export function repositoryOf(draft: Draft, fullName: string): RepositoryRow {
  const [owner = "", name = ""] = fullName.split("/");
  return rowNamed(draft, "repository", nameWithin(rowNamed(draft, "account", folded(owner)).id, name));
}

/** A ring of forks has no root: whoever is met twice counts. */
function rootOf(draft: Draft, row: RepositoryRow): RepositoryRow {
  const met = new Set<number>();
  let root = row;
  while (root.parent !== null && !met.has(root.id)) {
    met.add(root.id);
    root = rowOf(draft, "repository", root.parent);
  }
  return root;
}
