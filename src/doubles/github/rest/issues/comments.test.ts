import { expect, test } from "vitest";
import { sampleIssues } from "../../../../../tests/samples/github-issues.ts";

test("comments are made, read, changed and removed, and the issue counts them", async () => {
  const github = await sampleIssues();
  await github.demo("POST /issues", { title: "x" });
  const made = await github.demo("POST /issues/1/comments", { body: "First" }, { as: "hubot" });
  expect(made).toMatchObject({
    status: 201,
    json: { body: "First", user: { login: "hubot" }, author_association: "COLLABORATOR" },
  });
  expect(made.headers["location"]).toBe(made.json.url);
  expect((await github.demo("GET /issues/1")).json.comments).toBe(1);
  expect((await github.demo("GET /issues/comments/1")).json).toEqual(made.json);
  const changed = await github.demo("PATCH /issues/comments/1", { body: "Second" }, { as: "hubot" });
  expect(changed).toMatchObject({ status: 200, json: { id: 1, body: "Second" } });
  expect((await github.demo("GET /issues/1/comments")).json).toMatchObject([{ body: "Second" }]);
  expect((await github.demo("DELETE /issues/comments/1")).status).toBe(204);
  expect((await github.demo("GET /issues/comments/1")).status).toBe(404);
  expect((await github.demo("GET /issues/1")).json.comments).toBe(0);
  expect(github.events().slice(1)).toEqual([
    "issue_comment.created",
    "issue_comment.edited",
    "issue_comment.deleted",
  ]);
});

test("comments say something, and not too much", async () => {
  const github = await sampleIssues();
  await github.demo("POST /issues", { title: "x" });
  const refused = (message: string): object => ({
    status: 422,
    json: { errors: [{ resource: "IssueComment", code: "unprocessable", field: "data", message }] },
  });
  expect(await github.demo("POST /issues/1/comments", { body: " " })).toMatchObject(
    refused("Body cannot be blank"),
  );
  expect((await github.demo("POST /issues/1/comments", { body: "x".repeat(65_536) })).status).toBe(201);
  expect(await github.demo("POST /issues/1/comments", { body: "x".repeat(65_537) })).toMatchObject(
    refused("Body is too long (maximum is 65536 characters)"),
  );
});

test("others' comments are changed by those who may write only", async () => {
  const github = await sampleIssues();
  await github.demo("POST /issues", { title: "x" });
  await github.demo("POST /issues/1/comments", { body: "Mine" }, { as: "stranger" });
  const change = { body: "Yours" };
  expect((await github.demo("PATCH /issues/comments/1", change, { as: "tess" })).status).toBe(403);
  expect((await github.demo("DELETE /issues/comments/1", undefined, { as: "tess" })).status).toBe(403);
  expect((await github.demo("PATCH /issues/comments/1", change, { as: "hubot" })).status).toBe(200);
  expect((await github.demo("DELETE /issues/comments/1", undefined, { as: "stranger" })).status).toBe(204);
});

test("comments of a repository are listed by age or change, in either direction, since a time", async () => {
  const github = await sampleIssues();
  await github.demo("POST /issues", { title: "x" });
  await github.demo("POST /issues", { title: "y" });
  await github.demo("POST /issues/2/comments", { body: "a" });
  await github.demo("POST /issues/1/comments", { body: "b" });
  const list = async (query: string): Promise<unknown> =>
    (await github.demo(`GET /issues/comments${query}`)).json.map(({ body }: { body: string }) => body);
  expect(await list("")).toEqual(["a", "b"]);
  expect(await list("?sort=created&direction=desc")).toEqual(["b", "a"]);
  expect(await list("?sort=updated&direction=asc")).toEqual(["a", "b"]);
  expect(await list("?since=2030-01-01T00:00:00Z")).toEqual([]);
  expect(await list("?since=2020-01-01T00:00:00%2B02:00")).toEqual(["a", "b"]);
  expect((await github.demo("GET /issues/comments?since=soon")).status).toBe(422);
});

test("a comment of another repository is not found below this one", async () => {
  const github = await sampleIssues();
  await github.demo("POST /issues", { title: "x" });
  await github.demo("POST /issues/1/comments", { body: "a" });
  const asking = { as: "octocat" };
  expect((await github.ask("GET /repos/octocat/secret/issues/comments/1", asking)).status).toBe(404);
});

test("comments have no comments to be ordered by: they stay in the order in which they were written", async () => {
  const github = await sampleIssues();
  await github.demo("POST /issues", { title: "x" });
  for (const body of ["one", "two"]) await github.demo("POST /issues/1/comments", { body });
  const { json } = await github.demo("GET /issues/comments?sort=comments&direction=asc");
  expect(json).toMatchObject([{ body: "one" }, { body: "two" }]);
});
