import { rowOf, type View } from "../../state/view.ts";
import type { IssueRow, PullRow, ReviewRow } from "../../state/rows.ts";
import type { Searcher } from "./searching.ts";

/** Whether a pull request's reviews have come to what is asked for: "none", "required", "approved", "changes_requested". */
export function reviewTest({ draft }: Searcher, value: string): (issue: IssueRow) => boolean {
  return ({ isPull, id }) => {
    if (!isPull) return false;
    const pull = rowOf(draft, "pull", id);
    const decisions = decisionsOf(draft.list("review", id));
    if (value === "none") return decisions.length === 0;
    if (value === "changes_requested") return decisions.includes("CHANGES_REQUESTED");
    const approvals = decisions.filter((state) => state === "APPROVED").length;
    const blocked = decisions.includes("CHANGES_REQUESTED");
    const required = requiredReviews(draft, pull);
    if (value === "approved") return !blocked && approvals >= Math.max(1, required);
    return value === "required" && !blocked && required > approvals;
  };
}

/** The newest decision of each reviewer. */
function decisionsOf(reviews: readonly ReviewRow[]): readonly ReviewRow["state"][] {
  const last = new Map<number, ReviewRow["state"]>();
  for (const { author, state } of reviews) {
    if (state === "APPROVED" || state === "CHANGES_REQUESTED") last.set(author, state);
    if (state === "DISMISSED") last.delete(author);
  }
  return [...last.values()];
}

function requiredReviews(view: View, { repository, baseRef }: PullRow): number {
  const rules = view.list("protection", repository).find(({ branch }) => branch === baseRef);
  return rules?.requiredReviews?.count ?? 0;
}

/** Whether the statuses and checks of a pull request's head are "pending", "success" or "failure". */
export function statusTest({ draft }: Searcher, value: string): (issue: IssueRow) => boolean {
  return ({ isPull, id }) => isPull && stateOfHead(draft, rowOf(draft, "pull", id)) === value;
}

function stateOfHead(view: View, { repository, headSha }: PullRow): string | null {
  const commit = `${repository} ${headSha}`;
  const contexts = new Map<string, string>();
  for (const { context, state } of view.list("status", commit)) contexts.set(context, state);
  for (const { name, status, conclusion } of view.list("checkRun", commit))
    contexts.set(`check ${name}`, status === "completed" ? (conclusion as string) : "pending");
  const states = [...contexts.values()];
  if (states.length === 0) return null;
  if (states.some((state) => failures.has(state))) return "failure";
  return states.includes("pending") ? "pending" : "success";
}

const failures: ReadonlySet<string> = new Set([
  "failure",
  "error",
  "timed_out",
  "cancelled",
  "action_required",
  "startup_failure",
]);
