import { expect, test } from "vitest";
import { organization, team } from "../../../../../tests/samples/github-organization.ts";
import { sampleGithub, token, user, type SampleGithub } from "../../../../../tests/samples/github.ts";

async function open(): Promise<SampleGithub> {
  return sampleGithub({
    users: ["octocat", "hubot", "mona"].map((login) => user(login, { email: `${login}@example.com` })),
    organizations: [
      organization("acme", { members: { octocat: "admin", hubot: "member" }, teams: [team("core")] }),
    ],
    tokens: ["octocat", "hubot", "mona"].map((login) => token(login)),
  });
}

test("who is invited to an organization and its teams is in them when they accept", async () => {
  const github = await open();
  const core = await github.ask("GET /orgs/acme/teams/core", { as: "octocat" });
  const json = { email: "mona@example.com", role: "admin", team_ids: [core.json.id] };
  const made = await github.ask("POST /orgs/acme/invitations", { as: "octocat", json });
  expect(made).toMatchObject({
    status: 201,
    json: { login: "mona", role: "admin", inviter: { login: "octocat" }, team_count: 1 },
  });
  const list = async (path: string): Promise<readonly unknown[]> =>
    (await github.ask(`GET ${path}`, { as: "octocat" })).json;
  expect(await list("/orgs/acme/invitations?role=admin")).toHaveLength(1);
  expect(await list("/orgs/acme/invitations?role=direct_member")).toEqual([]);
  expect(await list("/orgs/acme/teams/core/invitations")).toHaveLength(1);
  expect(await list(`/orgs/acme/invitations/${made.json.id}/teams`)).toMatchObject([{ slug: "core" }]);
  expect(await list("/orgs/acme/failed_invitations")).toEqual([]);
  await github.ask("PATCH /user/memberships/orgs/acme", { as: "mona", json: { state: "active" } });
  expect(await list("/orgs/acme/invitations")).toEqual([]);
  expect(await list("/orgs/acme/teams/core/members")).toMatchObject([{ login: "mona" }]);
  expect(github.events()).toEqual(["organization.member_invited", "organization.member_added"]);
});

test("invitations are cancelled, and refused where they can't be", async () => {
  const github = await open();
  const send = (json: unknown, as = "octocat"): ReturnType<SampleGithub["ask"]> =>
    github.ask("POST /orgs/acme/invitations", { as, json });
  const mona = (await github.ask("GET /users/mona")).json.id as number;
  const made = await send({ invitee_id: mona });
  expect((await send({ invitee_id: mona })).status).toBe(422);
  expect((await send({ invitee_id: 999 })).status).toBe(422);
  expect((await send({})).status).toBe(422);
  expect((await send({ invitee_id: mona }, "hubot")).status).toBe(403);
  // Whoever has no account, and what is no member, is not simulated.
  expect((await send({ email: "stranger@example.org" })).headers).toHaveProperty("x-backlot-refusal");
  const at = `/orgs/acme/invitations/${made.json.id}`;
  expect((await github.ask(`DELETE ${at}`, { as: "octocat" })).status).toBe(204);
  expect((await github.ask(`DELETE ${at}`, { as: "octocat" })).status).toBe(404);
  expect((await github.ask("GET /user/memberships/orgs/acme", { as: "mona" })).status).toBe(404);
});

test("users follow each other, and are counted", async () => {
  const github = await open();
  for (const as of ["hubot", "octocat", "hubot"])
    expect((await github.ask("PUT /user/following/mona", { as })).status).toBe(204);
  const logins = async (path: string, as = "mona"): Promise<readonly string[]> =>
    (await github.ask(`GET ${path}`, { as })).json.map(({ login }: { login: string }) => login);
  expect(await logins("/users/mona/followers")).toEqual(["hubot", "octocat"]);
  expect(await logins("/user/followers")).toEqual(["hubot", "octocat"]);
  expect(await logins("/users/hubot/following")).toEqual(["mona"]);
  expect(await logins("/user/following", "hubot")).toEqual(["mona"]);
  expect((await github.ask("GET /users/mona")).json).toMatchObject({ followers: 2, following: 0 });
  // The description knows of no body here.
  const check = async (): Promise<readonly number[]> => [
    (await github.ask("GET /users/hubot/following/mona", { unchecked: true })).status,
    (await github.ask("GET /user/following/mona", { as: "hubot", unchecked: true })).status,
  ];
  expect(await check()).toEqual([204, 204]);
  expect((await github.ask("DELETE /user/following/mona", { as: "hubot" })).status).toBe(204);
  expect(await check()).toEqual([404, 404]);
  expect((await github.ask("PUT /user/following/acme", { as: "hubot" })).status).toBe(404);
  expect(github.events()).toEqual(["user.followed", "user.followed", "user.unfollowed"]);
});
