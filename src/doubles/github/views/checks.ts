import type { JsonObject } from "../../../core/index.ts";
import { checkRunsOf, latestRuns, suiteState } from "../domain/checks.ts";
import { timeOf } from "../domain/times.ts";
import { readCommit, type Commit } from "../git/index.ts";
import { rowOf } from "../state/view.ts";
import type { AppRow, CheckRunRow, CheckSuiteRow, RepositoryRow } from "../state/rows.ts";
import { objectKey } from "../state/tables.ts";
import { appUrl, appView } from "./apps.ts";
import { nodeId } from "./node-id.ts";
import { pullsOfHead } from "./pull-minimal.ts";
import { minimalRepository, type RepositoryShown } from "./repositories.ts";

/** What an answer about checks is made from. */
export interface CheckShown extends RepositoryShown {
  readonly repository: RepositoryRow;
  /** "owner/name" of it. */
  readonly name: string;
}

/** `check-run`. */
export function checkRunView(shown: CheckShown, run: CheckRunRow): JsonObject {
  const { view, urls, repository, name } = shown;
  const app = appOf(shown, rowOf(view, "checkSuite", run.suite));
  const url = `${urls.repository(name)}/check-runs/${run.id}`;
  const { title, summary, text, annotations } = run.output;
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId("checkRun", run.id),
    head_sha: run.sha,
    external_id: run.externalId,
    url,
    html_url: `${urls.html}/${name}/runs/${run.id}`,
    details_url: run.detailsUrl ?? (app === undefined ? null : appUrl(app, urls)),
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.startedAt,
    completed_at: run.completedAt,
    output: {
      title,
      summary,
      text,
      annotations_count: annotations.length,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: run.suite },
    app: app === undefined ? null : appView(view, app, urls),
    pull_requests: pullsOfHead(view, repository, run.sha, urls),
  };
}

/** The app that checks; undefined: none is known. */
function appOf({ view }: CheckShown, { app }: CheckSuiteRow): AppRow | undefined {
  return app === null ? undefined : rowOf(view, "app", app);
}

/** `check-annotation`. */
export function annotationView(
  { urls, name }: CheckShown,
  { sha }: CheckRunRow,
  one: CheckRunRow["output"]["annotations"][number],
): JsonObject {
  const path = String(one["path"]);
  return {
    path,
    blob_href: `${urls.html}/${name}/blob/${sha}/${encodeURI(path)}`,
    start_line: one["start_line"] as number,
    start_column: one["start_column"] ?? null,
    end_line: one["end_line"] as number,
    end_column: one["end_column"] ?? null,
    annotation_level: one["annotation_level"] as string,
    title: one["title"] ?? null,
    message: one["message"] as string,
    raw_details: one["raw_details"] ?? null,
  };
}

/** `check-suite`. */
export function checkSuiteView(shown: CheckShown, suite: CheckSuiteRow): JsonObject {
  const { view, urls, repository, name } = shown;
  const app = appOf(shown, suite);
  const url = `${urls.repository(name)}/check-suites/${suite.id}`;
  const runs = checkRunsOf(view, repository, suite.sha).filter((run) => run.suite === suite.id);
  const { parent, head } = headCommit(shown, suite.sha);
  return {
    id: suite.id,
    node_id: nodeId("checkSuite", suite.id),
    head_branch: suite.branch,
    head_sha: suite.sha,
    ...suiteState(view, suite),
    url,
    before: parent,
    after: suite.sha,
    pull_requests: pullsOfHead(view, repository, suite.sha, urls),
    app: app === undefined ? null : appView(view, app, urls),
    created_at: suite.createdAt,
    updated_at: suite.updatedAt,
    rerequestable: true,
    runs_rerequestable: true,
    latest_check_runs_count: latestRuns(runs).length,
    check_runs_url: `${url}/check-runs`,
    head_commit: head,
    repository: minimalRepository(shown, repository),
  };
}

/** `simple-commit`, and the commit before it. */
function headCommit(
  { view, repository }: CheckShown,
  sha: string,
): { readonly parent: string; readonly head: JsonObject } {
  // Checks are of commits only.
  const commit = readCommit(view.get("object", objectKey(repository.network, sha))) as Commit;
  const { author, committer } = commit;
  return {
    parent: commit.parents[0] ?? "0".repeat(40),
    head: {
      id: sha,
      tree_id: commit.tree,
      message: commit.message,
      timestamp: timeOf(committer.seconds),
      author: { name: author.name, email: author.email },
      committer: { name: committer.name, email: committer.email },
    },
  };
}
