import { ApiProblem, validationFailed } from "../rest/problem.ts";
import type { Draft } from "../state/draft.ts";
import type { AccountRow, RepositoryRow, StatusRow } from "../state/rows.ts";
import type { View } from "../state/view.ts";

/** Statuses of one context that a commit may have. */
const statusesPerContextMax = 1_000;
const descriptionCharsMax = 140;
const contextCharsMax = 255;

/** What a status says. */
export type StatusFields = Pick<StatusRow, "sha" | "state" | "context" | "description" | "targetUrl">;

/** Who says it, and where. */
export interface StatusAct {
  readonly repository: RepositoryRow;
  /** "owner/name" of it. */
  readonly name: string;
  readonly actor: AccountRow;
}

/**
 * Says something of a commit.
 * @throws ApiProblem 422
 */
export function createStatus(draft: Draft, act: StatusAct, fields: StatusFields): StatusRow {
  tooLong("description", fields.description ?? "", descriptionCharsMax);
  tooLong("context", fields.context, contextCharsMax);
  const before = statusesOf(draft, act.repository, fields.sha);
  if (before.filter(({ context }) => context === fields.context).length >= statusesPerContextMax)
    throw validationFailed({
      resource: "Status",
      code: "custom",
      message: "This SHA and context has reached the maximum number of statuses.",
    });
  const status = draft.add("status", {
    ...fields,
    repository: act.repository.id,
    creator: act.actor.id,
    createdAt: draft.at,
    updatedAt: draft.at,
  });
  draft.emit("status", {
    actor: act.actor.login,
    repository: act.name,
    facts: { status: status.id, sha: status.sha, state: status.state, context: status.context },
  });
  return status;
}

function tooLong(field: string, text: string, max: number): void {
  if (text.length > max)
    throw validationFailed({
      resource: "Status",
      code: "custom",
      field,
      message: `${field} is too long (maximum is ${max} characters)`,
    });
}

/** All statuses of a commit, oldest first. */
export function statusesOf(view: View, repository: RepositoryRow, sha: string): readonly StatusRow[] {
  return view.list("status", `${repository.id} ${sha}`);
}

/** The newest status of each context, in the order in which they were made. */
export function latestStatuses(view: View, repository: RepositoryRow, sha: string): readonly StatusRow[] {
  const latest = new Map<string, StatusRow>();
  for (const status of statusesOf(view, repository, sha)) latest.set(status.context, status);
  return [...latest.values()].toSorted((one, other) => one.id - other.id);
}

/** What statuses come to together. */
export function combinedState(latest: readonly StatusRow[]): "success" | "pending" | "failure" {
  if (latest.some(({ state }) => state === "failure" || state === "error")) return "failure";
  return latest.length === 0 || latest.some(({ state }) => state === "pending") ? "pending" : "success";
}

/** No commit is called so. */
export function noCommitFound(revision: string): ApiProblem {
  return new ApiProblem(422, `No commit found for SHA: ${revision}`);
}
