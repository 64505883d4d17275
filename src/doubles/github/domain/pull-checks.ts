import type { RepositoryRow } from "../state/rows.ts";
import type { View } from "../state/view.ts";
import { checkRunsOf, latestRuns } from "./checks.ts";
import { latestStatuses } from "./statuses.ts";

/** What is said of a commit under one name. */
export type CheckOutcome = "passed" | "pending" | "failed";

const passing: ReadonlySet<unknown> = new Set(["success", "neutral", "skipped"]);

/** The newest statuses and checks of a commit, by name. Where several say something under one name, the worst counts. */
export function outcomesOf(
  view: View,
  repository: RepositoryRow,
  sha: string,
): ReadonlyMap<string, CheckOutcome> {
  const found = new Map<string, CheckOutcome>();
  const add = (name: string, outcome: CheckOutcome): void => {
    const before = found.get(name) ?? "passed";
    found.set(name, before === "failed" || outcome === "passed" ? before : outcome);
  };
  for (const { context, state } of latestStatuses(view, repository, sha))
    add(context, state === "success" ? "passed" : state === "pending" ? "pending" : "failed");
  for (const { name, status, conclusion } of latestRuns(checkRunsOf(view, repository, sha)))
    add(name, status !== "completed" ? "pending" : passing.has(conclusion) ? "passed" : "failed");
  return found;
}
