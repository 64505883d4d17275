import type { RepositoryRole } from "../config.ts";
import type { AccountRow, RepositoryRow } from "../state/rows.ts";
import { numberWithin } from "../state/tables.ts";
import { rowOf, type View } from "../state/view.ts";
import type { Actor } from "./actor.ts";
import { coverage } from "./coverage.ts";
import { installed } from "./grants.ts";
import { reaches } from "./permission-names.ts";

const order: readonly RepositoryRole[] = ["read", "triage", "write", "maintain", "admin"];

/** Whether a role is at least another. */
export function atLeast(role: RepositoryRole | null, least: RepositoryRole): boolean {
  return role !== null && order.indexOf(role) >= order.indexOf(least);
}

/**
 * What the caller's account may do in a repository, whatever its token allows; null: not even see it. Where tokens are
 * only recorded everybody may do everything. An app's role follows from its permissions.
 */
export function roleIn(view: View, actor: Actor, repository: RepositoryRow): RepositoryRole | null {
  if (actor.accepted) return "admin";
  const seen: RepositoryRole | null = repository.visibility === "public" ? "read" : null;
  if (actor.kind === "installation") return appRole(actor, repository) ?? seen;
  if (actor.account === null) return seen;
  return highest([seen, ...userRoles(view, actor.account, repository)]);
}

/** What a user may do in a repository that is not public: by owning it, its organization, invitation or teams. */
function userRoles(
  view: View,
  { id }: AccountRow,
  repository: RepositoryRow,
): readonly (RepositoryRole | null)[] {
  if (repository.owner === id) return ["admin"];
  const membership = view.named("membership", numberWithin(repository.owner, id));
  const isMember = membership?.state === "active";
  if (isMember && membership.role === "admin") return ["admin"];
  const base = isMember ? rowOf(view, "account", repository.owner).defaultPermission : "none";
  const teams = view
    .list("teamRepository", repository.id)
    .filter(({ team }) => isInTeam(view, team, id))
    .map(({ role }) => role);
  const invited = view.named("collaborator", numberWithin(repository.id, id))?.role ?? null;
  const internal: RepositoryRole | null = isMember && repository.visibility === "internal" ? "read" : null;
  return [invited, ...teams, base === "none" ? null : base, internal];
}

/** Members of a team are in the teams that it stands below as well. */
function isInTeam(view: View, team: number, user: number): boolean {
  if (view.named("teamMember", numberWithin(team, user)) !== undefined) return true;
  const { organization } = rowOf(view, "team", team);
  const below = view.list("team", organization).filter(({ parent }) => parent === team);
  return below.some(({ id }) => id !== team && isInTeam(view, id, user));
}

/**
 * What an app's permissions come to. Where none are named it is the owner's: all, but for a workflow, which administers
 * nothing.
 */
function appRole(actor: Actor, repository: RepositoryRow): RepositoryRole | null {
  if (coverage(actor, repository) !== "covered") return null;
  const limits = [installed(actor), actor.token?.permissions ?? null].filter((one) => one !== null);
  if (limits.length === 0) return actor.token?.kind === "actions" ? "write" : "admin";
  if (limits.every((one) => reaches(one["administration"], "write"))) return "admin";
  return limits.every((one) => Object.values(one).some((level) => level !== "read")) ? "write" : "read";
}

function highest(roles: readonly (RepositoryRole | null)[]): RepositoryRole | null {
  return roles.reduce((best, one) => (one !== null && !atLeast(best, one) ? one : best), null);
}

/** What the caller is in an organization. */
export function roleWithin(view: View, actor: Actor, organization: number): "owner" | "member" | null {
  if (actor.accepted) return "owner";
  if (actor.kind === "installation")
    return actor.installation?.account === organization || actor.token?.owner === organization
      ? "owner"
      : null;
  if (actor.account === null) return null;
  if (actor.account.id === organization) return "owner";
  const membership = view.named("membership", numberWithin(organization, actor.account.id));
  if (membership?.state !== "active") return null;
  return membership.role === "admin" ? "owner" : "member";
}
