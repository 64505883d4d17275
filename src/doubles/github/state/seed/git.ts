import { encodeLossless } from "../../../../core/index.ts";
import type { GithubConfig, RepositoryConfig } from "../../config.ts";
import { objectsOf } from "../../domain/objects.ts";
import { personOf } from "../../domain/people.ts";
import {
  blobOf,
  changeTree,
  commitAt,
  commitObject,
  isSha,
  tagObject,
  type ObjectStore,
  type PathChange,
} from "../../git/index.ts";
import { historyPlan, type HistoryStep } from "../../history-plan.ts";
import type { Draft } from "../draft.ts";
import type { RepositoryRow } from "../rows.ts";
import { refKey } from "../tables.ts";
import { rowOf } from "../view.ts";
import { authorOf } from "./author.ts";
import { repositoryOf } from "./forks.ts";

/** Commits, branches and tags of repositories; forks after those that they are forks of. */
export function seedGit(draft: Draft, { repositories }: GithubConfig): void {
  const configs = new Map<number, RepositoryConfig>();
  for (const one of repositories) configs.set(repositoryOf(draft, `${one.owner}/${one.name}`).id, one);
  const seed = (id: number, one: RepositoryConfig): void => {
    // Taken out first, so that forks of each other end somewhere.
    configs.delete(id);
    const row = rowOf(draft, "repository", id);
    const parent = one.forkOf === null ? null : repositoryOf(draft, one.forkOf);
    if (parent !== null) {
      const before = configs.get(parent.id);
      if (before !== undefined) seed(parent.id, before);
      for (const { name, sha } of draft.list("ref", parent.id))
        draft.put("ref", { repository: id, name, sha });
    }
    seedHistory(draft, row, one);
  };
  for (const [id, one] of configs) if (configs.has(id)) seed(id, one);
}

function seedHistory(draft: Draft, repository: RepositoryRow, config: RepositoryConfig): void {
  const inherited = draft
    .list("ref", repository.id)
    .flatMap(({ name }) => (name.startsWith("refs/heads/") ? [name.slice("refs/heads/".length)] : []));
  const history: History = { draft, repository, store: objectsOf(draft, repository) };
  for (const step of historyPlan(config, inherited)) {
    if (step.do === "commit") addCommit(history, step);
    else if (step.do === "tag") addTag(history, step);
    else setBranch(history, step.name, branchSha(history, step.from));
  }
  for (const { name, sha } of [{ name: config.defaultBranch, sha: config.sha }, ...config.branches])
    if (sha !== null) renameTip(history, name, sha);
}

interface History {
  readonly draft: Draft;
  readonly repository: RepositoryRow;
  readonly store: ObjectStore;
}

function branchSha({ draft, repository }: History, branch: string): string | undefined {
  return draft.get("ref", refKey(repository.id, `refs/heads/${branch}`))?.sha;
}

function setBranch({ draft, repository }: History, branch: string, sha: string | undefined): void {
  if (sha !== undefined) draft.put("ref", { repository: repository.id, name: `refs/heads/${branch}`, sha });
}

function addCommit(history: History, step: HistoryStep & { readonly do: "commit" }): void {
  const { draft, store, repository } = history;
  const parent = branchSha(history, step.branch);
  const changes = new Map<string, PathChange>();
  for (const path of step.remove) changes.set(path, undefined);
  for (const { path, content, mode } of step.files)
    changes.set(path, { mode, sha: store.put(blobOf(encodeLossless(content))) });
  const tree = changeTree(store, parent === undefined ? undefined : commitAt(store, parent)?.tree, changes);
  if (!tree.ok) throw new Error(`${step.message}: ${tree.refusal.path}: ${tree.refusal.problem}`);
  const person = personOf(authorOf(draft, step.author, repository), step.date ?? draft.at);
  const commit = {
    tree: tree.sha,
    parents: parent === undefined ? [] : [parent],
    author: person,
    committer: person,
    message: step.message,
  };
  setBranch(history, step.branch, store.put(commitObject(commit)));
}

function addTag(history: History, { name, branch, message }: HistoryStep & { readonly do: "tag" }): void {
  const { draft, store, repository } = history;
  const target = branchSha(history, branch);
  if (target === undefined) return;
  const tagger = personOf(authorOf(draft, null, repository), draft.at);
  const sha =
    message === null
      ? target
      : store.put(tagObject({ object: target, type: "commit", tag: name, tagger, message: `${message}\n` }));
  draft.put("ref", { repository: repository.id, name: `refs/tags/${name}`, sha });
}

/** States from elsewhere say by which SHA the commit of a branch is known: it is found under that one as well. */
function renameTip(history: History, branch: string, sha: string): void {
  const { draft, store, repository } = history;
  const tip = branchSha(history, branch);
  const commit = tip === undefined ? undefined : store.get(tip);
  // Commits on top name their parent, so only what git takes for a SHA can stand for one.
  if (commit === undefined || !isSha(sha)) return;
  draft.put("object", { type: commit.type, data: commit.data, sha, network: repository.network });
  setBranch(history, branch, sha);
}
