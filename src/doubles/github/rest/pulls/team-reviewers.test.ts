import { expect, test } from "vitest";
import { organization, team } from "../../../../../tests/samples/github-organization.ts";
import { branch, file, lines } from "../../../../../tests/samples/github-pulls.ts";
import {
  repository,
  sampleGithub,
  token,
  user,
  type Answered,
  type SampleGithub,
} from "../../../../../tests/samples/github.ts";

type Ask = (line: string, json?: unknown) => Promise<Answered>;

/** acme/app, where the team "core" may write; what is asked follows "/repos/acme/app". */
async function open(): Promise<{ readonly github: SampleGithub; readonly ask: Ask }> {
  const logins = ["octocat", "hubot"];
  const github = await sampleGithub({
    users: logins.map((login) => user(login)),
    organizations: [
      organization("acme", {
        members: { octocat: "admin", hubot: "member" },
        teams: [
          team("core", { members: { hubot: "member" }, repositories: { "acme/app": "write" } }),
          team("sales"),
        ],
      }),
    ],
    repositories: [
      repository("acme/app", {
        files: [file("README.md", lines())],
        branches: [branch("topic", { "README.md": lines({ 3: "three" }) })],
      }),
    ],
    tokens: logins.map((login) => token(login)),
  });
  const ask: Ask = (line, json) => {
    const [method = "", path = ""] = line.split(" ");
    return github.ask(`${method} /repos/acme/app${path}`, { as: "octocat", json });
  };
  return { github, ask };
}

test("a team that may read is asked for a review, another one is not", async () => {
  const { ask } = await open();
  const made = await ask("POST /pulls", { title: "Three", head: "topic", base: "main" });
  expect(made.json).toMatchObject({ head: { label: "acme:topic" }, author_association: "MEMBER" });
  const asked = await ask("POST /pulls/1/requested_reviewers", { team_reviewers: ["core"] });
  expect(asked).toMatchObject({ status: 201, json: { requested_teams: [{ slug: "core", parent: null }] } });
  expect((await ask("POST /pulls/1/requested_reviewers", { team_reviewers: ["sales"] })).status).toBe(422);
  expect((await ask("GET /pulls/1/requested_reviewers")).json).toMatchObject({ teams: [{ slug: "core" }] });
  expect((await ask("GET /pulls/1")).json.requested_teams).toMatchObject([{ slug: "core" }]);
  const left = await ask("DELETE /pulls/1/requested_reviewers", { reviewers: [], team_reviewers: ["core"] });
  expect(left.json.requested_teams).toEqual([]);
});

test("a team that is gone is asked no more, and neither dismisses nor pushes", async () => {
  const { github, ask } = await open();
  await ask("POST /pulls", { title: "Three", head: "topic", base: "main" });
  await ask("POST /pulls/1/requested_reviewers", { team_reviewers: ["core"] });
  const put = await ask("PUT /branches/main/protection", {
    required_status_checks: null,
    enforce_admins: null,
    required_pull_request_reviews: { dismissal_restrictions: { users: ["hubot"], teams: ["core"] } },
    restrictions: { users: [], teams: ["core"] },
  });
  expect(put.json).toMatchObject({
    required_pull_request_reviews: {
      dismissal_restrictions: { users: [{ login: "hubot" }], teams: [{ slug: "core" }], apps: [] },
    },
    restrictions: { teams: [{ slug: "core" }] },
  });
  expect((await github.ask("DELETE /orgs/acme/teams/core", { as: "octocat" })).status).toBe(204);
  expect((await ask("GET /pulls/1")).json.requested_teams).toEqual([]);
  expect((await ask("GET /pulls/1/requested_reviewers")).json).toEqual({ users: [], teams: [] });
  expect((await ask("GET /branches/main/protection")).json).toMatchObject({
    required_pull_request_reviews: { dismissal_restrictions: { teams: [] } },
    restrictions: { teams: [] },
  });
});
