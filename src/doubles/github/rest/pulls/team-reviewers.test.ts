import { expect, test } from "vitest";
import { organization, team } from "../../../../../tests/samples/github-organization.ts";
import { branch, file, lines } from "../../../../../tests/samples/github-pulls.ts";
import { repository, sampleGithub, token, user } from "../../../../../tests/samples/github.ts";

test("a team that may read is asked for a review, another one is not", async () => {
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
  const ask = (line: string, json?: unknown) => {
    const [method = "", path = ""] = line.split(" ");
    return github.ask(`${method} /repos/acme/app${path}`, { as: "octocat", json });
  };
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
