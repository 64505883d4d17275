import { expect, test } from "vitest";
import { lineAt } from "../../../../tests/samples/calls.ts";
import { samplePulls, type SamplePulls } from "../../../../tests/samples/github-pulls.ts";
import { token, type Asking } from "../../../../tests/samples/github.ts";

const ci = { as: "ci" };

/** octocat's demo with an app that checks and pushes, whose token is "ghp_ci". */
async function open(): Promise<SamplePulls> {
  const permissions = { checks: "write", contents: "write", metadata: "read" } as const;
  const at = lineAt(1);
  return samplePulls(
    {},
    {
      apps: [{ slug: "ci", id: 7, name: "CI", owner: "octocat", permissions, events: [], at }],
      installations: [
        {
          id: 70,
          app: "ci",
          account: "octocat",
          repositories: null,
          permissions: null,
          suspended: false,
          at,
        },
      ],
      tokens: [
        ...["octocat", "hubot", "mona"].map((login) => token(login)),
        token("octocat", {
          name: "ci",
          value: "ghp_ci",
          kind: "installation",
          installation: 70,
          permissions,
        }),
        token("octocat", { name: "flow", value: "ghp_flow", kind: "actions" }),
      ],
    },
  );
}

const free = {
  required_status_checks: null,
  enforce_admins: true,
  required_pull_request_reviews: null,
  restrictions: null,
};

const protect = (github: SamplePulls, rules: object, asking: Asking = {}) =>
  github.demo("PUT /branches/main/protection", { ...free, ...rules }, asking);

async function shaOf(github: SamplePulls, name: string): Promise<string> {
  return (await github.demo(`GET /git/ref/heads/${name}`)).json.object.sha;
}

const push = (github: SamplePulls, sha: string, as = "octocat") =>
  github.demo("PATCH /git/refs/heads/main", { sha }, { as });

test("a check of a commit that no branch ends with belongs to none", async () => {
  const github = await open();
  const sha = await shaOf(github, "topic");
  await github.demo("PUT /contents/more", { message: "More", content: "eA==", branch: "topic" });
  const made = await github.demo("POST /check-runs", { name: "build", head_sha: sha }, ci);
  const suite = `/check-suites/${made.json.check_suite.id}`;
  expect((await github.demo(`GET ${suite}`)).json).toMatchObject({ head_branch: null, head_sha: sha });
});

test("a check that failed makes a pull request unstable", async () => {
  const github = await open();
  const head_sha = await shaOf(github, "topic");
  await github.open("topic");
  const state = async (): Promise<string> => (await github.demo("GET /pulls/1")).json.mergeable_state;
  const failed = { name: "build", head_sha, conclusion: "failure" };
  const made = await github.demo("POST /check-runs", failed, ci);
  expect(await state()).toBe("unstable");
  await github.demo(`PATCH /check-runs/${made.json.id}`, { conclusion: "success" }, ci);
  expect(await state()).toBe("clean");
  expect((await github.demo("POST /check-runs", { ...failed, name: "x" }, { as: "flow" })).status).toBe(201);
  expect((await github.demo("POST /check-runs", { ...failed, name: "y" }, { as: "flow" })).status).toBe(201);
  expect((await github.demo(`GET /commits/${head_sha}/check-suites`)).json.total_count).toBe(2);
});

test("what required checks have passed is pushed, statuses and checks alike", async () => {
  const github = await open();
  const sha = await shaOf(github, "topic");
  await protect(github, {
    required_status_checks: { strict: false, contexts: ["status", "neutral", "skipped", "success"] },
  });
  const why = async (): Promise<string> => (await push(github, sha)).json.message;
  expect(await why()).toContain("4 of 4 required status checks are expected.");
  await github.demo(`POST /statuses/${sha}`, { state: "pending", context: "status" });
  for (const conclusion of ["neutral", "skipped", "failure"])
    await github.demo("POST /check-runs", { name: conclusion, head_sha: sha, conclusion }, ci);
  expect(await why()).toContain("2 of 4 required status checks are expected.");
  await github.demo(`POST /statuses/${sha}`, { state: "success", context: "status" });
  expect(await why()).toContain('Required status check "success" is expected.');
  await github.demo("POST /check-runs", { name: "success", head_sha: sha, conclusion: "success" }, ci);
  expect((await push(github, sha)).status).toBe(200);
});

test("a branch restricted to an app was told with a description of null: apps push what they may", async () => {
  const github = await open();
  await protect(github, { restrictions: { users: [], teams: [], apps: [] } });
  const sha = await shaOf(github, "topic");
  expect((await push(github, sha, "ci")).status).toBe(422);
  // The description names only some of the permissions that apps have.
  const named = { restrictions: { users: [], teams: [], apps: ["ci"] } };
  expect((await protect(github, named, { unchecked: true })).json.restrictions.apps).toMatchObject([
    { slug: "ci", description: "" },
  ]);
  expect((await push(github, sha, "hubot")).status).toBe(422);
  expect((await push(github, sha, "ci")).status).toBe(200);
});

test("a branch that is to have no merges is made without them", async () => {
  const github = await open();
  await github.open("topic");
  const { sha } = (await github.demo("PUT /pulls/1/merge")).json;
  await github.demo("PUT /branches/extra/protection", { ...free, required_linear_history: true });
  expect((await github.demo("PATCH /git/refs/heads/extra", { sha, force: true })).json.message).toContain(
    "force-push",
  );
  await github.demo("PUT /branches/main/protection", { ...free, required_linear_history: true });
  await github.open("rival");
  expect((await github.demo("PUT /pulls/2/merge")).status).toBe(405);
});
