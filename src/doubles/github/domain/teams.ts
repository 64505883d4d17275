import type { Draft } from "../state/draft.ts";
import type { RepositoryRole } from "../config.ts";
import type { AccountRow, TeamRepositoryRow, TeamRow } from "../state/rows.ts";
import { nameWithin, numberWithin, ofTeam } from "../state/tables.ts";
import { rowOf, type View } from "../state/view.ts";
import { higherRole } from "./roles.ts";

/** How addresses call a team. @example slugOf("Justice League") // "justice-league" */
export function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
}

/** The team of a name in addresses. */
export function teamNamed(view: View, organization: AccountRow, slug: string): TeamRow | undefined {
  return view.named("team", nameWithin(organization.id, slug));
}

/** A team and all teams below it. */
export function withChildren(view: View, team: TeamRow): readonly TeamRow[] {
  return [team, ...view.list("team", ofTeam(team.id)).flatMap((child) => withChildren(view, child))];
}

/** A team and all teams above it. */
function withParents(view: View, team: TeamRow): readonly TeamRow[] {
  return team.parent === null ? [team] : [team, ...withParents(view, rowOf(view, "team", team.parent))];
}

/** Ids of the people in a team and in the teams below it, in their order. */
export function membersWithChildren(view: View, team: TeamRow): readonly number[] {
  const users = withChildren(view, team).flatMap(({ id }) => view.list("teamMember", id));
  return [...new Set(users.map(({ user }) => user))].toSorted((left, right) => left - right);
}

/** What a team may do in a repository, by itself or by a team above it; null: nothing. */
export function teamRole(view: View, team: TeamRow, repository: number): RepositoryRole | null {
  return withParents(view, team)
    .map(({ id }) => view.named("teamRepository", numberWithin(id, repository))?.role ?? null)
    .reduce<RepositoryRole | null>(higherRole, null);
}

/** The repositories of a team and of the teams above it, in the order of their ids. */
export function repositoriesOf(view: View, team: TeamRow): readonly number[] {
  const rows = withParents(view, team).flatMap(({ id }) => view.list("teamRepository", ofTeam(id)));
  return [...new Set(rows.map(({ repository }) => repository))].toSorted((left, right) => left - right);
}

/** Puts somebody into a team. */
export function putTeamMember(
  draft: Draft,
  team: TeamRow,
  user: AccountRow,
  role: "member" | "maintainer",
): void {
  const before = draft.named("teamMember", numberWithin(team.id, user.id));
  if (before === undefined) draft.add("teamMember", { team: team.id, user: user.id, role });
  else draft.change("teamMember", before, { role });
}

/** Gives a team a role in a repository. */
export function putTeamRepository(
  draft: Draft,
  team: TeamRow,
  repository: number,
  role: RepositoryRole,
): TeamRepositoryRow {
  const before = draft.named("teamRepository", numberWithin(team.id, repository));
  return before === undefined
    ? draft.add("teamRepository", { team: team.id, repository, role })
    : draft.change("teamRepository", before, { role });
}

/** Removes a team with the teams below it, and all that they have. */
export function removeTeam(draft: Draft, team: TeamRow): void {
  for (const one of withChildren(draft, team)) {
    for (const { id } of draft.list("teamMember", one.id)) draft.remove("teamMember", id);
    for (const { id } of draft.list("teamRepository", ofTeam(one.id))) draft.remove("teamRepository", id);
    draft.remove("team", one.id);
  }
}
