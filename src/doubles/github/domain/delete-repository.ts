import type { Draft } from "../state/draft.ts";
import type { PullRow, RepositoryRow, Rows, TableName } from "../state/rows.ts";
import { forksOf, inNetwork, tableNames, tableShapes, type TableShape } from "../state/tables.ts";
import { accountOf } from "../views/accounts.ts";
import { hookOwner } from "./hooks.ts";
import { closeIssue } from "./issues.ts";
import { detachForks } from "./repositories.ts";
import { rowOf } from "../state/view.ts";

/** How reactions call what they stand at, by its table. */
const reactable: Readonly<Partial<Record<TableName, string>>> = {
  issue: "issue",
  comment: "comment",
  reviewComment: "review-comment",
  commitComment: "commit-comment",
  release: "release",
};

/** Removes a repository and everything that hangs on it. Private forks go with it, public ones stay. */
export function deleteRepository(draft: Draft, repository: RepositoryRow): void {
  if (repository.visibility === "public") detachForks(draft, repository);
  else for (const fork of draft.list("repository", forksOf(repository.id))) deleteRepository(draft, fork);
  for (const table of tableNames) removeRows(draft, table, repository.id);
  for (const { id } of draft.list("hook", hookOwner("repository", repository.id))) draft.remove("hook", id);
  for (const { id, other } of draft.list("issueLink"))
    if (draft.get("issue", other) === undefined) draft.remove("issueLink", id);
  for (const pull of draft.list("pull")) if (pull.headRepository === repository.id) dropHead(draft, pull);
  draft.remove("repository", repository.id);
  if (draft.count("repository", inNetwork(repository.network)) === 0)
    removeObjects(draft, repository.network);
}

/** What it brought elsewhere is closed: there is nothing left to merge. */
function dropHead(draft: Draft, pull: PullRow): void {
  draft.change("pull", pull, { headRepository: null });
  const issue = rowOf(draft, "issue", pull.id);
  if (issue.state === "open") closeIssue(draft, accountOf(draft, pull.headOwner), issue);
}

function removeRows(draft: Draft, table: TableName, repository: number): void {
  const shape = tableShapes[table] as TableShape<Rows[TableName]>;
  for (const row of draft.list(table)) {
    if (!("repository" in row) || row.repository !== repository) continue;
    const key = shape.key(row);
    draft.remove(table, key);
    const name = reactable[table];
    if (name === undefined) continue;
    for (const { id } of draft.list("reaction", `${name}:${key}`)) draft.remove("reaction", id);
  }
}

function removeObjects(draft: Draft, network: number): void {
  for (const row of draft.list("object"))
    if (row.network === network) draft.remove("object", tableShapes.object.key(row));
}
