import { expect, test } from "vitest";
import { sampleIssues, type SampleIssues } from "../../../../../tests/samples/github-issues.ts";

async function withIssues(): Promise<SampleIssues> {
  const github = await sampleIssues();
  await github.demo("POST /milestones", { title: "v1" });
  await github.demo("POST /issues", { title: "one", labels: ["bug"], assignees: ["hubot"], milestone: 1 });
  await github.demo("POST /issues", { title: "two", labels: ["bug", "wontfix"], body: "@tess?" });
  await github.demo("POST /issues", { title: "three" }, { as: "stranger" });
  await github.demo("POST /issues", { title: "four" });
  await github.demo("PATCH /issues/4", { state: "closed" });
  await github.demo("POST /issues/1/comments", { body: "@tess!" }, { as: "hubot" });
  return github;
}

test.each([
  ["", [3, 2, 1]],
  ["?state=closed", [4]],
  ["?state=all&direction=asc", [1, 2, 3, 4]],
  ["?labels=bug", [2, 1]],
  ["?labels=bug,WONTFIX", [2]],
  ["?assignee=hubot", [1]],
  ["?assignee=none", [3, 2]],
  ["?assignee=*", [1]],
  ["?creator=stranger", [3]],
  ["?mentioned=tess", [2, 1]],
  ["?milestone=1", [1]],
  ["?milestone=none", [3, 2]],
  ["?milestone=*", [1]],
  ["?sort=comments", [1, 3, 2]],
  ["?sort=updated&direction=desc&per_page=1", [1]],
  ["?type=none", [3, 2, 1]],
  ["?type=*", []],
  ["?since=2030-01-01T00:00:00Z", []],
  ["?per_page=2&page=2", [1]],
])("issues of a repository: %s", async (query, numbers) => {
  const github = await withIssues();
  const { json } = await github.demo(`GET /issues${query}`);
  expect(json.map(({ number }: { number: number }) => number)).toEqual(numbers);
});

test.each(["?milestone=9", "?assignee=nobody", "?state=ajar"])("%s can't be asked for", async (query) => {
  const github = await withIssues();
  expect((await github.demo(`GET /issues${query}`)).status).toBe(422);
});

test("issues that concern who is signed in come from all repositories that they may see", async () => {
  const github = await withIssues();
  const as = "octocat";
  await github.ask("POST /repos/octocat/secret/issues", { as, json: { title: "five", body: "@stranger" } });
  const list = async (path: string, as: string): Promise<unknown> =>
    (await github.ask(`GET ${path}`, { as })).json.map(
      (issue: { title: string; repository: { name: string } }) => `${issue.repository.name} ${issue.title}`,
    );
  expect(await list("/issues", "hubot")).toEqual(["demo one"]);
  expect(await list("/issues?filter=created", "octocat")).toEqual(["secret five", "demo two", "demo one"]);
  expect(await list("/issues?filter=mentioned", "tess")).toEqual(["demo two", "demo one"]);
  expect(await list("/issues?filter=mentioned", "stranger")).toEqual([]);
  expect(await list("/user/issues?filter=all", "octocat")).toHaveLength(4);
  expect(await list("/user/issues?filter=all", "hubot")).toEqual([]);
  expect(await list("/issues?filter=subscribed", "hubot")).toEqual(["demo one"]);
  expect((await github.ask("GET /issues")).status).toBe(401);
  expect((await github.ask("GET /orgs/octocat/issues", { as: "octocat" })).status).toBe(404);
});
