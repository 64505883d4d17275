import type { GithubConfig, RepositoryConfig } from "../../config.ts";
import { blankRepository } from "../../domain/repositories.ts";
import type { Draft, NewRow } from "../draft.ts";
import { folded } from "../tables.ts";
import { rowNamed } from "../view.ts";

/** Repositories, with what hangs on them and needs no git. */
export function seedRepositories(draft: Draft, { repositories }: GithubConfig): void {
  for (const said of [true, false]) {
    for (const one of repositories) if ((one.id !== null) === said) seedRepository(draft, one);
  }
}

function seedRepository(draft: Draft, one: RepositoryConfig): void {
  const owner = rowNamed(draft, "account", folded(one.owner));
  const row = rowOf(draft, one, owner.id);
  const added =
    one.id === null ? draft.add("repository", row) : draft.put("repository", { id: one.id, ...row });
  const repository = draft.change("repository", added, { network: added.id });
  for (const { name, color, description } of one.labels)
    draft.add("label", { repository: repository.id, name, color, description, isDefault: false });
  for (const name of one.formerNames)
    draft.add("redirect", { name: folded(name), repository: repository.id });
  for (const [login, role] of Object.entries(one.collaborators)) {
    const user = rowNamed(draft, "account", folded(login));
    draft.add("collaborator", { repository: repository.id, user: user.id, role });
  }
}

function rowOf(draft: Draft, one: RepositoryConfig, owner: number): NewRow<"repository"> {
  const { name, visibility, description, homepage, defaultBranch, archived, isTemplate, topics } = one;
  const said = { name, visibility, description, homepage, defaultBranch, archived, isTemplate, topics };
  return { ...blankRepository(draft), ...said, ...one.settings, owner };
}
