import { encodeLossless } from "../../../../core/index.ts";
import { objectsOf } from "../../domain/objects.ts";
import { secondsOf } from "../../domain/times.ts";
import { blobOf, changeTree, commitAt, commitObject, type PathChange } from "../../git/index.ts";
import type { GithubConfig, RepositoryConfig } from "../../config.ts";
import { repositoryNamed } from "../../rest/find-repository.ts";
import type { Draft } from "../draft.ts";
import { refKey } from "../tables.ts";

/** First commits, further commits and branches of repositories. */
export function seedGit(draft: Draft, { repositories }: GithubConfig): void {
  for (const one of repositories) seedHistory(draft, one);
}

function seedHistory(draft: Draft, one: RepositoryConfig): void {
  const repository = repositoryNamed(draft, one.owner, one.name);
  if (repository === null || one.files.length === 0) return;
  const store = objectsOf(draft, repository);
  let seconds = secondsOf(draft.at) ?? 0;
  const commit = (
    branch: string,
    from: string,
    message: string,
    files: RepositoryConfig["files"],
    remove: readonly string[],
  ): void => {
    const parent = draft.get("ref", refKey(repository.id, `refs/heads/${from}`))?.sha;
    const changes = new Map<string, PathChange>();
    for (const { path, content, mode } of files)
      changes.set(path, { mode, sha: store.put(blobOf(encodeLossless(content))) });
    for (const path of remove) changes.set(path, undefined);
    const tree = changeTree(store, parent === undefined ? undefined : commitAt(store, parent)?.tree, changes);
    if (!tree.ok) return;
    const person = { name: one.owner, email: `${one.owner}@example.com`, seconds, zone: "+0000" };
    seconds += 1;
    const sha = store.put(
      commitObject({
        tree: tree.sha,
        parents: parent === undefined ? [] : [parent],
        author: person,
        committer: person,
        message,
      }),
    );
    draft.put("ref", { repository: repository.id, name: `refs/heads/${branch}`, sha });
  };
  commit(one.defaultBranch, one.defaultBranch, "Initial commit", one.files, []);
  for (const { branch, message, files, remove } of one.commits)
    commit(branch ?? one.defaultBranch, branch ?? one.defaultBranch, message, files, remove);
  for (const { name, from, files, remove, message } of one.branches) {
    const start = draft.get("ref", refKey(repository.id, `refs/heads/${from ?? one.defaultBranch}`));
    if (start !== undefined)
      draft.put("ref", { repository: repository.id, name: `refs/heads/${name}`, sha: start.sha });
    if (files.length > 0 || remove.length > 0)
      commit(name, name, message ?? `Work on ${name}`, files, remove);
  }
}
