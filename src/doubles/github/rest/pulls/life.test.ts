import { expect, test } from "vitest";
import type { ProtectionConfig } from "../../config.ts";
import { samplePulls } from "../../../../../tests/samples/github-pulls.ts";
import { repository, token } from "../../../../../tests/samples/github.ts";
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

test("the whole life of a pull request: branch, commit, review, check, merge, issue closed, branch deleted", async () => {
  const ci = { slug: "ci", id: 7, name: "CI", owner: "octocat", permissions: { checks: "write" as const } };
  const github = await samplePulls(
    {
      protection: { main: protection },
      settings: { ...repository("octocat/demo").settings, deleteBranchOnMerge: true },
    },
    {
      apps: [{ ...ci, events: [], at }],
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
          permissions: { checks: "write" },
        }),
      ],
    },
  );
  const hubot = { as: "hubot" };
  const mona = { as: "mona" };
  const as = (status: number, answer: { status: number; text: string }) =>
    expect({ status: answer.status, text: answer.text }).toMatchObject({ status });

  const issue = await github.demo("POST /issues", { title: "The readme is dull" }, mona);
  const { sha } = (await github.demo("GET /git/ref/heads/main")).json.object;
  as(201, await github.demo("POST /git/refs", { ref: "refs/heads/bright", sha }, hubot));
  const put = async (text: string): Promise<string> => {
    const before = (await github.demo("GET /contents/README.md?ref=bright")).json.sha;
    const content = Buffer.from(text).toString("base64");
    const json = { message: `Say ${text.trim()}`, content, sha: before, branch: "bright" };
    return (await github.demo("PUT /contents/README.md", json, hubot)).json.commit.sha;
  };
  await put("Hello!\n");

  const body = `Fixes #${issue.json.number}`;
  const made = await github.demo(
    "POST /pulls",
    { title: "Brighten", head: "bright", base: "main", body },
    hubot,
  );
  as(201, made);
  const pull = `/pulls/${made.json.number}`;
  as(201, await github.demo(`POST ${pull}/requested_reviewers`, { reviewers: ["mona"] }, hubot));
  const asks = { event: "REQUEST_CHANGES", body: "Brighter." };
  as(200, await github.demo(`POST ${pull}/reviews`, asks, mona));
  const head = await put("Hello, world!\n");
  as(200, await github.demo(`POST ${pull}/reviews`, { event: "APPROVE" }, mona));

  expect((await github.demo(`GET ${pull}`)).json).toMatchObject({ mergeable_state: "blocked", commits: 2 });
  as(405, await github.demo(`PUT ${pull}/merge`, {}));
  const check = await github.demo("POST /check-runs", { name: "build", head_sha: head }, { as: "ci" });
  as(201, check);
  as(405, await github.demo(`PUT ${pull}/merge`, {}));
  as(200, await github.demo(`PATCH /check-runs/${check.json.id}`, { conclusion: "success" }, { as: "ci" }));
  expect((await github.demo(`GET ${pull}`)).json).toMatchObject({ mergeable_state: "clean" });
  as(200, await github.demo(`PUT ${pull}/merge`, { sha: head }, hubot));

  expect((await github.demo(`GET /issues/${issue.json.number}`)).json).toMatchObject({ state: "closed" });
  as(404, await github.demo("GET /git/ref/heads/bright"));
  const readme = await github.demo("GET /contents/README.md");
  expect(Buffer.from(readme.json.content, "base64").toString()).toBe("Hello, world!\n");
  const told = (await github.demo(`GET /issues/${made.json.number}/timeline`)).json;
  expect(told.map(({ event }: { event: string }) => event)).toEqual([
    "review_requested",
    "reviewed",
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
