import type { Json } from "../../../../core/index.ts";
import { findCommit } from "../../domain/find-commit.ts";
import {
  combinedState,
  createStatus,
  latestStatuses,
  noCommitFound,
  statusesOf,
  type StatusFields,
} from "../../domain/statuses.ts";
import { minimalRepository } from "../../views/repositories.ts";
import { simpleStatus, statusView } from "../../views/statuses.ts";
import { created } from "../answer.ts";
import { textOrNull } from "../body.ts";
import { listed, operation, type Operation, type RestCall } from "../call.ts";
import { notFound, validationFailed } from "../problem.ts";

/** Statuses of commits. */
export const statusOperations: readonly Operation[] = [
  operation("repos/create-commit-status", (call) => {
    const { draft, repository, body } = call;
    const revision = call.text("sha");
    const sha = findCommit(draft, repository, revision);
    if (sha === undefined) throw noCommitFound(revision);
    const fields = {
      sha,
      state: body["state"] as StatusFields["state"],
      context: textOrNull(body, "context") ?? "default",
      description: textOrNull(body, "description") ?? null,
      targetUrl: targetOf(textOrNull(body, "target_url") ?? null),
    };
    const act = { repository, name: call.repositoryName, actor: call.account };
    return created(statusView(draft, createStatus(draft, act, fields), call.repositoryName, call.urls));
  }),
  operation("repos/list-commit-statuses-for-ref", (call) => {
    const statuses = statusesOf(call.draft, call.repository, commitIn(call)).toReversed();
    return listed(call, statuses, (one) => statusView(call.draft, one, call.repositoryName, call.urls));
  }),
  operation("repos/get-combined-status-for-ref", (call) => {
    const { draft, repository, repositoryName, urls, actor } = call;
    const sha = commitIn(call);
    const latest = latestStatuses(draft, repository, sha);
    const page = listed(call, latest, (one) => simpleStatus(draft, one, repositoryName, urls));
    const commit = `${urls.repository(repositoryName)}/commits/${sha}`;
    return {
      ...page,
      json: {
        state: combinedState(latest),
        statuses: page.json as Json,
        sha,
        total_count: latest.length,
        repository: minimalRepository({ view: draft, urls, actor }, repository),
        commit_url: commit,
        url: `${commit}/status`,
      },
    };
  }),
];

/** The commit that the path's `ref` names. @throws ApiProblem 404 */
function commitIn(call: RestCall): string {
  const sha = findCommit(call.draft, call.repository, call.text("ref"));
  if (sha === undefined) throw notFound();
  return sha;
}

function targetOf(url: string | null): string | null {
  if (url === null || url === "") return null;
  if (/^https?:\/\/\S+$/i.test(url)) return url;
  throw validationFailed({
    resource: "Status",
    code: "custom",
    field: "target_url",
    message: "target_url must use http(s) scheme",
  });
}
