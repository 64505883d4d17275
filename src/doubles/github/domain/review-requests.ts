import { anonymous } from "../access/actor.ts";
import { atLeast, roleIn } from "../access/policy.ts";
import { fullName } from "../rest/find-repository.ts";
import { ApiProblem } from "../rest/problem.ts";
import type { Draft } from "../state/draft.ts";
import type { AccountRow, RepositoryRow, TeamRow } from "../state/rows.ts";
import { folded, nameWithin } from "../state/tables.ts";
import type { Pull } from "./pulls.ts";
import { addTimeline, emitIssueEvent } from "./timeline.ts";

/** Who is to review: logins, and slugs of teams. */
export interface Reviewers {
  readonly users: readonly string[];
  readonly teams: readonly string[];
}

/**
 * Asks for reviews.
 * @throws ApiProblem 422 for the author, and for those who are no collaborators
 */
export function requestReviewers(
  draft: Draft,
  actor: AccountRow,
  base: RepositoryRow,
  { issue, pull }: Pull,
  { users, teams }: Reviewers,
): Pull {
  const accounts = users.map((login) => collaborator(draft, base, login));
  if (accounts.some(({ id }) => id === issue.author))
    throw new ApiProblem(422, "Review cannot be requested from pull request author.");
  const asked = teams.map((slug) => teamOf(draft, base, slug));
  const newUsers = accounts.filter(({ id }) => !pull.requestedReviewers.includes(id));
  const newTeams = asked.filter(({ id }) => !pull.requestedTeams.includes(id));
  if (newUsers.length + newTeams.length === 0) return { issue, pull };
  const changed = draft.change("pull", pull, {
    requestedReviewers: unique([...pull.requestedReviewers, ...newUsers.map(({ id }) => id)]),
    requestedTeams: unique([...pull.requestedTeams, ...newTeams.map(({ id }) => id)]),
  });
  const edited = draft.change("issue", issue, { updatedAt: draft.at });
  const target = { issue: edited, pull: changed };
  for (const user of newUsers) tell(draft, actor, target, "review_requested", { reviewer: user.id });
  for (const team of newTeams) tell(draft, actor, target, "review_requested", { team: team.id });
  return target;
}

/** Asks no longer. Those who were not asked are left out. */
export function removeReviewers(
  draft: Draft,
  actor: AccountRow,
  base: RepositoryRow,
  { issue, pull }: Pull,
  { users, teams }: Reviewers,
): Pull {
  const gone = new Set(users.flatMap((login) => draft.named("account", folded(login))?.id ?? []));
  const goneTeams = new Set(
    teams.flatMap((slug) => draft.named("team", nameWithin(base.owner, slug))?.id ?? []),
  );
  const removed = pull.requestedReviewers.filter((id) => gone.has(id));
  const removedTeams = pull.requestedTeams.filter((id) => goneTeams.has(id));
  if (removed.length + removedTeams.length === 0) return { issue, pull };
  const changed = draft.change("pull", pull, {
    requestedReviewers: pull.requestedReviewers.filter((id) => !gone.has(id)),
    requestedTeams: pull.requestedTeams.filter((id) => !goneTeams.has(id)),
  });
  const edited = draft.change("issue", issue, { updatedAt: draft.at });
  const target = { issue: edited, pull: changed };
  for (const id of removed) tell(draft, actor, target, "review_request_removed", { reviewer: id });
  for (const id of removedTeams) tell(draft, actor, target, "review_request_removed", { team: id });
  return target;
}

function collaborator(draft: Draft, base: RepositoryRow, login: string): AccountRow {
  const account = draft.named("account", folded(login));
  const actor = { ...anonymous, kind: "user" as const, account: account ?? null };
  // In a public repository everybody may read, and that alone makes nobody a collaborator.
  const closed = { ...base, visibility: "private" as const };
  if (account === undefined || account.type !== "User" || !atLeast(roleIn(draft, actor, closed), "read"))
    throw noCollaborator(draft, base);
  return account;
}

function teamOf(draft: Draft, base: RepositoryRow, slug: string): TeamRow {
  const team = draft.named("team", nameWithin(base.owner, slug));
  const mayRead = draft.list("teamRepository", base.id).some((row) => row.team === team?.id);
  if (team === undefined || !mayRead) throw noCollaborator(draft, base);
  return team;
}

function noCollaborator(draft: Draft, base: RepositoryRow): ApiProblem {
  return new ApiProblem(
    422,
    "Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a " +
      `collaborator of the ${fullName(draft, base)} repository.`,
  );
}

function tell(
  draft: Draft,
  actor: AccountRow,
  { issue }: Pull,
  event: "review_requested" | "review_request_removed",
  who: { readonly reviewer: number } | { readonly team: number },
): void {
  addTimeline(draft, actor, issue, event, { requester: actor.id, ...who });
  emitIssueEvent(draft, actor, issue, event, { ...who });
}

function unique(ids: readonly number[]): readonly number[] {
  return [...new Set(ids)];
}
