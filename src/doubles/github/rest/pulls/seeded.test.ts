import { expect, test } from "vitest";
import type { PullRequestConfig } from "../../config.ts";
import { lineAt } from "../../../../../tests/samples/calls.ts";
import { samplePulls } from "../../../../../tests/samples/github-pulls.ts";

function pullRequest(head: string, more: Partial<PullRequestConfig> = {}): PullRequestConfig {
  return {
    repository: "octocat/demo",
    number: null,
    title: `Bring ${head}`,
    body: null,
    state: "open",
    author: "hubot",
    labels: [],
    assignees: [],
    milestone: null,
    locked: false,
    comments: [],
    at: lineAt(1),
    head,
    base: "main",
    draft: false,
    merged: false,
    reviews: [],
    requestedReviewers: [],
    checks: {},
    ...more,
  };
}

test("pull requests of a scenario are as if they had been opened: mergeable by content, reviewed, checked", async () => {
  const github = await samplePulls(
    {},
    {
      pullRequests: [
        pullRequest("topic", { state: "closed", merged: true }),
        pullRequest("rival"),
        pullRequest("extra", {
          requestedReviewers: ["mona"],
          reviews: [{ author: "octocat", state: "APPROVED", body: "Good." }],
          checks: { ci: "success", lint: "in_progress" },
        }),
      ],
    },
  );
  expect((await github.demo("GET /pulls/1")).json).toMatchObject({
    merged: true,
    state: "closed",
    commits: 1,
  });
  expect((await github.demo("GET /pulls/2")).json).toMatchObject({
    mergeable: false,
    mergeable_state: "dirty",
  });
  const extra = await github.demo("GET /pulls/3");
  expect(extra.json).toMatchObject({
    mergeable: true,
    mergeable_state: "unstable",
    requested_reviewers: [{ login: "mona" }],
    changed_files: 1,
  });
  const told = (await github.demo("GET /issues/3/timeline")).json;
  expect(told.map(({ event }: { event: string }) => event)).toEqual(["committed", "reviewed"]);
  expect((await github.demo("GET /pulls/3/reviews")).json).toMatchObject([{ state: "APPROVED" }]);
  expect((await github.demo("GET /commits/extra/check-runs")).json.total_count).toBe(2);
  expect((await github.demo("PUT /pulls/3/merge")).status).toBe(200);
  expect((await github.demo("GET /contents/README.md")).status).toBe(200);
});
