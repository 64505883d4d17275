import { expect, test } from "vitest";
import type { ProtectionConfig } from "../../config.ts";
import { samplePulls, type SamplePulls } from "../../../../../tests/samples/github-pulls.ts";
import { repository, token, type Answered } from "../../../../../tests/samples/github.ts";
import { lineAt } from "../../../../../tests/samples/calls.ts";

const protection: ProtectionConfig = {
  checks: ["build"],
  strict: true,
  reviews: 1,
  dismissStaleReviews: true,
  codeOwnerReviews: false,
  enforceAdmins: true,
  linearHistory: false,
  allowForcePushes: false,
  allowDeletions: false,
  restrictions: null,
};

const at = lineAt(1);

const hubot = { as: "hubot" };
const mona = { as: "mona" };
const ci = { as: "ci" };

/** octocat's demo with a protected main, and an app that checks, whose token is "ghp_ci". */
async function guarded(): Promise<SamplePulls> {
  const app = { slug: "ci", id: 7, name: "CI", owner: "octocat", permissions: { checks: "write" as const } };
  const everything = { repositories: null, permissions: null, suspended: false, at };
  const install = {
    kind: "installation" as const,
    installation: 70,
    permissions: { checks: "write" as const },
  };
  return samplePulls(
    {
      protection: { main: protection },
      settings: { ...repository("octocat/demo").settings, deleteBranchOnMerge: true },
    },
    {
      apps: [{ ...app, events: [], at }],
      installations: [{ id: 70, app: "ci", account: "octocat", ...everything }],
      tokens: [
        ...["octocat", "hubot", "mona"].map((login) => token(login)),
        token("octocat", { name: "ci", value: "ghp_ci", ...install }),
      ],
    },
  );
}

function expectStatus(status: number, answer: Answered): void {
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status });
}

/** Commits another README to the branch. @returns SHA of the commit */
async function write(github: SamplePulls, text: string): Promise<string> {
  const before = (await github.demo("GET /contents/README.md?ref=bright")).json.sha;
  const content = Buffer.from(text).toString("base64");
  const json = { message: `Say ${text.trim()}`, content, sha: before, branch: "bright" };
  return (await github.demo("PUT /contents/README.md", json, hubot)).json.commit.sha;
}

/** Opens, is asked to change, changes and is approved. @returns SHA of the head */
async function openAndReview(github: SamplePulls): Promise<string> {
  expectStatus(201, await github.demo("POST /issues", { title: "The readme is dull" }, mona));
  const { sha } = (await github.demo("GET /git/ref/heads/main")).json.object;
  expectStatus(201, await github.demo("POST /git/refs", { ref: "refs/heads/bright", sha }, hubot));
  await write(github, "Hello!\n");
  const fields = { title: "Brighten", head: "bright", base: "main", body: "Fixes #1" };
  expectStatus(201, await github.demo("POST /pulls", fields, hubot));
  const reviewers = { reviewers: ["mona"] };
  expectStatus(201, await github.demo("POST /pulls/2/requested_reviewers", reviewers));
  const asks = { event: "REQUEST_CHANGES", body: "Brighter." };
  expectStatus(200, await github.demo("POST /pulls/2/reviews", asks, mona));
  const head = await write(github, "Hello, world!\n");
  expectStatus(200, await github.demo("POST /pulls/2/reviews", { event: "APPROVE" }, mona));
  return head;
}

/** Cannot be merged until its check has passed, and can then. */
async function checkAndMerge(github: SamplePulls, head: string): Promise<void> {
  const pull = async (): Promise<unknown> => (await github.demo("GET /pulls/2")).json;
  expect(await pull()).toMatchObject({ mergeable_state: "blocked", commits: 2 });
  expectStatus(405, await github.demo("PUT /pulls/2/merge", {}));
  const check = await github.demo("POST /check-runs", { name: "build", head_sha: head }, ci);
  expectStatus(201, check);
  expectStatus(405, await github.demo("PUT /pulls/2/merge", {}));
  const passed = { conclusion: "success" };
  expectStatus(200, await github.demo(`PATCH /check-runs/${check.json.id}`, passed, ci));
  expect(await pull()).toMatchObject({ mergeable_state: "clean" });
  expectStatus(200, await github.demo("PUT /pulls/2/merge", { sha: head }, hubot));
}

test("the whole life of a pull request: branch, commit, review, check, merge, issue closed, branch deleted", async () => {
  const github = await guarded();
  const head = await openAndReview(github);
  await checkAndMerge(github, head);
  expect((await github.demo("GET /issues/1")).json).toMatchObject({ state: "closed" });
  expectStatus(404, await github.demo("GET /git/ref/heads/bright"));
  const readme = await github.demo("GET /contents/README.md");
  expect(Buffer.from(readme.json.content, "base64").toString()).toBe("Hello, world!\n");
  const told = (await github.demo("GET /issues/2/timeline")).json;
  expect(told.map(({ event }: { event: string }) => event)).toEqual([
    "committed",
    "review_requested",
    "reviewed",
    "committed",
    "reviewed",
    "merged",
    "closed",
    "head_ref_deleted",
  ]);
  expect(github.events().filter((type) => type !== "changed")).toEqual([
    "issues.opened",
    "create",
    "push",
    "push",
    "pull_request.opened",
    "pull_request.review_requested",
    "pull_request_review.submitted",
    "push",
    "pull_request.synchronize",
    "pull_request_review.submitted",
    "check_suite.requested",
    "check_run.created",
    "check_run.completed",
    "check_suite.completed",
    "pull_request.closed",
    "push",
    "issues.closed",
    "delete",
    "push",
  ]);
});
