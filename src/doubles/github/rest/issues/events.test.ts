import { expect, test } from "vitest";
import { sampleIssues, type SampleIssues } from "../../../../../tests/samples/github-issues.ts";

async function eventful(): Promise<SampleIssues> {
  const github = await sampleIssues();
  await github.demo("POST /milestones", { title: "v1" });
  await github.demo("POST /issues", { title: "x" });
  await github.demo("PATCH /issues/1", { title: "y", labels: ["bug"], assignees: ["hubot"], milestone: 1 });
  await github.demo("POST /issues/1/comments", { body: "cc @tess" });
  await github.demo("PUT /issues/1/lock", { lock_reason: "resolved" });
  return github;
}

function kinds(json: readonly { readonly event: string }[]): readonly string[] {
  return json.map(({ event }) => event);
}

test("an issue's events tell what happened to it", async () => {
  const github = await eventful();
  const { json } = await github.demo("GET /issues/1/events");
  expect(kinds(json)).toEqual([
    "renamed",
    "labeled",
    "assigned",
    "milestoned",
    "mentioned",
    "subscribed",
    "locked",
  ]);
  expect(json).toMatchObject([
    { rename: { from: "x", to: "y" }, actor: { login: "octocat" } },
    { label: { name: "bug", color: "d73a4a" } },
    { assignee: { login: "hubot" }, assigner: { login: "octocat" } },
    { milestone: { title: "v1" } },
    { actor: { login: "tess" } },
    { actor: { login: "tess" } },
    { lock_reason: "resolved" },
  ]);
});

test("closing and opening again are events with a reason", async () => {
  const github = await sampleIssues();
  await github.demo("POST /issues", { title: "x" });
  await github.demo("PATCH /issues/1", { state: "closed" });
  await github.demo("PATCH /issues/1", { state: "open" });
  // GitHub tells `state_reason` here, though the description names it for timelines only.
  const { json } = await github.demo("GET /issues/1/events", undefined, { unchecked: true });
  expect(json).toMatchObject([
    { event: "closed", commit_id: null, state_reason: "completed" },
    { event: "reopened", state_reason: null },
  ]);
  expect(kinds((await github.demo("GET /issues/1/timeline")).json)).toEqual(["closed", "reopened"]);
});

test("a repository's events come newest first, with their issue, and each can be asked for", async () => {
  const github = await eventful();
  const { json } = await github.demo("GET /issues/events");
  expect(kinds(json)[0]).toBe("locked");
  expect(json[0].issue).toMatchObject({ number: 1, locked: true });
  expect((await github.demo(`GET /issues/events/${json[0].id}`)).json).toEqual(json[0]);
  expect((await github.demo("GET /issues/events/999")).status).toBe(404);
});

test("a timeline has comments and references in their places; removed comments leave it", async () => {
  const github = await eventful();
  await github.demo("POST /issues", { title: "z", body: "like #1, and octocat/demo#1" });
  const asking = { as: "octocat", json: { title: "hidden", body: "octocat/demo#1" } };
  await github.ask("POST /repos/octocat/secret/issues", asking);
  const { json } = await github.demo("GET /issues/1/timeline");
  expect(kinds(json).slice(4)).toEqual([
    "commented",
    "mentioned",
    "subscribed",
    "locked",
    "cross-referenced",
    "cross-referenced",
  ]);
  expect(json[4]).toMatchObject({ body: "cc @tess", actor: { login: "octocat" } });
  expect(json[8].source).toMatchObject({ type: "issue", issue: { number: 2 } });
  await github.demo("DELETE /issues/comments/1");
  const others = await github.demo("GET /issues/1/timeline", undefined, { as: "stranger" });
  expect(kinds(others.json).slice(4)).toEqual(["mentioned", "subscribed", "locked", "cross-referenced"]);
});

test("a text that is edited tells only what it did not tell before", async () => {
  const github = await sampleIssues();
  await github.demo("POST /issues", { title: "x" });
  await github.demo("POST /issues", { title: "y", body: "#1 @tess" });
  await github.demo("PATCH /issues/2", { body: "#1 @tess @hubot" });
  expect(kinds((await github.demo("GET /issues/1/timeline")).json)).toEqual(["cross-referenced"]);
  expect((await github.demo("GET /issues/2/events")).json).toMatchObject([
    { event: "mentioned", actor: { login: "tess" } },
    { event: "subscribed", actor: { login: "tess" } },
    { event: "mentioned", actor: { login: "hubot" } },
    { event: "subscribed", actor: { login: "hubot" } },
  ]);
});

test("texts reach only who may see where they stand, and only what their author may see", async () => {
  const github = await sampleIssues();
  const secret = "/repos/octocat/secret/issues";
  const asking = { as: "octocat", json: { title: "x", body: "@stranger @octocat" } };
  await github.ask(`POST ${secret}`, asking);
  expect((await github.ask(`GET ${secret}/1/events`, { as: "octocat" })).json).toMatchObject([
    { event: "mentioned", actor: { login: "octocat" } },
    { event: "subscribed" },
  ]);
  await github.demo("POST /issues", { title: "y", body: "octocat/secret#1" }, { as: "stranger" });
  expect((await github.ask(`GET ${secret}/1/timeline`, { as: "octocat" })).json).toHaveLength(2);
});
