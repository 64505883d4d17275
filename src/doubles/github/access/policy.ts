import { ApiProblem } from "../rest/problem.ts";
import type { RepositoryRole } from "../config.ts";
import type { RepositoryRow } from "../state/rows.ts";
import { numberWithin } from "../state/tables.ts";
import type { View } from "../state/view.ts";
import type { Actor } from "./actor.ts";

const order: readonly RepositoryRole[] = ["read", "triage", "write", "maintain", "admin"];

/** Whether a role is at least another. */
export function atLeast(role: RepositoryRole | null, least: RepositoryRole): boolean {
  return role !== null && order.indexOf(role) >= order.indexOf(least);
}

/** What the caller's account may do in a repository, whatever its token allows; null: not even see it. */
export function roleIn(view: View, actor: Actor, repository: RepositoryRow): RepositoryRole | null {
  const seen: RepositoryRole | null = repository.visibility === "public" ? "read" : null;
  const { account } = actor;
  if (account === null) return seen;
  if (repository.owner === account.id) return "admin";
  const membership = view.named("membership", numberWithin(repository.owner, account.id));
  if (membership?.state === "active" && membership.role === "admin") return "admin";
  const own = view.named("collaborator", numberWithin(repository.id, account.id))?.role ?? null;
  const teams = view
    .list("teamRepository", repository.id)
    .filter(({ team }) => view.named("teamMember", numberWithin(team, account.id)) !== undefined)
    .map(({ role }) => role);
  const base =
    membership === undefined ? null : (view.get("account", repository.owner)?.defaultPermission ?? null);
  const all = [seen, own, ...teams, base === "none" ? null : base];
  return all.reduce<RepositoryRole | null>(
    (best, one) => (one !== null && !atLeast(best, one) ? one : best),
    null,
  );
}

/** Whether the caller may know of a repository. */
export function canSee(view: View, actor: Actor, repository: RepositoryRow): boolean {
  return roleIn(view, actor, repository) !== null;
}

/** Writes that an archived repository lets happen: what it is, and what others have of it. "repos/update" looks itself. */
const goesOnArchived: ReadonlySet<string> = new Set([
  "repos/update",
  "repos/delete",
  "repos/transfer",
  "repos/create-fork",
  "activity/star-repo-for-authenticated-user",
  "activity/unstar-repo-for-authenticated-user",
  "activity/set-repo-subscription",
  "activity/delete-repo-subscription",
]);

/** What an operation is asked with. */
export interface Asked {
  readonly operation: string;
  /** Whether it writes. */
  readonly writes: boolean;
  readonly actor: Actor;
  /** Null: it is about none. */
  readonly repository: RepositoryRow | null;
}

/**
 * Holds a call against what its token and its account may do.
 * @returns headers that tell what would do
 * @throws ApiProblem 401, 403 or 404, as GitHub refuses it
 */
export function authorize(_view: View, asked: Asked): readonly (readonly [name: string, value: string])[] {
  if (asked.writes && asked.repository?.archived === true && !goesOnArchived.has(asked.operation))
    throw new ApiProblem(403, "Repository was archived so is read-only.");
  return [];
}
