import { expect, test } from "vitest";
import { samplePulls } from "../../../../../tests/samples/github-pulls.ts";

test("a pull request is opened from a branch, with what its content comes to", async () => {
  const github = await samplePulls();
  const made = await github.open("topic", { body: "Please." });
  expect(made).toMatchObject({
    status: 201,
    json: {
      number: 1,
      state: "open",
      title: "Bring topic",
      body: "Please.",
      draft: false,
      merged: false,
      mergeable: true,
      rebaseable: true,
      mergeable_state: "clean",
      commits: 1,
      additions: 1,
      deletions: 1,
      changed_files: 1,
      comments: 0,
      review_comments: 0,
      head: { label: "octocat:topic", ref: "topic", repo: { full_name: "octocat/demo" } },
      base: { label: "octocat:main", ref: "main" },
      author_association: "OWNER",
    },
  });
  expect(made.headers["location"]).toBe("http://127.0.0.1:40213/repos/octocat/demo/pulls/1");
  expect(made.json.merge_commit_sha).toMatch(/^[0-9a-f]{40}$/);
  expect((await github.demo("GET /pulls/1")).json).toEqual(made.json);
  expect((await github.demo("GET /issues/1")).json.pull_request.url).toBe(made.json.url);
  expect(github.events()).toEqual(["pull_request.opened"]);
  const files = await github.demo("GET /pulls/1/files");
  expect(files.json).toMatchObject([{ filename: "README.md", status: "modified", changes: 2 }]);
  expect((await github.demo("GET /pulls/1/commits")).json).toMatchObject([{ sha: made.json.head.sha }]);
});

test("a pull request is given as a difference and as mails", async () => {
  const github = await samplePulls();
  await github.open("topic");
  const as = async (kind: string) =>
    github.demo("GET /pulls/1", undefined, { headers: [["Accept", `application/vnd.github.v3.${kind}`]] });
  const diff = await as("diff");
  expect(diff.headers["content-type"]).toBe("application/vnd.github.v3.diff; charset=utf-8");
  expect(diff.text).toMatch(/^diff --git a\/README\.md b\/README\.md\n/);
  expect(diff.text).toContain("\n-line 2\n+two\n");
  expect((await as("patch")).text).toContain("Subject: [PATCH] Work on topic\n");
});

test("pull requests that can't be are refused with GitHub's own errors, and nothing has changed", async () => {
  const github = await samplePulls();
  await github.open("topic");
  const before = github.events().length;
  const refused = async (json: object): Promise<unknown> => {
    const answer = await github.demo("POST /pulls", { title: "x", base: "main", ...json });
    expect(answer.status).toBe(422);
    return answer.json.errors;
  };
  const custom = (message: string) => [{ resource: "PullRequest", code: "custom", message }];
  expect(await refused({ head: "main" })).toEqual(custom("No commits between main and main"));
  expect(await refused({ head: "topic" })).toEqual(
    custom("A pull request already exists for octocat:topic."),
  );
  expect(await refused({ head: "octocat:topic" })).toEqual(
    custom("A pull request already exists for octocat:topic."),
  );
  expect(await refused({ head: "nowhere" })).toEqual([
    { resource: "PullRequest", field: "head", code: "invalid" },
  ]);
  expect(await refused({ head: "nobody:topic" })).toEqual([
    { resource: "PullRequest", field: "head", code: "invalid" },
  ]);
  expect(await refused({ head: "extra", base: "nowhere" })).toEqual([
    { resource: "PullRequest", field: "base", code: "invalid" },
  ]);
  expect(await refused({ head: "extra", title: "" })).toEqual([
    { resource: "Issue", code: "missing_field", field: "title" },
  ]);
  expect(await refused({ head: "" })).toEqual([
    { resource: "PullRequest", code: "missing_field", field: "head" },
  ]);
  expect(github.events()).toHaveLength(before);
  expect((await github.demo("GET /pulls/2")).status).toBe(404);
});

test("an issue becomes a pull request and keeps its number", async () => {
  const github = await samplePulls();
  await github.demo("POST /issues", { title: "Say two", body: "In words." });
  const made = await github.demo("POST /pulls", { issue: 1, head: "topic", base: "main" });
  expect(made).toMatchObject({ status: 201, json: { number: 1, title: "Say two", body: "In words." } });
  expect((await github.demo("POST /pulls", { issue: 1, head: "extra", base: "main" })).status).toBe(422);
});

test("lists are filtered by state, head and base, and sorted", async () => {
  const github = await samplePulls();
  await github.open("topic");
  await github.open("extra", { draft: true });
  await github.open("rival");
  await github.demo("PATCH /pulls/3", { state: "closed" });
  const numbers = async (query: string): Promise<number[]> =>
    (await github.demo(`GET /pulls${query}`)).json.map(({ number }: { number: number }) => number);
  expect(await numbers("")).toEqual([2, 1]);
  expect(await numbers("?state=closed")).toEqual([3]);
  expect(await numbers("?state=all&direction=asc")).toEqual([1, 2, 3]);
  expect(await numbers("?head=octocat:extra")).toEqual([2]);
  expect(await numbers("?base=topic")).toEqual([]);
  expect(await numbers("?state=all&sort=updated&direction=desc")).toEqual([3, 2, 1]);
  expect(await numbers("?state=all&per_page=1&page=2")).toEqual([2]);
  expect((await github.demo("GET /pulls?state=merged")).status).toBe(422);
  const { sha } = (await github.demo("GET /pulls/1")).json.head;
  expect((await github.demo(`GET /commits/${sha}/pulls`)).json).toMatchObject([{ number: 1 }]);
});

test("title, text, state and base are changed; a closed one is opened again while its branch is there", async () => {
  const github = await samplePulls();
  await github.open("topic");
  expect(
    (await github.demo("PATCH /pulls/1", { title: "Two", body: "b", base: "extra" })).json,
  ).toMatchObject({
    title: "Two",
    body: "b",
    base: { ref: "extra" },
    commits: 1,
  });
  expect((await github.demo("PATCH /pulls/1", { base: "nowhere" })).json.errors).toEqual([
    { resource: "PullRequest", field: "base", code: "invalid" },
  ]);
  expect((await github.demo("PATCH /pulls/1", { state: "closed" })).json).toMatchObject({ state: "closed" });
  expect((await github.demo("PATCH /pulls/1", { state: "open" })).json).toMatchObject({ state: "open" });
  await github.demo("DELETE /git/refs/heads/topic");
  expect((await github.demo("GET /pulls/1")).json.state).toBe("closed");
  expect((await github.demo("PATCH /pulls/1", { state: "open" })).json.errors).toEqual([
    {
      resource: "PullRequest",
      code: "custom",
      field: "state",
      message: "state cannot be changed. The topic branch has been deleted.",
    },
  ]);
  const foreign = await github.demo("PATCH /pulls/1", { title: "Mine" }, { as: "stranger" });
  expect(foreign.status).toBe(403);
  expect(github.events()).toEqual([
    "pull_request.opened",
    "pull_request.edited",
    "pull_request.edited",
    "pull_request.closed",
    "pull_request.reopened",
    "delete",
    "push",
    "pull_request.closed",
  ]);
});

test("a pull request that conflicts is dirty, and clean again when its base goes back", async () => {
  const github = await samplePulls();
  const main = (await github.demo("GET /git/ref/heads/main")).json.object.sha;
  await github.open("topic");
  const rival = (await github.demo("GET /git/ref/heads/rival")).json.object.sha;
  await github.demo("PATCH /git/refs/heads/main", { sha: rival });
  expect((await github.demo("GET /pulls/1")).json).toMatchObject({
    mergeable: false,
    rebaseable: false,
    mergeable_state: "dirty",
    merge_commit_sha: null,
  });
  await github.demo("PATCH /git/refs/heads/main", { sha: main, force: true });
  expect((await github.demo("GET /pulls/1")).json).toMatchObject({ mergeable: true });
});
