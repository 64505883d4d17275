import { expect, test } from "vitest";
import { sampleIssues, type SampleIssues } from "../../../../../tests/samples/github-issues.ts";

/** Issues whose ids are their numbers. */
async function withIssues(count: number): Promise<SampleIssues> {
  const github = await sampleIssues();
  for (let made = 0; made < count; made += 1) await github.demo("POST /issues", { title: `${made + 1}` });
  return github;
}

async function subIssues(github: SampleIssues, number: number): Promise<unknown> {
  const { json } = await github.demo(`GET /issues/${number}/sub_issues`);
  return json.map((issue: { number: number }) => issue.number);
}

test("sub-issues are added, ordered, counted and removed, and both timelines tell it", async () => {
  const github = await withIssues(4);
  for (const id of [2, 3, 4])
    expect(await github.demo("POST /issues/1/sub_issues", { sub_issue_id: id })).toMatchObject({
      status: 201,
      json: { number: 1 },
    });
  expect(await subIssues(github, 1)).toEqual([2, 3, 4]);
  await github.demo("PATCH /issues/1/sub_issues/priority", { sub_issue_id: 4, before_id: 2 });
  expect(await subIssues(github, 1)).toEqual([4, 2, 3]);
  await github.demo("PATCH /issues/1/sub_issues/priority", { sub_issue_id: 4, after_id: 2 });
  expect(await subIssues(github, 1)).toEqual([2, 4, 3]);
  await github.demo("PATCH /issues/2", { state: "closed" });
  expect((await github.demo("GET /issues/1")).json.sub_issues_summary).toEqual({
    total: 3,
    completed: 1,
    percent_completed: 33,
  });
  expect((await github.demo("GET /issues/3/parent")).json.number).toBe(1);
  expect((await github.demo("GET /issues/3")).json.parent_issue_url).toMatch(/\/octocat\/demo\/issues\/1$/);
  expect((await github.demo("DELETE /issues/1/sub_issue", { sub_issue_id: 3 })).json.number).toBe(1);
  expect((await github.demo("DELETE /issues/1/sub_issue", { sub_issue_id: 3 })).status).toBe(404);
  expect((await github.demo("GET /issues/3/parent")).status).toBe(404);
  expect((await github.demo("GET /issues/3/events")).json).toMatchObject([
    { event: "parent_issue_added", parent_issue: { number: 1, repository: { name: "demo" } } },
    { event: "parent_issue_removed" },
  ]);
  expect((await github.demo("GET /issues/1/timeline")).json[0]).toMatchObject({
    event: "sub_issue_added",
    sub_issue: { number: 2 },
  });
  expect(github.events()).toContain("sub_issues.sub_issue_added");
});

test("sub-issues that can't be are refused, and nothing has changed", async () => {
  const github = await withIssues(10);
  const add = async (parent: number, body: object): Promise<string> => {
    const { status, json } = await github.demo(`POST /issues/${parent}/sub_issues`, body);
    return `${status} ${(json.message ?? "").replace(/^An error .*issue\. /, "")}`.trim();
  };
  expect(await add(1, { sub_issue_id: 2 })).toBe("201");
  expect(await add(1, { sub_issue_id: 2 })).toBe("422 Issue may not contain duplicate sub-issues");
  expect(await add(3, { sub_issue_id: 2 })).toBe("422 Sub issue may only have one parent");
  expect(await add(2, { sub_issue_id: 1 })).toBe("422 Sub issue may not create a circular dependency");
  expect(await add(1, { sub_issue_id: 1 })).toBe("422 Sub issue may not create a circular dependency");
  expect(await add(1, { sub_issue_id: 99 })).toBe("404 Not Found");
  expect(await subIssues(github, 1)).toEqual([2]);
  expect(await add(3, { sub_issue_id: 2, replace_parent: true })).toBe("201");
  expect(await subIssues(github, 1)).toEqual([]);
  for (const number of [4, 5, 6, 7, 8, 9])
    await add(number - (number === 4 ? 2 : 1), { sub_issue_id: number });
  expect(await add(1, { sub_issue_id: 3 })).toBe("422 Sub-issues may not be more than 8 levels deep");
  expect(await add(9, { sub_issue_id: 10 })).toBe("422 Sub-issues may not be more than 8 levels deep");
});

test("an issue has a hundred sub-issues and no more", async () => {
  const github = await withIssues(102);
  for (let id = 2; id <= 101; id += 1)
    await github.demo("POST /issues/1/sub_issues", { sub_issue_id: id }, { unchecked: true });
  expect(await github.demo("POST /issues/1/sub_issues", { sub_issue_id: 102 })).toMatchObject({
    status: 422,
  });
  expect((await github.demo("GET /issues/1")).json.sub_issues_summary.total).toBe(100);
});

test("issues that wait for others say so until those are closed", async () => {
  const github = await withIssues(3);
  expect((await github.demo("POST /issues/1/dependencies/blocked_by", { issue_id: 2 })).status).toBe(201);
  expect((await github.demo("POST /issues/1/dependencies/blocked_by", { issue_id: 2 })).status).toBe(422);
  expect((await github.demo("POST /issues/1/dependencies/blocked_by", { issue_id: 1 })).status).toBe(422);
  expect((await github.demo("GET /issues/1/dependencies/blocked_by")).json).toMatchObject([{ number: 2 }]);
  expect((await github.demo("GET /issues/2/dependencies/blocking")).json).toMatchObject([{ number: 1 }]);
  await github.demo("PATCH /issues/2", { state: "closed" });
  expect((await github.demo("GET /issues/1")).json.issue_dependencies_summary).toEqual({
    blocked_by: 0,
    total_blocked_by: 1,
    blocking: 0,
    total_blocking: 0,
  });
  expect((await github.demo("DELETE /issues/1/dependencies/blocked_by/2")).status).toBe(200);
  expect((await github.demo("DELETE /issues/1/dependencies/blocked_by/2")).status).toBe(404);
  expect((await github.demo("GET /issues/2/events", undefined, { unchecked: true })).json).toMatchObject([
    { event: "blocking_added", blocking: { number: 1 } },
    { event: "closed" },
    { event: "blocking_removed" },
  ]);
});
