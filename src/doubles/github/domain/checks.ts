import { ApiProblem } from "../rest/problem.ts";
import type { Draft } from "../state/draft.ts";
import type { AccountRow, AppRow, CheckRunRow, CheckSuiteRow, RepositoryRow } from "../state/rows.ts";
import { rowOf, type View } from "../state/view.ts";

/** Who checks, and where. */
export interface CheckAct {
  readonly repository: RepositoryRow;
  /** "owner/name" of it. */
  readonly name: string;
  readonly actor: AccountRow;
  /** Null: no app of the scenario, as for tokens of workflows. */
  readonly app: AppRow | null;
  /** Tokens are only recorded: nobody is asked whose check it is. */
  readonly accepted: boolean;
}

/** What a check says. */
export type CheckFields = Pick<
  CheckRunRow,
  | "name"
  | "status"
  | "conclusion"
  | "externalId"
  | "detailsUrl"
  | "output"
  | "actions"
  | "startedAt"
  | "completedAt"
>;

/** What GitHub's own app for workflows is known by. */
const actionsApp = 15_368;

/** Adds a check to the suite of its app, which is made where there is none. */
export function createCheckRun(draft: Draft, act: CheckAct, sha: string, fields: CheckFields): CheckRunRow {
  const { suite } = ensureSuite(draft, act, sha);
  settle(draft, suite);
  const run = draft.add("checkRun", { ...fields, repository: act.repository.id, suite: suite.id, sha });
  tellRun(draft, act, "created", run);
  if (run.status === "completed") tellCompleted(draft, act, run);
  return run;
}

/**
 * Changes a check. One that starts again has no conclusion any more.
 * @throws ApiProblem 403 where another app made it
 */
export function updateCheckRun(
  draft: Draft,
  act: CheckAct,
  before: CheckRunRow,
  fields: CheckFields,
): CheckRunRow {
  const suite = rowOf(draft, "checkSuite", before.suite);
  const app = act.app?.id ?? null;
  if (!act.accepted && suite.app !== app)
    throw new ApiProblem(
      403,
      `Invalid app_id \`${app ?? actionsApp}\` - check run can only be modified by the GitHub App that created it.`,
    );
  settle(draft, suite);
  const run = draft.change("checkRun", before, fields);
  if (run.status === "completed" && before.status !== "completed") tellCompleted(draft, act, run);
  else tellRun(draft, act, "updated", run);
  return run;
}

/** The suite of an app on a commit, and whether it was made now. */
export function ensureSuite(
  draft: Draft,
  act: CheckAct,
  sha: string,
): { readonly suite: CheckSuiteRow; readonly made: boolean } {
  const { repository } = act;
  const app = act.app?.id ?? null;
  const known = suitesOf(draft, repository, sha).find((one) => one.app === app);
  if (known !== undefined) return { suite: known, made: false };
  const branch = draft
    .list("ref", repository.id)
    .find((ref) => ref.sha === sha && ref.name.startsWith("refs/heads/"));
  const suite = draft.add("checkSuite", {
    repository: repository.id,
    sha,
    branch: branch?.name.slice("refs/heads/".length) ?? null,
    app,
    rerequested: false,
    createdAt: draft.at,
    updatedAt: draft.at,
  });
  tellSuite(draft, act, "requested", suite);
  return { suite, made: true };
}

/** Asks the app to check again: until it does, its suite waits. */
export function rerequest(draft: Draft, act: CheckAct, suite: CheckSuiteRow, run: CheckRunRow | null): void {
  const asked = draft.change("checkSuite", suite, { rerequested: true, updatedAt: draft.at });
  if (run === null) tellSuite(draft, act, "rerequested", asked);
  else tellRun(draft, act, "rerequested", run);
}

function settle(draft: Draft, suite: CheckSuiteRow): void {
  draft.change("checkSuite", suite, { rerequested: false, updatedAt: draft.at });
}

function tellCompleted(draft: Draft, act: CheckAct, run: CheckRunRow): void {
  tellRun(draft, act, "completed", run);
  const suite = rowOf(draft, "checkSuite", run.suite);
  if (suiteState(draft, suite).status === "completed") tellSuite(draft, act, "completed", suite);
}

function tellRun(draft: Draft, act: CheckAct, action: string, run: CheckRunRow): void {
  draft.emit(`check_run.${action}`, {
    actor: act.actor.login,
    repository: act.name,
    facts: {
      checkRun: run.id,
      name: run.name,
      sha: run.sha,
      status: run.status,
      conclusion: run.conclusion,
    },
  });
}

function tellSuite(draft: Draft, act: CheckAct, action: string, suite: CheckSuiteRow): void {
  draft.emit(`check_suite.${action}`, {
    actor: act.actor.login,
    repository: act.name,
    facts: { checkSuite: suite.id, sha: suite.sha },
  });
}

/** Suites of a commit, oldest first. */
export function suitesOf(view: View, repository: RepositoryRow, sha: string): readonly CheckSuiteRow[] {
  return view.list("checkSuite", `${repository.id} ${sha}`);
}

/** Checks of a commit, newest first. */
export function checkRunsOf(view: View, repository: RepositoryRow, sha: string): readonly CheckRunRow[] {
  return view.list("checkRun", `${repository.id} ${sha}`).toReversed();
}

/** Of several checks of one name in one suite only the newest one. @param runs newest first */
export function latestRuns(runs: readonly CheckRunRow[]): readonly CheckRunRow[] {
  const seen = new Set<string>();
  return runs.filter(({ suite, name }) => {
    const key = `${suite} ${name}`;
    return seen.has(key) ? false : seen.add(key);
  });
}

/** Conclusions from the one that tells most of a suite to the one that tells least. */
const gravest = [
  "failure",
  "timed_out",
  "startup_failure",
  "action_required",
  "cancelled",
  "stale",
  "success",
  "neutral",
  "skipped",
];

/** What the newest checks of a suite come to together. */
export function suiteState(
  view: View,
  suite: CheckSuiteRow,
): { readonly status: "queued" | "in_progress" | "completed"; readonly conclusion: string | null } {
  const all = view.list("checkRun", `${suite.repository} ${suite.sha}`).toReversed();
  const runs = latestRuns(all.filter((run) => run.suite === suite.id));
  if (suite.rerequested || runs.length === 0) return { status: "queued", conclusion: null };
  if (runs.every(({ status }) => status === "completed"))
    return {
      status: "completed",
      conclusion: gravest.find((one) => runs.some(({ conclusion }) => conclusion === one)) as string,
    };
  const waits = runs.every(({ status }) => status !== "completed" && status !== "in_progress");
  return { status: waits ? "queued" : "in_progress", conclusion: null };
}
