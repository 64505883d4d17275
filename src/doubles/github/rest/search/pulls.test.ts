import { expect, test } from "vitest";
import { lineAt } from "../../../../../tests/samples/calls.ts";
import {
  repository,
  sampleGithub,
  token,
  user,
  type SampleGithub,
} from "../../../../../tests/samples/github.ts";
import type { BranchConfig, PullRequestConfig } from "../../config.ts";

function pull(head: string, more: Partial<PullRequestConfig> = {}): PullRequestConfig {
  return {
    repository: "octocat/demo",
    number: null,
    title: head,
    body: null,
    state: "open",
    author: null,
    labels: [],
    assignees: [],
    milestone: null,
    locked: false,
    comments: [],
    head,
    base: "main",
    draft: false,
    merged: false,
    reviews: [],
    requestedReviewers: [],
    checks: {},
    at: lineAt(1),
    ...more,
  };
}

function branch(name: string): BranchConfig {
  const files = [{ path: `${name}.md`, content: name, mode: "100644" as const }];
  return { name, from: null, files, remove: [], sha: null, message: null };
}

const approved = { author: "hubot", state: "APPROVED", body: null } as const;
const remarked = { author: "tess", state: "COMMENTED", body: "Hm." } as const;
const disliked = { author: "hubot", state: "CHANGES_REQUESTED", body: null } as const;

async function open(): Promise<SampleGithub> {
  const names = ["one", "two", "three", "four", "five"];
  return sampleGithub({
    users: [user("octocat"), user("hubot"), user("tess")],
    repositories: [
      repository("octocat/demo", {
        labels: [{ name: "bug", color: "d73a4a", description: null }],
        files: [{ path: "README.md", content: "# Demo", mode: "100644" }],
        branches: [...names.map((name) => branch(name)), branch("release")],
        protection: {
          main: {
            checks: [],
            strict: false,
            reviews: 1,
            dismissStaleReviews: false,
            codeOwnerReviews: false,
            enforceAdmins: false,
            linearHistory: false,
            allowForcePushes: false,
            allowDeletions: false,
            restrictions: null,
          },
        },
      }),
    ],
    pullRequests: [
      pull("one", { draft: true, checks: { ci: "success" }, requestedReviewers: ["tess"], labels: ["bug"] }),
      pull("two", { reviews: [disliked, remarked, approved], checks: { ci: "success", lint: "failure" } }),
      pull("three", { reviews: [disliked], checks: { ci: "in_progress" } }),
      pull("four", { merged: true, state: "closed" }),
      pull("five", { base: "release", state: "closed" }),
    ],
    tokens: [token("octocat")],
  });
}

test.each([
  ["is:pr", [5, 4, 3, 2, 1]],
  ["type:pr is:open", [3, 2, 1]],
  ["is:issue", []],
  ["is:merged", [4]],
  ["is:unmerged is:closed", [5]],
  ["is:draft", [1]],
  ["draft:false is:open", [3, 2]],
  ["merged:2025-01-15", [4]],
  ["merged:<2025", []],
  ["head:one", [1]],
  ["base:release", [5]],
  ["review:none", [5, 4, 1]],
  ["review:approved", [2]],
  ["review:changes_requested", [3]],
  ["review:required is:open", [1]],
  ["reviewed-by:hubot", [3, 2]],
  ["review-requested:tess", [1]],
  ["status:success", [1]],
  ["status:failure", [2]],
  ["status:pending", [3]],
])("pull requests: %s", async (q, found) => {
  const github = await open();
  const asking = { as: "octocat", unchecked: true };
  // None of them has a body, which the description does not allow in a search.
  const { json } = await github.ask(`GET /search/issues?q=${encodeURIComponent(q)}`, asking);
  expect(json.items.map(({ number }: { number: number }) => number)).toEqual(found);
});

test("pull requests are found by the SHA of their head", async () => {
  const github = await open();
  const head = (await github.ask("GET /repos/octocat/demo/git/ref/heads/two")).json.object.sha;
  const asking = { unchecked: true };
  const found = await github.ask(`GET /search/issues?q=sha:${head.slice(0, 7)}`, asking);
  expect(found.json.items).toMatchObject([{ number: 2 }]);
  expect((await github.ask(`GET /search/issues?q=sha:${head.slice(0, 6)}`, asking)).json.items).toEqual([]);
});

test("pull requests stand among the issues, with their own addresses", async () => {
  const github = await open();
  const { json } = await github.ask("GET /repos/octocat/demo/issues?state=all&direction=asc");
  expect(json).toMatchObject([
    { number: 1, draft: true, labels: [{ name: "bug" }] },
    {},
    {},
    { number: 4 },
    {},
  ]);
  expect(json[3]).toMatchObject({
    node_id: expect.stringMatching(/^PR_/) as string,
    html_url: "http://127.0.0.1:40213/octocat/demo/pull/4",
    pull_request: {
      url: "http://127.0.0.1:40213/repos/octocat/demo/pulls/4",
      merged_at: expect.stringMatching(/^2025-01-15T/) as string,
    },
  });
  expect(json[0]).not.toHaveProperty("sub_issues_summary");
  const labels = { as: "octocat", json: { labels: ["bug"] } };
  expect((await github.ask("POST /repos/octocat/demo/issues/2/labels", labels)).status).toBe(200);
  expect(github.events()).toEqual(["pull_request.labeled"]);
  expect((await github.ask("GET /repos/octocat/demo/issues/2/timeline")).json).toMatchObject([
    { event: "committed", message: expect.stringContaining("two") as string },
    { event: "reviewed", state: "changes_requested", user: { login: "hubot" } },
    { event: "reviewed", state: "commented", user: { login: "tess" } },
    { event: "reviewed", state: "approved" },
    { event: "labeled" },
  ]);
});

test("a pull request is closed as an issue is, and opened again unless it was merged", async () => {
  const github = await open();
  const update = async (number: number, state: string): Promise<string> => {
    const asking = { as: "octocat", json: { state } };
    const { status, json } = await github.ask(`PATCH /repos/octocat/demo/issues/${number}`, asking);
    return `${status} ${json.state ?? json.message}`;
  };
  expect(await update(1, "closed")).toBe("200 closed");
  expect(await update(1, "open")).toBe("200 open");
  expect(await update(4, "open")).toBe("422 Validation Failed");
  expect(github.events()).toEqual(["pull_request.closed", "pull_request.reopened"]);
});

test("reviews that were dismissed count no more, and issues have none", async () => {
  const github = await open();
  const octocat = { as: "octocat" };
  await github.ask("POST /repos/octocat/demo/issues", { ...octocat, json: { title: "x", body: "x" } });
  const [review] = (await github.ask("GET /repos/octocat/demo/pulls/3/reviews")).json;
  const line = `PUT /repos/octocat/demo/pulls/3/reviews/${review.id}/dismissals`;
  expect((await github.ask(line, { ...octocat, json: { message: "Settled." } })).status).toBe(200);
  const find = async (q: string): Promise<unknown> => {
    const { json } = await github.ask(`GET /search/issues?q=${q}`, { ...octocat, unchecked: true });
    return json.items.map(({ number }: { number: number }) => number);
  };
  expect(await find("review:changes_requested")).toEqual([]);
  expect(await find("review:none")).toEqual([5, 4, 3, 1]);
});
