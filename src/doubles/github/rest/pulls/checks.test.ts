import { expect, test } from "vitest";
import {
  repository,
  sampleGithub,
  token,
  user,
  type SampleGithub,
} from "../../../../../tests/samples/github.ts";
import { lineAt } from "../../../../../tests/samples/calls.ts";

const repo = "/repos/octocat/demo";
const at = lineAt(1);

/** A GitHub with two apps, whose tokens are "ghp_ci" and "ghp_lint". */
async function open(): Promise<SampleGithub> {
  const app = (slug: string, id: number) => ({
    slug,
    id,
    name: slug,
    owner: "octocat",
    permissions: { checks: "write" as const },
    events: [],
    at,
  });
  const installation = (slug: string, id: number) => ({
    id,
    app: slug,
    account: "octocat",
    repositories: null,
    permissions: null,
    suspended: false,
    at,
  });
  const ghs = (name: string, id: number) =>
    token("octocat", {
      name,
      value: `ghp_${name}`,
      kind: "installation",
      installation: id,
      permissions: { checks: "write" },
    });
  return sampleGithub({
    users: [user("octocat")],
    repositories: [
      repository("octocat/demo", { files: [{ path: "README.md", content: "# demo\n", mode: "100644" }] }),
    ],
    apps: [app("ci", 7), app("lint", 8)],
    installations: [installation("ci", 70), installation("lint", 80)],
    tokens: [
      token("octocat"),
      ghs("ci", 70),
      ghs("lint", 80),
      token("octocat", { name: "workflow", value: "ghp_workflow", kind: "actions" }),
    ],
  });
}

async function mainSha(github: SampleGithub): Promise<string> {
  return (await github.ask(`GET ${repo}/commits/main/status`)).json.sha;
}

const idOf = (answer: { json: { id: number } }): number => answer.json.id;

test("a check goes from queued to completed, and its suite with it", async () => {
  const github = await open();
  const sha = await mainSha(github);
  const made = await github.ask(`POST ${repo}/check-runs`, {
    as: "ci",
    json: { name: "build", head_sha: sha },
  });
  expect(made).toMatchObject({
    status: 201,
    json: { name: "build", status: "queued", conclusion: null, app: { slug: "ci" } },
  });
  const run = `${repo}/check-runs/${idOf(made)}`;
  const suite = `${repo}/check-suites/${made.json.check_suite.id}`;
  await github.ask(`PATCH ${run}`, { as: "ci", json: { status: "in_progress" } });
  expect((await github.ask(`GET ${suite}`)).json).toMatchObject({ status: "in_progress", conclusion: null });
  const output = {
    title: "Two notes",
    summary: "Look.",
    annotations: [
      { path: "README.md", start_line: 1, end_line: 1, annotation_level: "warning", message: "Short." },
    ],
  };
  const done = await github.ask(`PATCH ${run}`, { as: "ci", json: { conclusion: "failure", output } });
  expect(done.json).toMatchObject({ status: "completed", output: { annotations_count: 1 } });
  expect(done.json.completed_at).not.toBeNull();
  await github.ask(`PATCH ${run}`, { as: "ci", json: { output } });
  expect((await github.ask(`GET ${run}/annotations`)).json).toHaveLength(2);
  expect((await github.ask(`GET ${suite}`)).json).toMatchObject({
    status: "completed",
    conclusion: "failure",
    head_branch: "main",
    latest_check_runs_count: 1,
  });
  const again = await github.ask(`PATCH ${run}`, { as: "ci", json: { status: "in_progress" } });
  expect(again.json).toMatchObject({ conclusion: null, completed_at: null });
  expect(github.events()).toEqual([
    "check_suite.requested",
    "check_run.created",
    "check_run.updated",
    "check_run.completed",
    "check_suite.completed",
    "check_run.updated",
    "check_run.updated",
  ]);
});

test("checks of a commit are listed by name, status and app; of one name only the newest, unless all are asked for", async () => {
  const github = await open();
  const sha = await mainSha(github);
  const make = (as: string, name: string, conclusion?: string) =>
    github.ask(`POST ${repo}/check-runs`, { as, json: { name, head_sha: sha, conclusion } });
  await make("ci", "build", "failure");
  const newest = idOf(await make("ci", "build", "success"));
  const lint = idOf(await make("lint", "lint"));
  const list = async (query: string): Promise<{ total: number; ids: number[] }> => {
    const { json } = await github.ask(`GET ${repo}/commits/main/check-runs${query}`);
    return { total: json.total_count, ids: json.check_runs.map(({ id }: { id: number }) => id) };
  };
  expect(await list("")).toEqual({ total: 2, ids: [lint, newest] });
  expect((await list("?filter=all")).total).toBe(3);
  expect((await list("?check_name=build")).ids).toEqual([newest]);
  expect((await list("?status=completed")).ids).toEqual([newest]);
  expect((await list("?app_id=8")).ids).toEqual([lint]);
  expect(await list("?per_page=1&page=2")).toEqual({ total: 2, ids: [newest] });
  const suites = await github.ask(`GET ${repo}/commits/${sha}/check-suites`);
  expect(suites.json.check_suites).toMatchObject([{ conclusion: "success" }, { status: "queued" }]);
  const [first] = suites.json.check_suites;
  const runs = await github.ask(`GET ${repo}/check-suites/${first.id}/check-runs`);
  expect(runs.json.total_count).toBe(1);
  expect((await github.ask(`GET ${repo}/commits/main/check-suites?app_id=8`)).json.total_count).toBe(1);
  expect((await github.ask(`GET ${repo}/commits/nope/check-runs`)).json.message).toBe(
    "No commit found for SHA: nope",
  );
});

test("only apps write checks, and each only its own", async () => {
  const github = await open();
  const sha = await mainSha(github);
  const json = { name: "build", head_sha: sha };
  expect(await github.ask(`POST ${repo}/check-runs`, { as: "octocat", json })).toMatchObject({
    status: 403,
    json: { message: "You must authenticate via a GitHub App." },
  });
  const made = await github.ask(`POST ${repo}/check-runs`, { as: "ci", json });
  const foreign = await github.ask(`PATCH ${repo}/check-runs/${idOf(made)}`, {
    as: "lint",
    json: { conclusion: "success" },
  });
  expect(foreign).toMatchObject({
    status: 403,
    json: {
      message: "Invalid app_id `8` - check run can only be modified by the GitHub App that created it.",
    },
  });
  expect((await github.ask(`GET ${repo}/check-runs/${idOf(made)}`)).json.status).toBe("queued");
});

test("a workflow's token writes checks of its own, and changes no app's", async () => {
  const github = await open();
  const sha = await mainSha(github);
  const make = (as: string) =>
    github.ask(`POST ${repo}/check-runs`, { as, json: { name: as, head_sha: sha } });
  const change = (id: number) =>
    github.ask(`PATCH ${repo}/check-runs/${id}`, { as: "workflow", json: { conclusion: "success" } });
  const own = await make("workflow");
  expect(own).toMatchObject({ status: 201, json: { app: null } });
  expect((await change(idOf(own))).status).toBe(200);
  expect((await change(idOf(await make("ci")))).json.message).toMatch(/^Invalid app_id `15368` - /);
});

test("checks that can't be are refused with GitHub's own errors", async () => {
  const github = await open();
  const sha = await mainSha(github);
  const note = {
    path: "a",
    start_line: 1,
    end_line: 1,
    annotation_level: "notice",
    message: "m",
  };
  const refused = async (more: object, whole = false): Promise<string> => {
    const json = whole ? more : { name: "x", head_sha: sha, ...more };
    const { status, json: body } = await github.ask(`POST ${repo}/check-runs`, { as: "ci", json });
    return `${status} ${body.message?.replace("Invalid request.\n\n", "") ?? ""}`;
  };
  expect(await refused({}, true)).toMatch(/^422 "\w+", "\w+" weren't supplied\.$/);
  expect(await refused({ name: "" })).toBe(`422 "name" wasn't supplied.`);
  expect(await refused({ name: "", head_sha: "" })).toBe(`422 "head_sha", "name" weren't supplied.`);
  expect(await refused({ started_at: "2025-01-15T10:30:99Z" })).toMatch(/ is not a valid date-time\.$/);
  expect(await refused({ head_sha: "0".repeat(40) })).toBe(`422 No commit found for SHA: ${"0".repeat(40)}`);
  expect(await refused({ status: "completed" })).toBe(`422 "conclusion" wasn't supplied.`);
  expect(await refused({ started_at: "yesterday" })).toBe('422 "yesterday" is not a valid date-time.');
  expect(await refused({ conclusion: "stale" })).toMatch(/^422 "stale" is not a possible value\. /);
  const output = (count: number) => ({
    output: { title: "t", summary: "s", annotations: Array.from({ length: count }, () => note) },
  });
  expect(await refused(output(51))).toBe("422 No more than 50 items are allowed; 51 were supplied.");
  expect(await refused(output(50))).toBe("201 ");
  const actions = (count: number, label = "Fix") => ({
    actions: Array.from({ length: count }, () => ({ label, description: "d", identifier: "i" })),
  });
  expect(await refused(actions(4))).toBe("422 No more than 3 items are allowed; 4 were supplied.");
  expect(await refused(actions(3))).toBe("201 ");
  expect(await refused(actions(1, "x".repeat(21)))).toBe(
    "422 Only 20 characters are allowed; 21 were supplied.",
  );
  expect(await refused(actions(1, "x".repeat(20)))).toBe("201 ");
});

test("a suite is made once, and waits when it is asked for again", async () => {
  const github = await open();
  const sha = await mainSha(github);
  const make = () => github.ask(`POST ${repo}/check-suites`, { as: "ci", json: { head_sha: sha } });
  const made = await make();
  expect(made).toMatchObject({ status: 201, json: { status: "queued", head_sha: sha } });
  expect(await make()).toMatchObject({ status: 200, json: { id: made.json.id } });
  const run = await github.ask(`POST ${repo}/check-runs`, {
    as: "ci",
    json: { name: "build", head_sha: sha, conclusion: "success" },
  });
  const suite = `${repo}/check-suites/${made.json.id}`;
  expect((await github.ask(`GET ${suite}`)).json.conclusion).toBe("success");
  expect((await github.ask(`POST ${suite}/rerequest`, { as: "ci" })).status).toBe(201);
  expect((await github.ask(`GET ${suite}`)).json).toMatchObject({ status: "queued", conclusion: null });
  const again = `${repo}/check-runs/${idOf(run)}`;
  await github.ask(`PATCH ${again}`, { as: "ci", json: { conclusion: "neutral" } });
  expect((await github.ask(`GET ${suite}`)).json.conclusion).toBe("neutral");
  expect((await github.ask(`POST ${again}/rerequest`, { as: "ci" })).status).toBe(201);
  expect((await github.ask(`GET ${suite}`)).json.status).toBe("queued");
  const said = await github.ask(`PATCH ${repo}/check-suites/preferences`, {
    as: "ci",
    json: { auto_trigger_checks: [{ app_id: 7, setting: false }] },
  });
  expect(said.json.preferences.auto_trigger_checks).toEqual([{ app_id: 7, setting: false }]);
});
