import { expect, test } from "vitest";
import { sampleIssues, type SampleIssues } from "../../../../../tests/samples/github-issues.ts";

const stranger = { as: "stranger" };

/** Issue 1 (id 1) of octocat/demo, and two (ids 2 and 3) of octocat/secret, which strangers do not see. */
async function opened(): Promise<SampleIssues> {
  const github = await sampleIssues();
  await github.demo("POST /issues", { title: "seen" });
  const secret = { as: "octocat", json: { title: "hidden" } };
  for (const id of [2, 3])
    expect((await github.ask("POST /repos/octocat/secret/issues", secret)).json.id).toBe(id);
  return github;
}

test("who may not see an issue is not told that another one belongs to it or waits for it", async () => {
  const github = await opened();
  await github.demo("POST /issues/1/sub_issues", { sub_issue_id: 2 });
  await github.demo("POST /issues/1/dependencies/blocked_by", { issue_id: 3 });
  expect((await github.demo("GET /issues/1/sub_issues")).json).toMatchObject([{ id: 2 }]);
  expect((await github.demo("GET /issues/1/sub_issues", undefined, stranger)).json).toEqual([]);
  expect((await github.demo("GET /issues/1/events")).json).toMatchObject([
    { event: "sub_issue_added", sub_issue: { repository: { name: "secret" } } },
    { event: "blocked_by_added", blocked_by: { repository: { name: "secret" } } },
  ]);
  expect((await github.demo("GET /issues/1/events", undefined, stranger)).json).toMatchObject([
    { event: "sub_issue_added", sub_issue: null },
    { event: "blocked_by_added", blocked_by: null },
  ]);
  const blocking = await github.ask("GET /repos/octocat/secret/issues/2/events", { as: "octocat" });
  expect(blocking.json).toMatchObject([{ event: "blocking_added", blocking: { number: 1 } }]);
});

test("an issue of another owner, one that is hidden and one that is not there can't be taken in", async () => {
  const github = await opened();
  await github.ask("POST /user/repos", { as: "hubot", json: { name: "own" } });
  const other = await github.ask("POST /repos/hubot/own/issues", { as: "hubot", json: { title: "o" } });
  const add = (id: number, as = "octocat") =>
    github.demo("POST /issues/1/sub_issues", { sub_issue_id: id }, { as });
  expect(await add(other.json.id)).toMatchObject({
    status: 422,
    json: { message: expect.stringMatching(/same owner/) },
  });
  expect((await add(2, "tess")).status).toBe(404);
  expect((await add(99)).status).toBe(404);
  expect((await github.demo("DELETE /issues/1/dependencies/blocked_by/99")).status).toBe(404);
  const after = { sub_issue_id: 2, after_id: 99 };
  expect((await github.demo("PATCH /issues/1/sub_issues/priority", after)).status).toBe(422);
});

test("a timeline leaves out what refers to it from a repository that is gone, and who became its sub-issue", async () => {
  const github = await opened();
  const secret = { as: "octocat", json: { title: "refers", body: "See octocat/demo#1" } };
  await github.ask("POST /repos/octocat/secret/issues", secret);
  await github.demo("POST /issues/1/sub_issues", { sub_issue_id: 2 });
  expect((await github.demo("GET /issues/1/timeline")).json).toMatchObject([
    { event: "cross-referenced", source: { issue: { title: "refers" } } },
    { event: "sub_issue_added", sub_issue: { title: "hidden" } },
  ]);
  expect((await github.demo("GET /issues/1/timeline", undefined, stranger)).json).toMatchObject([
    { event: "sub_issue_added", sub_issue: null },
  ]);
  expect((await github.ask("DELETE /repos/octocat/secret", { as: "octocat" })).status).toBe(204);
  expect((await github.demo("GET /issues/1/timeline")).json).toMatchObject([
    { event: "sub_issue_added", sub_issue: null },
  ]);
});

test("locking without a reason, and unlocking, tell none", async () => {
  const github = await opened();
  await github.demo("PUT /issues/1/lock");
  await github.demo("DELETE /issues/1/lock");
  expect((await github.demo("GET /issues/1/events")).json).toMatchObject([
    { event: "locked", lock_reason: null },
    { event: "unlocked", lock_reason: null },
  ]);
});
