import { expect, test } from "vitest";
import { sampleIssues, type SampleIssues } from "../../../../../tests/samples/github-issues.ts";

async function withIssue(): Promise<SampleIssues> {
  const github = await sampleIssues();
  await github.demo("POST /issues", { title: "x" });
  return github;
}

function names(json: readonly { readonly name: string }[]): readonly string[] {
  return json.map(({ name }) => name);
}

test("labels of an issue are added, replaced and removed; new ones are made on the fly", async () => {
  const github = await withIssue();
  const added = await github.demo("POST /issues/1/labels", { labels: ["Foo", "bAr", "BUG"] });
  expect(added.status).toBe(200);
  expect(names(added.json)).toEqual(["Foo", "bAr", "bug"]);
  expect(names((await github.demo("POST /issues/1/labels", { labels: ["foo"] })).json)).toHaveLength(3);
  expect(names((await github.demo("POST /issues/1/labels", ["bar"])).json)).toHaveLength(3);
  expect((await github.demo("POST /issues/1/labels", { labels: ["x".repeat(51)] })).status).toBe(422);
  expect(names((await github.demo("DELETE /issues/1/labels/FOO")).json)).toEqual(["bAr", "bug"]);
  expect(await github.demo("DELETE /issues/1/labels/Foo")).toMatchObject({
    status: 404,
    json: { message: "Label does not exist" },
  });
  expect(names((await github.demo("PUT /issues/1/labels", { labels: ["wontfix"] })).json)).toEqual([
    "wontfix",
  ]);
  expect(names((await github.demo("GET /issues/1/labels")).json)).toEqual(["wontfix"]);
  expect((await github.demo("DELETE /issues/1/labels")).status).toBe(204);
  expect((await github.demo("GET /issues/1")).json.labels).toEqual([]);
  expect(names((await github.demo("GET /labels")).json)).toEqual(["bAr", "bug", "Foo", "wontfix"]);
});

test("a label that is removed from the repository is gone from its issues", async () => {
  const github = await withIssue();
  await github.demo("POST /issues/1/labels", { labels: ["bug"] });
  await github.demo("DELETE /labels/bug");
  expect((await github.demo("GET /issues/1")).json.labels).toEqual([]);
  expect((await github.demo("GET /issues/1/events")).json).toMatchObject([
    { event: "labeled", label: { name: "bug", color: "d73a4a" } },
  ]);
});

test("assignees are who can be: the owner, who was let in, and who has commented", async () => {
  const github = await withIssue();
  const check = async (path: string): Promise<number> => (await github.demo(`GET ${path}`)).status;
  expect((await github.demo("GET /assignees")).json).toMatchObject([
    { login: "hubot" },
    { login: "octocat" },
    { login: "tess" },
  ]);
  expect(await check("/assignees/HUBOT")).toBe(204);
  expect(await check("/assignees/stranger")).toBe(404);
  expect(await check("/assignees/nobody")).toBe(404);
  expect(await check("/issues/1/assignees/stranger")).toBe(404);
  await github.demo("POST /issues/1/comments", { body: "Let me" }, { as: "stranger" });
  expect(await check("/issues/1/assignees/stranger")).toBe(204);
  const added = await github.demo("POST /issues/1/assignees", { assignees: ["stranger", "tess", "nobody"] });
  expect(added).toMatchObject({
    status: 201,
    json: { assignees: [{ login: "stranger" }, { login: "tess" }] },
  });
  const removed = await github.demo("DELETE /issues/1/assignees", { assignees: ["stranger"] });
  expect(removed).toMatchObject({ status: 200, json: { assignee: { login: "tess" } } });
});
