import { expect, test } from "vitest";
import { sampleIssues } from "../../../../../tests/samples/github-issues.ts";

test.each([["/issues/1"], ["/issues/comments/1"]])(
  "reactions to %s are made once, counted and removed",
  async (path) => {
    const github = await sampleIssues();
    await github.demo("POST /issues", { title: "x" });
    await github.demo("POST /issues/1/comments", { body: "y" });
    const made = await github.demo(`POST ${path}/reactions`, { content: "heart" });
    expect(made).toMatchObject({ status: 201, json: { content: "heart", user: { login: "octocat" } } });
    const again = await github.demo(`POST ${path}/reactions`, { content: "heart" });
    expect(again).toMatchObject({ status: 200, json: made.json });
    await github.demo(`POST ${path}/reactions`, { content: "+1" }, { as: "stranger" });
    expect((await github.demo(`GET ${path}`)).json.reactions).toMatchObject({
      total_count: 2,
      heart: 1,
      "+1": 1,
      "-1": 0,
    });
    expect((await github.demo(`GET ${path}/reactions`)).json).toHaveLength(2);
    expect((await github.demo(`GET ${path}/reactions?content=%2B1`)).json).toMatchObject([{ id: 2 }]);
    expect((await github.demo(`POST ${path}/reactions`, { content: "meh" })).status).toBe(422);
    expect((await github.demo(`DELETE ${path}/reactions/2`)).status).toBe(403);
    expect((await github.demo(`DELETE ${path}/reactions/1`)).status).toBe(204);
    expect((await github.demo(`DELETE ${path}/reactions/1`)).status).toBe(404);
  },
);

test("releases are reacted to as well, each below its own repository only", async () => {
  const github = await sampleIssues();
  const as = "octocat";
  const files = { message: "x", content: "eA==" };
  await github.demo("PUT /contents/README.md", files);
  const release = await github.demo("POST /releases", { tag_name: "v1" });
  expect(release.status).toBe(201);
  const path = `/releases/${release.json.id}/reactions`;
  expect((await github.demo(`POST ${path}`, { content: "rocket" })).status).toBe(201);
  expect((await github.demo(`GET ${path}`)).json).toMatchObject([{ content: "rocket" }]);
  expect((await github.ask(`GET /repos/octocat/secret${path}`, { as })).status).toBe(404);
  expect((await github.demo(`DELETE ${path}/1`)).status).toBe(204);
  expect(github.events().slice(-2)).toEqual(["reaction.created", "reaction.deleted"]);
});

test("comments on lines and on commits are reacted to, and count it", async () => {
  const github = await sampleIssues();
  const put = (path: string, branch?: string): Promise<{ json: { commit: { sha: string } } }> =>
    github.demo(`PUT /contents/${path}`, {
      message: path,
      content: "eA==",
      ...(branch === undefined ? {} : { branch }),
    });
  const { sha } = (await put("README.md")).json.commit;
  await github.demo("POST /git/refs", { ref: "refs/heads/topic", sha });
  const head = (await put("new.md", "topic")).json.commit.sha;
  await github.demo("POST /pulls", { title: "x", head: "topic", base: "main" });
  const line = { body: "Why?", commit_id: head, path: "new.md", line: 1, side: "RIGHT" };
  const onLine = await github.demo("POST /pulls/1/comments", line);
  const onCommit = await github.demo(`POST /commits/${sha}/comments`, { body: "Nice" });
  for (const path of [`/pulls/comments/${onLine.json.id}`, `/comments/${onCommit.json.id}`]) {
    const made = await github.demo(`POST ${path}/reactions`, { content: "eyes" });
    expect(made.status).toBe(201);
    expect((await github.demo(`GET ${path}`)).json.reactions).toMatchObject({ eyes: 1, total_count: 1 });
    expect((await github.demo(`GET ${path}/reactions`)).json).toMatchObject([{ content: "eyes" }]);
    expect((await github.demo(`DELETE ${path}/reactions/${made.json.id}`)).status).toBe(204);
  }
});
