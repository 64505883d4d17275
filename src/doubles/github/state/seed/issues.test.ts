import { expect, test } from "vitest";
import { lineAt } from "../../../../../tests/samples/calls.ts";
import { repository, sampleGithub, token, user } from "../../../../../tests/samples/github.ts";
import type { IssueConfig, OrganizationConfig } from "../../config.ts";

function issue(more: Partial<IssueConfig>): IssueConfig {
  return {
    repository: "octocat/demo",
    number: null,
    title: "It breaks",
    body: null,
    state: "open",
    stateReason: null,
    author: null,
    labels: [],
    assignees: [],
    milestone: null,
    locked: false,
    comments: [],
    at: lineAt(1),
    ...more,
  };
}

const acme: OrganizationConfig = {
  login: "acme",
  id: null,
  name: null,
  email: null,
  description: null,
  members: { hubot: "member" },
  defaultPermission: "read",
  teams: [],
  at: lineAt(1),
};

const open = {
  users: [user("octocat"), user("hubot")],
  organizations: [acme],
  repositories: [
    repository("octocat/demo", {
      labels: [{ name: "bug", color: "d73a4a", description: null }],
      milestones: [{ title: "v1", description: null, dueOn: "2027-01-15T23:30:00-02:00", state: "open" }],
    }),
    repository("acme/app"),
  ],
  tokens: [token("octocat")],
};

test("issues of a scenario are there with all that it says, and as if they had come to be by calls", async () => {
  const github = await sampleGithub({
    ...open,
    issues: [
      issue({ title: "First", body: "cc @hubot", labels: ["BUG"], assignees: ["hubot"], milestone: "v1" }),
      issue({ title: "Second", state: "closed", stateReason: "not_planned", locked: true }),
      issue({ title: "Third", stateReason: "reopened", comments: [{ author: "hubot", body: "#1?" }] }),
    ],
  });
  expect((await github.ask("GET /repos/octocat/demo/issues?state=all&direction=asc")).json).toMatchObject([
    {
      number: 1,
      user: { login: "octocat" },
      labels: [{ name: "bug" }],
      assignee: { login: "hubot" },
      milestone: { title: "v1", due_on: "2027-01-16T00:00:00Z", open_issues: 1 },
    },
    {
      number: 2,
      state: "closed",
      state_reason: "not_planned",
      closed_by: { login: "octocat" },
      locked: true,
    },
    { number: 3, state: "open", state_reason: "reopened", comments: 1 },
  ]);
  expect((await github.ask("GET /repos/octocat/demo/issues/1/timeline")).json).toMatchObject([
    { event: "mentioned" },
    { event: "subscribed" },
    { event: "labeled" },
    { event: "assigned" },
    { event: "milestoned" },
    { event: "cross-referenced" },
  ]);
  expect(github.events()).toEqual([]);
});

test("numbers that are said are kept, others are the lowest free ones, and new issues come after all of them", async () => {
  const github = await sampleGithub({
    ...open,
    issues: [issue({ title: "b" }), issue({ title: "a", number: 1 }), issue({ title: "z", number: 9 })],
  });
  const { json } = await github.ask("GET /repos/octocat/demo/issues?direction=asc");
  expect(json.map(({ number, title }: { number: number; title: string }) => `${number} ${title}`)).toEqual([
    "1 a",
    "2 b",
    "9 z",
  ]);
  const asking = { as: "octocat", json: { title: "new" } };
  expect((await github.ask("POST /repos/octocat/demo/issues", asking)).json.number).toBe(10);
  expect((await github.ask("GET /repos/octocat/demo/issues/5")).status).toBe(404);
});

test("nobody is said to have written an organization's issue: the first user has", async () => {
  const github = await sampleGithub({ ...open, issues: [issue({ repository: "ACME/app" })] });
  expect((await github.ask("GET /repos/acme/app/issues/1")).json).toMatchObject({
    user: { login: "octocat" },
    author_association: "NONE",
  });
});
