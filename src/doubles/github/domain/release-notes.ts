import { ancestors, isAncestor } from "../git/index.ts";
import type { Draft } from "../state/draft.ts";
import type { RepositoryRow } from "../state/rows.ts";
import { accountOf } from "../views/accounts.ts";
import { findCommit } from "./find-commit.ts";
import { objectsOf } from "./objects.ts";
import { publishedOf } from "./releases.ts";
import { rowOf } from "../state/view.ts";

/** What release notes are made for. */
export interface Noted {
  readonly tag: string;
  /** Branch or commit, where there is no such tag yet. */
  readonly target: string;
  /** The tag before; null: that of the newest release. */
  readonly previous: string | null;
  /** "https://github.com/octocat/demo". */
  readonly html: string;
}

/** Notes that tell the pull requests that were merged since the release before. */
export function releaseNotes(draft: Draft, repository: RepositoryRow, noted: Noted): string {
  const { tag, html } = noted;
  const previous = noted.previous ?? publishedOf(draft, repository).find((one) => one.tag !== tag)?.tag;
  const lines = mergedBetween(draft, repository, noted, previous).map(
    ({ title, author, number }) => `* ${title} by @${author} in ${html}/pull/${number}`,
  );
  const changes = lines.length === 0 ? "" : `## What's Changed\n${lines.join("\n")}\n\n`;
  const range = previous === undefined ? `commits/${tag}` : `compare/${previous}...${tag}`;
  return `${changes}**Full Changelog**: ${html}/${range}`;
}

interface Merged {
  readonly title: string;
  readonly author: string;
  readonly number: number;
}

function mergedBetween(
  draft: Draft,
  repository: RepositoryRow,
  { tag, target }: Noted,
  previous: string | undefined,
): readonly Merged[] {
  const to = findCommit(draft, repository, `refs/tags/${tag}`) ?? findCommit(draft, repository, target);
  const from = previous === undefined ? undefined : findCommit(draft, repository, `refs/tags/${previous}`);
  if (to === undefined) return [];
  const store = objectsOf(draft, repository);
  const told = ancestors(store, [to]);
  return draft.list("pull", repository.id).flatMap(({ id, number, merged, mergeCommitSha: sha }) => {
    if (!merged || sha === null || !told.has(sha)) return [];
    if (from !== undefined && isAncestor(store, sha, from)) return [];
    const { title, author } = rowOf(draft, "issue", id);
    return [{ title, author: accountOf(draft, author).login, number }];
  });
}
