import { commitAt, commitObject, flattenTree, treeOfFiles } from "../git/index.ts";
import type { Draft } from "../state/draft.ts";
import type { AccountRow, RepositoryRow } from "../state/rows.ts";
import { branchSha } from "./find-commit.ts";
import { objectsOf } from "./objects.ts";
import { personOf, webFlow } from "./people.ts";
import { moveRef } from "./refs.ts";

const message = "Initial commit";

/** Gives a repository that was just made the first commit that GitHub makes of itself: a readme with its name. */
export function commitReadme(draft: Draft, repository: RepositoryRow, actor: AccountRow): void {
  const { name, description } = repository;
  const about = description === null || description === "" ? "" : `\n${description}`;
  const tree = treeOfFiles(objectsOf(draft, repository), new Map([["README.md", `# ${name}${about}\n`]]));
  const { sha } = tree as Extract<typeof tree, { ok: true }>;
  commitTree(draft, { repository, actor, tree: sha, branch: repository.defaultBranch });
}

/** Gives a repository that was just made the content of a template, without its history. */
export function commitTemplate(
  draft: Draft,
  { repository, template, actor }: { repository: RepositoryRow; template: RepositoryRow; actor: AccountRow },
  allBranches: boolean,
): void {
  const branches = allBranches
    ? draft.list("ref", template.id).flatMap(({ name }) => /^refs\/heads\/(.+)$/.exec(name)?.[1] ?? [])
    : [template.defaultBranch];
  for (const branch of branches) {
    const head = branchSha(draft, template, branch);
    const tree = head === undefined ? undefined : commitAt(objectsOf(draft, template), head)?.tree;
    if (tree === undefined) continue;
    copyTree(draft, template, repository, tree);
    commitTree(draft, { repository, actor, tree, branch });
  }
}

/** Objects are shared among forks only. */
function copyTree(draft: Draft, from: RepositoryRow, to: RepositoryRow, tree: string): void {
  const source = objectsOf(draft, from);
  const target = objectsOf(draft, to);
  const entries = flattenTree(source, tree, { withTrees: true });
  for (const sha of [tree, ...entries.map((entry) => entry.sha)]) {
    const object = source.get(sha);
    if (object !== undefined)
      target.put(
        object.encoding === undefined
          ? { type: object.type, data: object.data }
          : { type: object.type, data: object.data, encoding: object.encoding },
      );
  }
}

interface FirstCommit {
  readonly repository: RepositoryRow;
  readonly actor: AccountRow;
  readonly tree: string;
  readonly branch: string;
}

function commitTree(draft: Draft, { repository, actor, tree, branch }: FirstCommit): void {
  const author = personOf(actor, draft.at);
  const commit = commitObject({ tree, parents: [], author, committer: webFlow(draft.at), message });
  const sha = objectsOf(draft, repository).put(commit);
  moveRef(draft, { repository, ref: `refs/heads/${branch}`, sha, actor });
}
