import { expect, test } from "vitest";
import { sampleIssues } from "../../../../../tests/samples/github-issues.ts";
import { lineAt } from "../../../../../tests/samples/calls.ts";
import { repository, sampleGithub, token, user } from "../../../../../tests/samples/github.ts";

test("an issue is opened with all it may have, and read again", async () => {
  const github = await sampleIssues();
  await github.demo("POST /milestones", { title: "v1" });
  const made = await github.demo("POST /issues", {
    title: "It breaks",
    body: "cc @hubot",
    labels: ["BUG", { name: "new" }],
    assignees: ["hubot"],
    milestone: 1,
  });
  expect(made).toMatchObject({
    status: 201,
    json: {
      number: 1,
      title: "It breaks",
      state: "open",
      state_reason: null,
      user: { login: "octocat" },
      labels: [{ name: "bug" }, { name: "new", color: "ededed" }],
      assignee: { login: "hubot" },
      milestone: { number: 1, open_issues: 1 },
      author_association: "OWNER",
      closed_by: null,
      html_url: "http://127.0.0.1:40213/octocat/demo/issues/1",
    },
  });
  expect(made.headers["location"]).toBe(made.json.url);
  expect((await github.demo("GET /issues/1")).json).toEqual(made.json);
  expect(github.events()).toEqual([
    "milestone.created",
    "label.created",
    "issues.opened",
    "issues.labeled",
    "issues.labeled",
    "issues.assigned",
    "issues.milestoned",
  ]);
});

test("a title may be a number, and must be there", async () => {
  const github = await sampleIssues();
  expect((await github.demo("POST /issues", { title: 404 })).json.title).toBe("404");
  expect(await github.demo("POST /issues", { title: " " })).toMatchObject({
    status: 422,
    json: { errors: [{ resource: "Issue", code: "missing_field", field: "title" }] },
  });
  expect((await github.demo("POST /issues", { title: "x".repeat(256) })).status).toBe(201);
  expect(await github.demo("POST /issues", { title: "x".repeat(257) })).toMatchObject({
    status: 422,
    json: { errors: [{ message: "title is too long (maximum is 256 characters)" }] },
  });
  expect((await github.demo("POST /issues", { title: "x", body: "x".repeat(65_536) })).status).toBe(201);
  expect(await github.demo("POST /issues", { title: "x", body: "x".repeat(65_537) })).toMatchObject({
    status: 422,
    json: { errors: [{ message: "body is too long (maximum is 65536 characters)" }] },
  });
});

test("assignees and milestones that can't be are refused, and nothing has changed", async () => {
  const github = await sampleIssues();
  const sent = { title: "x", labels: ["new"] };
  expect(await github.demo("POST /issues", { ...sent, assignees: ["stranger"] })).toMatchObject({
    status: 422,
    json: { errors: [{ value: "stranger", resource: "Issue", field: "assignees", code: "invalid" }] },
  });
  expect(await github.demo("POST /issues", { ...sent, milestone: 7 })).toMatchObject({
    status: 422,
    json: { errors: [{ value: 7, resource: "Issue", field: "milestone", code: "invalid" }] },
  });
  expect(github.events()).toEqual([]);
  expect((await github.demo("GET /labels")).json).toHaveLength(2);
});

test("labels, assignees and milestones of strangers are dropped, and only their own issues may they change", async () => {
  const github = await sampleIssues();
  await github.demo("POST /issues", { title: "Mine" });
  const made = await github.demo("POST /issues", { title: "Hi", labels: ["bug"] }, { as: "stranger" });
  expect(made).toMatchObject({ status: 201, json: { labels: [], author_association: "NONE" } });
  const edited = { title: "Hello", labels: ["bug"], state: "closed" };
  expect(await github.demo("PATCH /issues/2", edited, { as: "stranger" })).toMatchObject({
    status: 200,
    json: { title: "Hello", labels: [], state: "closed", closed_by: { login: "stranger" } },
  });
  expect(await github.demo("PATCH /issues/1", edited, { as: "stranger" })).toMatchObject({
    status: 403,
    json: { message: "Must have admin rights to Repository." },
  });
  expect(await github.demo("PATCH /issues/1", { labels: ["bug", "new"] }, { as: "tess" })).toMatchObject({
    status: 200,
    json: { labels: [{ name: "bug" }] },
  });
  expect((await github.demo("PATCH /issues/1", { title: "Ours" }, { as: "tess" })).status).toBe(403);
  expect((await github.demo("PATCH /issues/1", { title: "Ours" }, { as: "hubot" })).status).toBe(200);
});

test("an issue is closed for a reason, closed for another, and opened again", async () => {
  const github = await sampleIssues();
  await github.demo("POST /issues", { title: "x" });
  const closed = await github.demo("PATCH /issues/1", { state: "closed", state_reason: "not_planned" });
  expect(closed.json).toMatchObject({ state: "closed", state_reason: "not_planned", closed_by: { id: 1 } });
  expect(closed.json.closed_at).toBe(closed.json.updated_at);
  expect((await github.demo("GET ")).json.open_issues_count).toBe(0);
  const again = await github.demo("PATCH /issues/1", { state: "closed", state_reason: "duplicate" });
  expect(again.json.state_reason).toBe("duplicate");
  const opened = await github.demo("PATCH /issues/1", { state: "open" });
  expect(opened.json).toMatchObject({ state: "open", state_reason: "reopened", closed_at: null });
  expect((await github.demo("PATCH /issues/1", { state: "ajar" })).status).toBe(422);
  expect(github.events()).toEqual(["issues.opened", "issues.closed", "issues.closed", "issues.reopened"]);
});

test("an update changes what it names, replaces labels and assignees, and says what changed", async () => {
  const github = await sampleIssues();
  await github.demo("POST /milestones", { title: "v1" });
  await github.demo("POST /issues", { title: "x", body: "y", labels: ["bug"], milestone: 1 });
  const changed = await github.demo("PATCH /issues/1", {
    title: "z",
    body: null,
    labels: ["wontfix"],
    assignees: ["tess"],
    milestone: null,
  });
  expect(changed.json).toMatchObject({
    title: "z",
    body: null,
    labels: [{ name: "wontfix" }],
    assignees: [{ login: "tess" }],
    milestone: null,
  });
  expect(github.events().slice(-5)).toEqual([
    "issues.edited",
    "issues.unlabeled",
    "issues.labeled",
    "issues.assigned",
    "issues.demilestoned",
  ]);
  const before = github.events().length;
  expect((await github.demo("PATCH /issues/1", { title: "z", labels: ["wontfix"] })).status).toBe(200);
  expect(github.events()).toHaveLength(before);
});

test("repositories without issues say that they are gone", async () => {
  const github = await sampleIssues();
  const gone = { status: 410, json: { message: "Issues are disabled for this repo" } };
  const as = "octocat";
  expect(await github.ask("POST /repos/octocat/quiet/issues", { as, json: { title: "x" } })).toMatchObject(
    gone,
  );
  expect(await github.ask("GET /repos/octocat/quiet/issues", { as })).toMatchObject(gone);
  expect((await github.demo("GET /issues/99")).status).toBe(404);
});

test("locked conversations are open to those who may write, and others read why not", async () => {
  const github = await sampleIssues();
  await github.demo("POST /issues", { title: "x" });
  expect((await github.demo("PUT /issues/1/lock", { lock_reason: "because" })).status).toBe(422);
  expect((await github.demo("PUT /issues/1/lock", { lock_reason: "too heated" })).status).toBe(204);
  expect((await github.demo("GET /issues/1")).json).toMatchObject({
    locked: true,
    active_lock_reason: "too heated",
  });
  const say = { body: "But" };
  expect(await github.demo("POST /issues/1/comments", say, { as: "stranger" })).toMatchObject({
    status: 403,
    json: { message: "Unable to create comment because issue is locked." },
  });
  expect((await github.demo("POST /issues/1/comments", say, { as: "hubot" })).status).toBe(201);
  expect((await github.demo("DELETE /issues/1/lock")).status).toBe(204);
  expect((await github.demo("POST /issues/1/comments", say, { as: "stranger" })).status).toBe(201);
  expect(github.events()).toContain("issues.unlocked");
});

test("texts are given in the form that Accept asks for", async () => {
  const github = await sampleIssues();
  await github.demo("POST /issues", { title: "x", body: "a <b>\nc\n\nd" });
  const ask = async (media: string): Promise<Record<string, unknown>> =>
    (
      await github.demo("GET /issues/1", undefined, {
        headers: [["Accept", `application/vnd.github.${media}+json`]],
      })
    ).json;
  const html = '<p dir="auto">a &lt;b&gt;<br>\nc</p>\n<p dir="auto">d</p>';
  expect(await ask("html")).toMatchObject({ body_html: html });
  expect(await ask("html")).not.toHaveProperty("body");
  expect(await ask("text")).toMatchObject({ body_text: "a <b>\nc\n\nd" });
  expect(await ask("full")).toMatchObject({ body_html: html, body: "a <b>\nc\n\nd" });
  expect(await ask("raw")).not.toHaveProperty("body_html");
});

test("what an app does is told to be done by it", async () => {
  const github = await sampleGithub({
    users: [user("octocat")],
    repositories: [repository("octocat/demo")],
    apps: [
      {
        slug: "my-bot",
        name: "My Bot",
        id: 7,
        owner: "octocat",
        permissions: { issues: "write" },
        events: [],
        at: lineAt(1),
      },
    ],
    installations: [
      {
        id: 3,
        app: "my-bot",
        account: "octocat",
        repositories: null,
        permissions: null,
        suspended: false,
        at: lineAt(1),
      },
    ],
    tokens: [token("octocat", { value: "ghs_bot", kind: "installation", installation: 3 })],
  });
  const headers = [["Authorization", "token ghs_bot"]] as const;
  const made = await github.ask("POST /repos/octocat/demo/issues", { headers, json: { title: "x" } });
  expect(made).toMatchObject({
    status: 201,
    json: { user: { login: "my-bot[bot]", type: "Bot" }, performed_via_github_app: { slug: "my-bot" } },
  });
});
