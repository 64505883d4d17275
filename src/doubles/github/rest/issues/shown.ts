import { atLeast, canSee, mayDo, roleIn } from "../../access/policy.ts";
import type { Actor } from "../../access/actor.ts";
import type { RepositoryRole } from "../../config.ts";
import type { IssueRow, RepositoryRow } from "../../state/rows.ts";
import { numberWithin } from "../../state/tables.ts";
import type { View } from "../../state/view.ts";
import type { IssueShown } from "../../views/issues.ts";
import type { RestCall } from "../call.ts";
import { fullName } from "../find-repository.ts";
import { ApiProblem, notFound } from "../problem.ts";

/** What the issues of the repository that the path names are shown with. */
export function issueShown(call: RestCall): IssueShown {
  return shownIn(call, call.repository);
}

/** What the issues of any repository are shown with. */
function shownIn(call: RestCall, repository: RepositoryRow): IssueShown {
  const { draft: view, urls, actor, media } = call;
  return { view, urls, actor, media, repository, name: fullName(view, repository) };
}

/** The same for any repository that the caller may see, made once for each; null: there is none. */
export function visibleRepositories(call: RestCall): (repository: number) => IssueShown | null {
  const known = new Map<number, IssueShown | null>();
  return (id) => {
    const before = known.get(id);
    if (before !== undefined) return before;
    const row = call.draft.get("repository", id);
    const shown = row !== undefined && canSee(call.draft, call.actor, row) ? shownIn(call, row) : null;
    known.set(id, shown);
    return shown;
  };
}

/** Whether the caller's token is for issues, or for pull requests, of the repositories that it sees. */
export function readableIssues({
  draft,
  actor,
}: {
  readonly draft: View;
  readonly actor: Actor;
}): (issue: IssueRow) => boolean {
  const known = new Map<string, boolean>();
  return ({ repository, isPull }) => {
    const operation = isPull ? "pulls/list" : "issues/list-for-repo";
    const key = `${repository} ${operation}`;
    const row = draft.get("repository", repository);
    const readable = known.get(key) ?? (row !== undefined && mayDo(draft, actor, row, operation));
    known.set(key, readable);
    return readable;
  };
}

/**
 * The issue or pull request that the path names.
 * @throws ApiProblem 404; 410 where it was deleted, or where the repository has no issues
 */
export function issueIn(call: RestCall): IssueRow {
  const { draft, repository } = call;
  const number = call.number("issue_number");
  const issue = draft.named("issue", numberWithin(repository.id, number));
  if (issue !== undefined) {
    if (!issue.isPull) needIssues(repository);
    return issue;
  }
  const deleted = draft
    .list("timeline")
    .some(
      (row) => row.event === "deleted" && row.repository === repository.id && row.detail["number"] === number,
    );
  if (deleted) throw new ApiProblem(410, "This issue was deleted");
  throw notFound();
}

/** @throws ApiProblem 410 where the repository has no issues */
export function needIssues({ hasIssues }: RepositoryRow): void {
  if (hasIssues) return;
  const documentation = "https://docs.github.com/v3/issues/";
  throw new ApiProblem(410, "Issues are disabled for this repo", { documentation });
}

/** Whether the caller's role in the repository is at least this one. */
export function hasRole(call: RestCall, least: RepositoryRole): boolean {
  return atLeast(roleIn(call.draft, call.actor, call.repository), least);
}

/** @throws ApiProblem 403 unless it is the caller's own, or the caller may write */
export function needOwn(call: RestCall, author: number, least: RepositoryRole = "write"): void {
  if (call.account.id !== author && !hasRole(call, least))
    throw new ApiProblem(403, "Must have admin rights to Repository.");
}
