import type { Json } from "../../../../core/index.ts";
import {
  checkRunsOf,
  createCheckRun,
  latestRuns,
  rerequest,
  updateCheckRun,
  type CheckAct,
} from "../../domain/checks.ts";
import { findCommit } from "../../domain/find-commit.ts";
import { noCommitFound } from "../../domain/statuses.ts";
import { rowOf } from "../../state/view.ts";
import type { CheckRunRow, CheckSuiteRow } from "../../state/rows.ts";
import { annotationView, checkRunView, type CheckShown } from "../../views/checks.ts";
import { answered, created, withStatus, type RestAnswer } from "../answer.ts";
import { listed, operation, type Operation, type RestCall } from "../call.ts";
import { notFound } from "../problem.ts";
import { changedCheck, newCheck } from "./check-input.ts";

/** Checks of commits. */
export const checkOperations: readonly Operation[] = [
  operation("checks/create", (call) => {
    const act = actOf(call);
    const fields = newCheck(call.body, call.draft.at);
    const revision = call.body["head_sha"] as string;
    const sha = findCommit(call.draft, call.repository, revision);
    if (sha === undefined) throw noCommitFound(revision);
    return created(checkRunView(checkShown(call), createCheckRun(call.draft, act, sha, fields)));
  }),
  operation("checks/get", (call) => answered(checkRunView(checkShown(call), checkRunIn(call)))),
  operation("checks/update", (call) => {
    const act = actOf(call);
    const before = checkRunIn(call);
    const fields = changedCheck(before, call.body, call.draft.at);
    return answered(checkRunView(checkShown(call), updateCheckRun(call.draft, act, before, fields)));
  }),
  operation("checks/rerequest-run", (call) => {
    const run = checkRunIn(call);
    const suite = rowOf(call.draft, "checkSuite", run.suite);
    rerequest(call.draft, actOf(call), suite, run);
    return withStatus(201, {});
  }),
  operation("checks/list-annotations", (call) => {
    const run = checkRunIn(call);
    return listed(call, run.output.annotations, (one) => annotationView(checkShown(call), run, one));
  }),
  operation("checks/list-for-ref", (call) => {
    const app = call.query.get("app_id");
    const runs = checkRunsOf(call.draft, call.repository, commitIn(call)).filter(
      ({ suite }) => app === null || String(rowOf(call.draft, "checkSuite", suite).app) === app,
    );
    return listRuns(call, runs);
  }),
  operation("checks/list-for-suite", (call) => {
    const { id, sha } = suiteIn(call);
    const runs = checkRunsOf(call.draft, call.repository, sha).filter(({ suite }) => suite === id);
    return listRuns(call, runs);
  }),
];

/** Those that the query asks for: the newest of each name, unless it wants all. */
function listRuns(call: RestCall, runs: readonly CheckRunRow[]): RestAnswer {
  const [name, status] = [call.query.get("check_name"), call.query.get("status")];
  const chosen = (call.query.get("filter") === "all" ? runs : latestRuns(runs)).filter(
    (run) => (name === null || run.name === name) && (status === null || run.status === status),
  );
  const page = listed(call, chosen, (run) => checkRunView(checkShown(call), run));
  return { ...page, json: { total_count: chosen.length, check_runs: page.json as Json } };
}

/** The commit that the path's `ref` names. @throws ApiProblem 422 */
export function commitIn(call: RestCall): string {
  const revision = call.text("ref");
  const sha = findCommit(call.draft, call.repository, revision);
  if (sha === undefined) throw noCommitFound(revision);
  return sha;
}

function checkRunIn(call: RestCall): CheckRunRow {
  const run = call.draft.get("checkRun", call.number("check_run_id"));
  if (run?.repository !== call.repository.id) throw notFound();
  return run;
}

/** The suite that the path names. @throws ApiProblem 404 */
export function suiteIn(call: RestCall): CheckSuiteRow {
  const suite = call.draft.get("checkSuite", call.number("check_suite_id"));
  if (suite?.repository !== call.repository.id) throw notFound();
  return suite;
}

/** What answers about checks are made from. */
export function checkShown(call: RestCall): CheckShown {
  const { draft, urls, actor, repository, repositoryName } = call;
  return { view: draft, urls, actor, repository, name: repositoryName };
}

/** Who checks, and where: that only apps do has been settled by then. */
export function actOf({ repository, repositoryName, account, actor }: RestCall): CheckAct {
  return { repository, name: repositoryName, actor: account, app: actor.app, accepted: actor.accepted };
}
