import { canSee } from "../access/policy.ts";
import type { Actor } from "../access/actor.ts";
import type { RepositoryRow } from "../state/rows.ts";
import { folded, nameWithin } from "../state/tables.ts";
import { rowOf, type View } from "../state/view.ts";
import { notFound, type ApiProblem } from "./problem.ts";

/** The repository that is called "owner/name" now; null: there is none. */
export function repositoryNamed(view: View, owner: string, name: string): RepositoryRow | null {
  const account = view.named("account", folded(owner));
  return account === undefined ? null : (view.named("repository", nameWithin(account.id, name)) ?? null);
}

/** "owner/name" of a repository. */
export function fullName(view: View, repository: RepositoryRow): string {
  return `${rowOf(view, "account", repository.owner).login}/${repository.name}`;
}

/**
 * The repository that a path names, as far as the caller may see it.
 * @throws ApiProblem 404; 301 or 307 where it had that name before
 */
export function findRepository(
  view: View,
  actor: Actor,
  params: Readonly<Record<string, string>>,
  moved: (repository: RepositoryRow) => ApiProblem,
): RepositoryRow | null {
  const { owner = params["template_owner"], repo = params["template_repo"], repository_id: id } = params;
  if (id !== undefined) return visible(view, actor, view.get("repository", Number(id)));
  if (owner === undefined || repo === undefined) return null;
  const found = repositoryNamed(view, owner, repo);
  if (found !== null) return visible(view, actor, found);
  const redirect = view.named("redirect", folded(`${owner}/${repo}`));
  if (redirect === undefined) throw notFound();
  throw moved(visible(view, actor, rowOf(view, "repository", redirect.repository)));
}

function visible(view: View, actor: Actor, repository: RepositoryRow | undefined): RepositoryRow {
  if (repository === undefined || !canSee(view, actor, repository)) throw notFound();
  return repository;
}
