import type { Draft } from "../state/draft.ts";
import type { AccountRow, RepositoryRow } from "../state/rows.ts";
import { inNetwork, nameWithin } from "../state/tables.ts";
import { createRepository } from "./repositories.ts";

/** How a fork is to be. */
export interface ForkInput {
  readonly owner: AccountRow;
  /** Undefined: the repository's. */
  readonly name: string | undefined;
  readonly defaultBranchOnly: boolean;
}

/** A repository's fork in an account; the repository itself where that is its owner. */
export function forkIn(draft: Draft, repository: RepositoryRow, owner: number): RepositoryRow | undefined {
  return draft.list("repository", inNetwork(repository.network)).find((one) => one.owner === owner);
}

/** Makes a fork: it shares the objects, and has references of its own. */
export function forkRepository(draft: Draft, repository: RepositoryRow, input: ForkInput): RepositoryRow {
  const { owner, defaultBranchOnly } = input;
  const { visibility, description, homepage, defaultBranch, language, pushedAt, network } = repository;
  const fork = createRepository(draft, owner, input.name ?? freeName(draft, owner, repository.name), {
    visibility,
    description,
    homepage,
    defaultBranch,
    language,
    pushedAt,
    network,
    parent: repository.id,
    hasIssues: false,
  });
  const only = `refs/heads/${defaultBranch}`;
  for (const { name, sha } of draft.list("ref", repository.id)) {
    const copied = defaultBranchOnly ? name === only : /^refs\/(?:heads|tags)\//.test(name);
    if (copied) draft.put("ref", { repository: fork.id, name, sha });
  }
  return fork;
}

/** "demo", or "demo-1" where the account has a repository of that name that is no fork of this one. */
function freeName(draft: Draft, owner: AccountRow, name: string): string {
  let free = name;
  for (let count = 1; draft.named("repository", nameWithin(owner.id, free)) !== undefined; count += 1)
    free = `${name}-${count}`;
  return free;
}
