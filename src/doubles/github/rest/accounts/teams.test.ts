import { expect, test } from "vitest";
import { organization, team } from "../../../../../tests/samples/github-organization.ts";
import {
  repository,
  sampleGithub,
  token,
  user,
  type Answered,
  type SampleGithub,
} from "../../../../../tests/samples/github.ts";

async function open(): Promise<SampleGithub> {
  const teams = [
    team("core", { members: { hubot: "maintainer" }, repositories: { "acme/secret": "write" } }),
    team("inner", { members: { mona: "member" }, parent: "core" }),
    team("hidden", { privacy: "secret", members: { mona: "member" } }),
  ];
  const members = { octocat: "admin", hubot: "member", mona: "member" } as const;
  return sampleGithub({
    users: ["octocat", "hubot", "mona", "eve"].map((login) => user(login)),
    organizations: [organization("acme", { members, teams, defaultPermission: "none" })],
    repositories: [
      repository("acme/app"),
      repository("acme/secret", { visibility: "private" }),
      repository("eve/own"),
    ],
    tokens: ["octocat", "hubot", "mona", "eve"].map((login) => token(login)),
  });
}

const slugs = ({ json }: Answered): readonly string[] => json.map(({ slug }: { slug: string }) => slug);

test("teams are made, found, changed and removed", async () => {
  const github = await open();
  const made = await github.ask("POST /orgs/acme/teams", {
    as: "hubot",
    json: { name: "Justice League!", description: "d", repo_names: ["acme/app"], permission: "push" },
  });
  expect(made).toMatchObject({
    status: 201,
    json: {
      name: "Justice League!",
      slug: "justice-league",
      privacy: "secret",
      members_count: 1,
      repos_count: 1,
      parent: null,
      organization: { login: "acme" },
    },
  });
  const path = "/orgs/ACME/teams/justice-league";
  const changed = await github.ask(`PATCH ${path}`, { as: "hubot", json: { name: "JL", privacy: "closed" } });
  expect(changed.json).toMatchObject({ id: made.json.id, slug: "jl", privacy: "closed", description: "d" });
  expect((await github.ask(`GET ${path}`, { as: "hubot" })).status).toBe(404);
  expect((await github.ask("DELETE /orgs/acme/teams/jl", { as: "mona" })).status).toBe(403);
  expect((await github.ask("DELETE /orgs/acme/teams/jl", { as: "hubot" })).status).toBe(204);
  expect((await github.ask("GET /orgs/acme/teams/jl", { as: "octocat" })).status).toBe(404);
  expect(github.events()).toEqual(["team.created", "team.edited", "team.deleted"]);
});

test("teams that can't be are refused", async () => {
  const github = await open();
  const send = (json: unknown, as = "octocat"): ReturnType<SampleGithub["ask"]> =>
    github.ask("POST /orgs/acme/teams", { as, json });
  expect(await send({ name: "CORE" })).toMatchObject({
    status: 422,
    json: { errors: [{ resource: "Team", code: "already_exists", field: "name" }] },
  });
  expect((await send({ name: "x", maintainers: ["eve"] })).status).toBe(422);
  expect((await send({ name: "x", repo_names: ["eve/own"] })).status).toBe(422);
  expect((await send({ name: "x", parent_team_slug: "core", privacy: "secret" })).status).toBe(422);
  expect((await send({ name: "x", parent_team_slug: "nothing" })).status).toBe(422);
  expect((await send({ name: "x" }, "eve")).status).toBe(404);
  const ring = await github.ask("PATCH /orgs/acme/teams/core", {
    as: "octocat",
    json: { parent_team_slug: "inner" },
  });
  expect(ring.status).toBe(422);
  expect(github.events()).toEqual([]);
});

test("members see open teams and their own, owners all, strangers none", async () => {
  const github = await open();
  const list = (as: string): ReturnType<SampleGithub["ask"]> => github.ask("GET /orgs/acme/teams", { as });
  expect(slugs(await list("octocat"))).toEqual(["core", "hidden", "inner"]);
  expect(slugs(await list("hubot"))).toEqual(["core", "inner"]);
  expect(slugs(await list("mona"))).toEqual(["core", "hidden", "inner"]);
  expect((await list("eve")).status).toBe(404);
  expect(slugs(await github.ask("GET /orgs/acme/teams/core/teams", { as: "hubot" }))).toEqual(["inner"]);
  expect((await github.ask("GET /user/teams", { as: "mona" })).json).toMatchObject([
    { slug: "inner", parent: { slug: "core" } },
    { slug: "hidden", parent: null },
  ]);
  expect((await github.ask("DELETE /orgs/acme/teams/core", { as: "octocat" })).status).toBe(204);
  expect(slugs(await list("octocat"))).toEqual(["hidden"]);
});

test("who is in a team is told with the teams below it", async () => {
  const github = await open();
  const logins = async (path: string): Promise<readonly string[]> =>
    (await github.ask(`GET ${path}`, { as: "hubot" })).json.map(({ login }: { login: string }) => login);
  expect(await logins("/orgs/acme/teams/core/members")).toEqual(["hubot", "mona"]);
  expect(await logins("/orgs/acme/teams/core/members?role=maintainer")).toEqual(["hubot"]);
  const member = "/orgs/acme/teams/core/memberships";
  const added = await github.ask(`PUT ${member}/eve`, { as: "hubot", json: { role: "maintainer" } });
  expect(added.json).toMatchObject({ role: "maintainer", state: "pending" });
  expect(await logins("/orgs/acme/teams/core/members")).toEqual(["hubot", "mona"]);
  await github.ask("PATCH /user/memberships/orgs/acme", { as: "eve", json: { state: "active" } });
  expect((await github.ask(`GET ${member}/eve`, { as: "hubot" })).json.state).toBe("active");
  expect((await github.ask(`PUT ${member}/eve`, { as: "mona" })).status).toBe(403);
  expect((await github.ask(`DELETE ${member}/eve`, { as: "eve" })).status).toBe(204);
  // The description knows of no body here and in the next test.
  expect((await github.ask(`GET ${member}/eve`, { as: "hubot", unchecked: true })).status).toBe(404);
  expect(github.events()).toEqual(["membership.added", "organization.member_added", "membership.removed"]);
});

test("a team gives its members a role in a repository", async () => {
  const github = await open();
  const at = "/orgs/acme/teams/core/repos";
  expect((await github.ask("GET /repos/acme/secret", { as: "hubot" })).json.permissions.push).toBe(true);
  const listed = await github.ask(`GET ${at}`, { as: "hubot" });
  expect(listed.json).toMatchObject([{ name: "secret", role_name: "write", permissions: { push: true } }]);
  expect((await github.ask(`GET ${at}/acme/secret`, { as: "hubot" })).status).toBe(204);
  // The description of team-repository has not been told of what repositories have since.
  const full = {
    headers: [["Accept", "application/vnd.github.v3.repository+json"]],
    unchecked: true,
  } as const;
  expect((await github.ask(`GET ${at}/acme/secret`, { as: "hubot", ...full })).json.permissions.admin).toBe(
    false,
  );
  expect((await github.ask(`GET ${at}/acme/app`, { as: "hubot", unchecked: true })).status).toBe(404);
  const put = { as: "octocat", json: { permission: "maintain" } };
  expect((await github.ask(`PUT ${at}/acme/app`, put)).status).toBe(204);
  expect((await github.ask(`PUT ${at}/acme/app`, { as: "hubot" })).status).toBe(403);
  expect((await github.ask(`PUT ${at}/eve/own`, { ...put, as: "eve" })).status).toBe(404);
  const teams = await github.ask("GET /repos/acme/app/teams", { as: "octocat" });
  expect(teams.json).toMatchObject([
    { slug: "core", permission: "maintain", permissions: { maintain: true } },
  ]);
  expect((await github.ask(`DELETE ${at}/acme/secret`, { as: "hubot" })).status).toBe(204);
  expect((await github.ask("GET /repos/acme/secret", { as: "hubot" })).status).toBe(404);
  expect(github.events()).toEqual(["team.added_to_repository", "team.removed_from_repository"]);
});

test("a team is found by its number, in old addresses and in those that it tells", async () => {
  const github = await open();
  const { json } = await github.ask("GET /orgs/acme/teams/core", { as: "hubot" });
  expect((await github.ask(`GET /teams/${json.id}`, { as: "hubot" })).json).toEqual(json);
  expect((await github.ask(`GET /teams/${json.id}/members`, { as: "hubot" })).json).toHaveLength(2);
  const told = (json.url as string).replace("http://127.0.0.1:40213", "");
  expect((await github.ask(`GET ${told}/repos`, { as: "hubot" })).json).toHaveLength(1);
  expect((await github.ask(`GET /teams/${json.id}`, { as: "eve" })).status).toBe(404);
  expect((await github.ask("GET /teams/999", { as: "hubot" })).status).toBe(404);
  const renamed = await github.ask(`PATCH /teams/${json.id}`, { as: "hubot", json: { name: "Kernel" } });
  expect(renamed.json.slug).toBe("kernel");
  expect((await github.ask(`DELETE /teams/${json.id}`, { as: "octocat" })).status).toBe(204);
});
