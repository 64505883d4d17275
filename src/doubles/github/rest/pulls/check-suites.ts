import type { Json } from "../../../../core/index.ts";
import { checkRunsOf, ensureSuite, rerequest, suitesOf } from "../../domain/checks.ts";
import { findCommit } from "../../domain/find-commit.ts";
import { noCommitFound } from "../../domain/statuses.ts";
import { checkSuiteView } from "../../views/checks.ts";
import { minimalRepository } from "../../views/repositories.ts";
import { answered, created, withStatus } from "../answer.ts";
import { requiredText } from "../body.ts";
import { listed, operation, type Operation } from "../call.ts";
import { actOf, checkShown, commitIn, suiteIn } from "./checks.ts";

/** Suites of checks: one for each app and commit. */
export const checkSuiteOperations: readonly Operation[] = [
  operation("checks/create-suite", (call) => {
    const act = actOf(call);
    const revision = requiredText(call.body, "CheckSuite", "head_sha");
    const sha = findCommit(call.draft, call.repository, revision);
    if (sha === undefined) throw noCommitFound(revision);
    const { suite, made } = ensureSuite(call.draft, act, sha);
    const json = checkSuiteView(checkShown(call), suite);
    return made ? created(json) : answered(json);
  }),
  operation("checks/get-suite", (call) => answered(checkSuiteView(checkShown(call), suiteIn(call)))),
  operation("checks/list-suites-for-ref", (call) => {
    const { draft, repository, query } = call;
    const sha = commitIn(call);
    const [app, name] = [query.get("app_id"), query.get("check_name")];
    const runs = checkRunsOf(draft, repository, sha);
    const suites = suitesOf(draft, repository, sha).filter(
      (suite) =>
        (app === null || String(suite.app) === app) &&
        (name === null || runs.some((run) => run.suite === suite.id && run.name === name)),
    );
    const page = listed(call, suites, (suite) => checkSuiteView(checkShown(call), suite));
    return { ...page, json: { total_count: suites.length, check_suites: page.json as Json } };
  }),
  operation("checks/rerequest-suite", (call) => {
    rerequest(call.draft, actOf(call), suiteIn(call), null);
    return withStatus(201, {});
  }),
  operation("checks/set-suites-preferences", (call) => {
    const { draft, urls, actor, repository, body } = call;
    const triggers = Array.isArray(body["auto_trigger_checks"]) ? body["auto_trigger_checks"] : [];
    draft.emit("check_suite.preferences", {
      actor: call.account.login,
      repository: call.repositoryName,
      facts: { autoTriggerChecks: triggers as Json },
    });
    return answered({
      preferences: { auto_trigger_checks: triggers as Json },
      repository: minimalRepository({ view: draft, urls, actor }, repository),
    });
  }),
];
