import { describe, expect, test } from "vitest";
import { organization, team } from "../../../../tests/samples/github-organization.ts";
import { samplePulls } from "../../../../tests/samples/github-pulls.ts";
import { sampleGithub, token, user } from "../../../../tests/samples/github.ts";

const as = "octocat";

test.each(["nobody", "a@", "a b@example.com", "a@example", "a@b@example.com"])(
  "a mail address is none: %s",
  async (email) => {
    const github = await sampleGithub({
      users: [user("octocat")],
      organizations: [organization("acme", { members: { octocat: "admin" } })],
      tokens: [token("octocat")],
    });
    const errors = [{ code: "invalid", field: "email" }];
    expect(await github.ask("PATCH /user", { as, json: { email } })).toMatchObject({
      status: 422,
      json: { message: "Validation Failed", errors },
    });
    expect(await github.ask("PATCH /orgs/acme", { as, json: { email } })).toMatchObject({ status: 422 });
    expect((await github.ask("PATCH /orgs/acme", { as, json: { billing_email: email } })).status).toBe(422);
    expect(github.events()).toEqual([]);
  },
);

test("a mail address is kept, and taken away", async () => {
  const github = await sampleGithub({ users: [user("octocat")], tokens: [token("octocat")] });
  for (const [sent, kept] of [
    ["a.b+c@mail.example.com", "a.b+c@mail.example.com"],
    ["", null],
  ])
    expect((await github.ask("PATCH /user", { as, json: { email: sent } })).json).toMatchObject({
      email: kept,
    });
});

test("an organization keeps no field that the description does not name", async () => {
  const github = await sampleGithub({
    users: [user("octocat")],
    organizations: [organization("acme", { members: { octocat: "admin" } })],
    tokens: [token("octocat")],
  });
  const json = { surprise: "x".repeat(1_000), web_commit_signoff_required: true };
  const answer = await github.ask("PATCH /orgs/acme", { as, json });
  expect(answer.json.web_commit_signoff_required).toBe(true);
  expect(JSON.stringify(github.state().tables)).not.toContain("surprise");
});

describe("git data", () => {
  test("a committer who is said in part is the author otherwise", async () => {
    const github = await samplePulls();
    const { tree } = (await github.demo("GET /git/commits/" + (await headOf(github)))).json;
    const author = { name: "Ann", email: "ann@example.com", date: "2025-01-01T00:00:00Z" };
    const json = { message: "Work", tree: tree.sha, author, committer: { name: "Bob" } };
    expect((await github.demo("POST /git/commits", json)).json.committer).toEqual({ ...author, name: "Bob" });
  });
});

async function headOf(github: Awaited<ReturnType<typeof samplePulls>>): Promise<string> {
  return (await github.demo("GET /git/ref/heads/main")).json.object.sha as string;
}

test("an app that may push is told with a description", async () => {
  const github = await samplePulls(
    {},
    {
      apps: [
        {
          slug: "robot",
          name: "Robot",
          id: null,
          owner: "octocat",
          permissions: { contents: "write" },
          events: [],
          at: user("octocat").at,
        },
      ],
    },
  );
  const json = {
    required_status_checks: null,
    enforce_admins: null,
    required_pull_request_reviews: null,
    restrictions: { users: [], teams: [], apps: ["robot"] },
  };
  const { apps } = (await github.demo("PUT /branches/main/protection", json)).json.restrictions;
  expect(apps).toMatchObject([{ slug: "robot", description: "" }]);
});

test("a sub-issue is not moved to where none stands", async () => {
  const github = await samplePulls();
  for (const title of ["a", "b"]) await github.demo("POST /issues", { title });
  await github.demo("POST /issues/1/sub_issues", { sub_issue_id: 2 });
  const answer = await github.demo("PATCH /issues/1/sub_issues/priority", { sub_issue_id: 2, after_id: 7 });
  expect(answer).toMatchObject({ status: 422, json: { message: "Validation Failed" } });
});

test("bots are no members", async () => {
  const github = await sampleGithub({
    users: [user("octocat")],
    organizations: [organization("acme", { members: { octocat: "admin" } })],
    tokens: [token("octocat")],
  });
  const answer = await github.ask("PUT /orgs/acme/memberships/github-actions%5Bbot%5D", { as, json: {} });
  expect(answer.status).toBe(404);
  expect(github.events()).toEqual([]);
});

test("a team stands below no team of its own", async () => {
  const github = await sampleGithub({
    users: [user("octocat"), user("hubot")],
    organizations: [
      organization("acme", {
        members: { octocat: "admin", hubot: "member" },
        teams: [team("a"), team("b", { parent: "a" }), team("c", { parent: "b" })],
      }),
    ],
    tokens: [token("octocat"), token("hubot")],
  });
  for (const parent_team_id of [1, 2, 3])
    expect((await github.ask("PATCH /orgs/acme/teams/a", { as, json: { parent_team_id } })).status).toBe(422);
  expect((await github.ask("GET /orgs/acme/teams/c", { as: "hubot" })).status).toBe(200);
  expect(github.events()).toEqual([]);
});
