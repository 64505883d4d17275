import { validationFailed, ApiProblem } from "../rest/problem.ts";
import type { Draft } from "../state/draft.ts";
import type { AccountRow, RepositoryRow } from "../state/rows.ts";
import { folded, forksOf, nameWithin } from "../state/tables.ts";
import type { View } from "../state/view.ts";
import { roleOf } from "./account-role.ts";
import { addDefaultLabels } from "./default-labels.ts";
import { fullName } from "../rest/find-repository.ts";

/** What of a repository can be set when it is made or changed. */
export type RepositoryFields = Partial<Omit<RepositoryRow, "id" | "owner" | "name" | "createdAt">>;

/** The form in which GitHub takes a name. @example repositoryName("my repo!") // "my-repo-" */
function repositoryName(said: string): string {
  return said.replaceAll(/[^A-Za-z0-9._-]+/g, "-").replace(/\.git$/i, "");
}

const nameLengthMax = 100;

/**
 * Refuses a name that can't be had.
 * @param message of the 422: GitHub says another one where a repository is made than where it is renamed
 * @throws ApiProblem 422
 */
function checkName(
  view: View,
  owner: number,
  name: string,
  { message, self }: { message: string; self?: number },
): void {
  const refuse = (text: string): ApiProblem =>
    new ApiProblem(422, message, {
      errors: [{ resource: "Repository", code: "custom", field: "name", message: text }],
    });
  if (name === "" || name === "." || name === "..")
    throw refuse("name is too short (minimum is 1 character)");
  if (name.length > nameLengthMax) throw refuse(`name is too long (maximum is ${nameLengthMax} characters)`);
  const taken = view.named("repository", nameWithin(owner, name));
  if (taken !== undefined && taken.id !== self) throw refuse("name already exists on this account");
}

/** A repository as it is when nothing else is said of it. */
export function blankRepository({ at }: Draft): Omit<RepositoryRow, "id" | "owner" | "name"> {
  return {
    visibility: "public",
    description: null,
    homepage: null,
    defaultBranch: "main",
    archived: false,
    disabled: false,
    isTemplate: false,
    topics: [],
    language: null,
    hasIssues: true,
    hasProjects: true,
    hasWiki: true,
    hasDiscussions: false,
    allowMergeCommit: true,
    allowSquashMerge: true,
    allowRebaseMerge: true,
    allowAutoMerge: false,
    allowUpdateBranch: false,
    deleteBranchOnMerge: false,
    allowForking: true,
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

/**
 * Makes a repository, with GitHub's labels.
 * @throws ApiProblem 422 where its name can't be
 */
export function createRepository(
  draft: Draft,
  owner: AccountRow,
  said: string,
  fields: RepositoryFields,
): RepositoryRow {
  const name = repositoryName(said);
  checkName(draft, owner.id, name, { message: "Repository creation failed." });
  dropRedirect(draft, owner, name);
  const added = draft.add("repository", { ...blankRepository(draft), ...fields, owner: owner.id, name });
  const repository = draft.change("repository", added, { network: fields.network ?? added.id });
  addDefaultLabels(draft, repository.id);
  return repository;
}

/**
 * Gives a repository another name or owner. Calls by the old one are redirected from then on.
 * @throws ApiProblem 422 where it can't have that name
 */
export function moveRepository(
  draft: Draft,
  repository: RepositoryRow,
  to: { readonly owner: AccountRow; readonly name: string },
): RepositoryRow {
  const name = repositoryName(to.name);
  checkName(draft, to.owner.id, name, { message: "Validation Failed", self: repository.id });
  dropRedirect(draft, to.owner, name);
  const before = folded(fullName(draft, repository));
  // Another way of writing the same name needs no redirect.
  if (before !== folded(`${to.owner.login}/${name}`))
    draft.add("redirect", { name: before, repository: repository.id });
  return draft.change("repository", repository, { owner: to.owner.id, name, updatedAt: draft.at });
}

/** A name that is taken leads nowhere else any more. */
function dropRedirect(draft: Draft, owner: AccountRow, name: string): void {
  const redirect = draft.named("redirect", folded(`${owner.login}/${name}`));
  if (redirect !== undefined) draft.remove("redirect", redirect.id);
}

/**
 * Leaves forks without the repository above them: the oldest takes its place.
 * @param repository one that is going, or that they may not see any more
 */
export function detachForks(draft: Draft, repository: RepositoryRow): void {
  const [first, ...others] = draft.list("repository", forksOf(repository.id));
  if (first === undefined) return;
  draft.change("repository", first, { parent: repository.parent });
  for (const fork of others) draft.change("repository", fork, { parent: first.id });
}

/** Who can't see a repository any more neither stars nor watches it. @param repository one that is private now */
export function loseAudience(draft: Draft, repository: RepositoryRow): void {
  for (const table of ["star", "subscription"] as const) {
    for (const { id, user } of draft.list(table, repository.id)) {
      const account = draft.get("account", user);
      if (account === undefined || roleOf(draft, account, repository) === null) draft.remove(table, id);
    }
  }
}

/**
 * Refuses settings that leave no way to merge.
 * @throws ApiProblem 422
 */
export function checkMergeMethods(repository: RepositoryRow): void {
  const { allowMergeCommit, allowSquashMerge, allowRebaseMerge } = repository;
  if (allowMergeCommit || allowSquashMerge || allowRebaseMerge) return;
  throw validationFailed({
    resource: "Repository",
    code: "custom",
    field: "merge_commit_allowed",
    message: "Sorry, you need to allow at least one merge strategy. (no_merge_method)",
  });
}
