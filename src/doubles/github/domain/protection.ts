import type { Actor } from "../access/actor.ts";
import { atLeast, roleIn } from "../access/policy.ts";
import { isAncestor, walk } from "../git/index.ts";
import type { Draft } from "../state/draft.ts";
import type { ProtectionRow, RepositoryRow } from "../state/rows.ts";
import { numberWithin, refKey } from "../state/tables.ts";
import type { View } from "../state/view.ts";
import { latestStatuses } from "./statuses.ts";
import { objectsOf } from "./objects.ts";

/** A branch that is to move without a pull request. */
export interface BranchPush {
  readonly repository: RepositoryRow;
  readonly branch: string;
  /** Null: there is no such branch yet. */
  readonly before: string | null;
  /** Null: the branch is to go. */
  readonly after: string | null;
  readonly actor: Actor;
}

/** What protects a branch; undefined: nothing. */
export function protectionOf(draft: Draft, { id }: RepositoryRow, branch: string): ProtectionRow | undefined {
  return draft.get("protection", refKey(id, branch));
}

/** The page that refusals by a protected branch name. */
export const protectedBranchesPage = "https://docs.github.com/articles/about-protected-branches";

/** Why a protected branch refuses to move, in GitHub's sentences; empty: it does not. */
export function refusals(draft: Draft, push: BranchPush): readonly string[] {
  const { repository, branch, before, after, actor } = push;
  const row = protectionOf(draft, repository, branch);
  if (row === undefined || before === after) return [];
  const admin = atLeast(roleIn(draft, actor, repository), "admin");
  const bypasses = admin && !row.enforceAdmins;
  if (after === null) return row.allowDeletions ? [] : ["Cannot delete this branch"];
  const store = objectsOf(draft, repository);
  const found: string[] = [];
  if (row.lockBranch) found.push("Cannot change this locked branch");
  if (before !== null && !row.allowForcePushes && !isAncestor(store, before, after))
    found.push("Cannot force-push to this branch");
  if (bypasses) return found;
  if (!mayPush(draft, row, actor)) found.push("You're not authorized to push to this branch.");
  found.push(...missingChecks(draft, row, repository, after));
  if (row.requiredReviews !== null) found.push("Changes must be made through a pull request.");
  if (row.requiredSignatures) found.push("Commits must have verified signatures.");
  if (row.linearHistory && hasMerges(draft, repository, before, after))
    found.push("This branch must not contain merge commits.");
  return found;
}

/** Whether the restrictions of a branch let an actor push. */
export function mayPush(view: View, { restrictions }: ProtectionRow, { account, app }: Actor): boolean {
  if (restrictions === null) return true;
  if (app !== null && restrictions.apps.includes(app.id)) return true;
  if (account === null) return false;
  if (restrictions.users.includes(account.id)) return true;
  return restrictions.teams.some(
    (team) => view.named("teamMember", numberWithin(team, account.id)) !== undefined,
  );
}

/** The required checks that a commit does not have, in one sentence. */
function missingChecks(
  draft: Draft,
  { requiredStatusChecks }: ProtectionRow,
  repository: RepositoryRow,
  sha: string,
): readonly string[] {
  if (requiredStatusChecks === null) return [];
  const { contexts } = requiredStatusChecks;
  const passed = passedChecks(draft, repository, sha);
  const missing = contexts.filter((context) => !passed.has(context));
  const [first] = missing;
  if (first === undefined) return [];
  return missing.length === 1
    ? [`Required status check "${first}" is expected.`]
    : [`${missing.length} of ${contexts.length} required status checks are expected.`];
}

/** Names of the statuses and checks that a commit has passed. */
function passedChecks(draft: Draft, repository: RepositoryRow, sha: string): ReadonlySet<string> {
  const passed = new Set<string>();
  for (const { state, context } of latestStatuses(draft, repository, sha))
    if (state === "success") passed.add(context);
  for (const { conclusion, name } of draft.list("checkRun", `${repository.id} ${sha}`))
    if (conclusion === "success" || conclusion === "neutral" || conclusion === "skipped") passed.add(name);
  return passed;
}

function hasMerges(draft: Draft, repository: RepositoryRow, before: string | null, after: string): boolean {
  const store = objectsOf(draft, repository);
  for (const { commit } of walk(store, { from: [after], not: before === null ? [] : [before] }))
    if (commit.parents.length > 1) return true;
  return false;
}
