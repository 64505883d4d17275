import type { GithubConfig, RepositoryConfig } from "../../config.ts";
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

function rowOf({ at }: Draft, one: RepositoryConfig, owner: number): NewRow<"repository"> {
  return {
    owner,
    name: one.name,
    visibility: one.visibility,
    description: one.description,
    homepage: one.homepage,
    defaultBranch: one.defaultBranch,
    archived: one.archived,
    disabled: false,
    isTemplate: one.isTemplate,
    topics: one.topics,
    language: null,
    ...one.settings,
    allowUpdateBranch: false,
    webCommitSignoffRequired: false,
    squashMergeCommitTitle: "COMMIT_OR_PR_TITLE",
    squashMergeCommitMessage: "COMMIT_MESSAGES",
    mergeCommitTitle: "MERGE_MESSAGE",
    mergeCommitMessage: "PR_TITLE",
    parent: null,
    network: 0,
    lastNumber: 0,
    createdAt: at,
    updatedAt: at,
    pushedAt: at,
  };
}
