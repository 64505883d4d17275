import { anonymous, type Actor } from "../access/actor.ts";
import { atLeast, roleIn } from "../access/policy.ts";
import { isAncestor } from "../git/index.ts";
import type { ProtectionRow, PullRow, RepositoryRow, ReviewRow } from "../state/rows.ts";
import { refKey } from "../state/tables.ts";
import type { View } from "../state/view.ts";
import { accountOf } from "../views/accounts.ts";
import { readObjects } from "./objects.ts";
import { mayPush } from "./protection.ts";
import { outcomesOf, type CheckOutcome } from "./pull-checks.ts";
import { isMergeable } from "./test-merge.ts";

/** `mergeable_state` of a pull request. */
export type MergeState = "unknown" | "dirty" | "draft" | "blocked" | "behind" | "unstable" | "clean";

/** Whether a pull request may be merged, from its content, its draft state, protection, reviews and checks. */
export function mergeStateOf(view: View, base: RepositoryRow, pull: PullRow): MergeState {
  const mergeable = isMergeable(pull);
  if (mergeable === null) return "unknown";
  if (!mergeable) return "dirty";
  if (pull.draft) return "draft";
  const row = view.get("protection", refKey(base.id, pull.baseRef));
  const outcomes = outcomesOf(view, base, pull.headSha);
  if (row !== undefined) {
    if (
      [...reviewRefusals(view, row, base, pull), ...checkRefusals(row, outcomes)].length > 0 ||
      row.lockBranch
    )
      return "blocked";
    if (row.requiredStatusChecks?.strict === true && isBehind(view, base, pull)) return "behind";
  }
  return [...outcomes.values()].every((outcome) => outcome === "passed") ? "clean" : "unstable";
}

/** Whether the base has commits that the head does not. */
function isBehind(view: View, base: RepositoryRow, { baseSha, headSha }: PullRow): boolean {
  return !isAncestor(readObjects(view, base), baseSha, headSha);
}

/** Who merges a pull request, and how. */
export interface Merging {
  readonly base: RepositoryRow;
  readonly pull: PullRow;
  readonly actor: Actor;
  readonly method: "merge" | "squash" | "rebase";
}

/** Why the protection of the base does not let a pull request be merged, in GitHub's sentences; empty: it does. */
export function mergeRefusals(view: View, merging: Merging): readonly string[] {
  const { base, pull, actor } = merging;
  const row = view.get("protection", refKey(base.id, pull.baseRef));
  if (row === undefined) return [];
  const lock = row.lockBranch ? ["Cannot change this locked branch"] : [];
  if (atLeast(roleIn(view, actor, base), "admin") && !row.enforceAdmins) return lock;
  const outcomes = outcomesOf(view, base, pull.headSha);
  const strict = row.requiredStatusChecks?.strict === true && isBehind(view, base, pull);
  return [
    ...lock,
    ...(mayPush(view, row, actor) ? [] : ["You're not authorized to push to this branch."]),
    ...reviewRefusals(view, row, base, pull),
    ...checkRefusals(row, outcomes),
    ...(strict ? ["The head branch is not up to date with the base branch."] : []),
    ...(row.linearHistory && merging.method === "merge"
      ? ["This branch must not contain merge commits."]
      : []),
  ];
}

function reviewRefusals(
  view: View,
  { requiredReviews }: ProtectionRow,
  base: RepositoryRow,
  pull: PullRow,
): readonly string[] {
  if (requiredReviews === null) return [];
  const opinions = opinionsOf(view, base, pull);
  if (opinions.some(({ state }) => state === "CHANGES_REQUESTED"))
    return ["Changes have been requested by a reviewer with write access."];
  const { count } = requiredReviews;
  if (opinions.filter(({ state }) => state === "APPROVED").length >= count) return [];
  return [
    count === 1
      ? "At least 1 approving review is required by reviewers with write access."
      : `At least ${count} approving reviews are required by reviewers with write access.`,
  ];
}

/** The last approval or request for changes of everybody who may write. */
function opinionsOf(view: View, base: RepositoryRow, pull: PullRow): readonly ReviewRow[] {
  const last = new Map<number, ReviewRow>();
  for (const review of view.list("review", pull.id)) {
    const { author, state } = review;
    if (state === "APPROVED" || state === "CHANGES_REQUESTED") last.set(author, review);
    else if (state === "DISMISSED") last.delete(author);
  }
  return [...last.values()].filter(({ author }) => {
    const actor = { ...anonymous, kind: "user" as const, account: accountOf(view, author) };
    return atLeast(roleIn(view, actor, base), "write");
  });
}

function checkRefusals(
  { requiredStatusChecks }: ProtectionRow,
  outcomes: ReadonlyMap<string, CheckOutcome>,
): readonly string[] {
  const contexts = requiredStatusChecks?.contexts ?? [];
  const missing = contexts.filter((context) => outcomes.get(context) !== "passed");
  const [first] = missing;
  if (first === undefined) return [];
  const failed = missing.filter((context) => outcomes.get(context) === "failed");
  const state = failed.length > 0 ? "failing" : outcomes.has(first) ? "pending" : "expected";
  if (missing.length === 1) return [`Required status check "${first}" is ${state}.`];
  const [one = first] = failed;
  const count = failed.length > 0 ? failed.length : missing.length;
  return [
    count === 1
      ? `Required status check "${one}" is ${state}.`
      : `${count} of ${contexts.length} required status checks are ${state}.`,
  ];
}
