import { expect, test } from "vitest";
import { organization } from "../../../../../tests/samples/github-organization.ts";
import {
  repository,
  sampleGithub,
  token,
  user,
  type Answered,
  type SampleGithub,
} from "../../../../../tests/samples/github.ts";

async function open(): Promise<SampleGithub> {
  const people = ["octocat", "hubot", "mona", "eve"];
  return sampleGithub({
    users: people.map((login) => user(login)),
    organizations: [organization("acme", { members: { octocat: "admin", hubot: "member" } })],
    repositories: [
      repository("octocat/demo"),
      repository("acme/app", { visibility: "private", collaborators: { eve: "triage" } }),
    ],
    tokens: people.map((login) => token(login)),
  });
}

const roles = ({ json }: Answered): unknown =>
  Object.fromEntries(json.map((one: { login: string; role_name: string }) => [one.login, one.role_name]));

test("who is no member is invited, and has access when they accept", async () => {
  const github = await open();
  const json = { permission: "maintain" };
  const invited = await github.ask("PUT /repos/acme/app/collaborators/mona", { as: "octocat", json });
  expect(invited).toMatchObject({
    status: 201,
    json: {
      invitee: { login: "mona" },
      inviter: { login: "octocat" },
      permissions: "maintain",
      expired: false,
    },
  });
  const again = await github.ask("PUT /repos/acme/app/collaborators/mona", { as: "octocat" });
  expect(again.json).toMatchObject({ id: invited.json.id, permissions: "write" });
  const at = `/repos/acme/app/invitations/${invited.json.id}`;
  const changed = await github.ask(`PATCH ${at}`, { as: "octocat", json: { permissions: "read" } });
  expect(changed.json.permissions).toBe("read");
  expect((await github.ask("GET /repos/acme/app/invitations", { as: "octocat" })).json).toHaveLength(1);
  expect((await github.ask("GET /user/repository_invitations", { as: "mona" })).json).toHaveLength(1);
  const own = `/user/repository_invitations/${invited.json.id}`;
  expect((await github.ask(`PATCH ${own}`, { as: "eve" })).status).toBe(404);
  expect((await github.ask("GET /repos/acme/app", { as: "mona" })).status).toBe(404);
  expect((await github.ask(`PATCH ${own}`, { as: "mona" })).status).toBe(204);
  expect((await github.ask("GET /repos/acme/app", { as: "mona" })).json.permissions.push).toBe(false);
  expect((await github.ask("GET /user/repository_invitations", { as: "mona" })).json).toEqual([]);
  expect(github.events()).toEqual([
    "repository_invitation.created",
    "repository_invitation.created",
    "repository_invitation.edited",
    "member.added",
  ]);
});

test("invitations are taken back and declined", async () => {
  const github = await open();
  const invite = async (): Promise<number> =>
    (await github.ask("PUT /repos/octocat/demo/collaborators/mona", { as: "octocat" })).json.id as number;
  const first = await invite();
  expect(
    (await github.ask(`DELETE /repos/octocat/demo/invitations/${first}`, { as: "octocat" })).status,
  ).toBe(204);
  const second = await invite();
  expect(second).not.toBe(first);
  expect((await github.ask(`DELETE /user/repository_invitations/${second}`, { as: "mona" })).status).toBe(
    204,
  );
  expect((await github.ask(`PATCH /user/repository_invitations/${second}`, { as: "mona" })).status).toBe(404);
  expect(
    (await github.ask("GET /repos/octocat/demo/collaborators/mona", { as: "octocat", unchecked: true }))
      .status,
  ).toBe(404);
});

test("collaborators are told with the highest of their roles", async () => {
  const github = await open();
  const list = (query: string): ReturnType<SampleGithub["ask"]> =>
    github.ask(`GET /repos/acme/app/collaborators${query}`, { as: "octocat" });
  expect(roles(await list(""))).toEqual({ octocat: "admin", hubot: "read", eve: "triage" });
  expect(roles(await list("?affiliation=outside"))).toEqual({ eve: "triage" });
  expect(roles(await list("?affiliation=direct"))).toEqual({ eve: "triage" });
  expect(roles(await list("?permission=triage"))).toEqual({ octocat: "admin", eve: "triage" });
  expect((await github.ask("GET /repos/acme/app/collaborators/hubot", { as: "octocat" })).status).toBe(204);
  const level = (login: string, name: string): ReturnType<SampleGithub["ask"]> =>
    github.ask(`GET /repos/${name}/collaborators/${login}/permission`, { as: "octocat" });
  expect((await level("eve", "acme/app")).json).toMatchObject({ permission: "read", role_name: "triage" });
  expect((await level("mona", "acme/app")).json).toMatchObject({ permission: "none", role_name: "none" });
  expect((await level("mona", "octocat/demo")).json).toMatchObject({ permission: "read" });
  expect((await level("nobody", "acme/app")).json.message).toBe("nobody is not a user");
});

test("members get a role at once, which can be changed and taken away", async () => {
  const github = await open();
  const put = (json: unknown, as = "octocat"): ReturnType<SampleGithub["ask"]> =>
    github.ask("PUT /repos/acme/app/collaborators/hubot", { as, json });
  expect((await put({ permission: "admin" }, "eve")).status).toBe(403);
  expect((await put({ permission: "owner" })).status).toBe(422);
  expect((await put({ permission: "push" })).status).toBe(204);
  expect((await put({ permission: "admin" })).status).toBe(204);
  expect((await github.ask("GET /repos/acme/app", { as: "hubot" })).json.permissions.admin).toBe(true);
  expect((await github.ask("DELETE /repos/acme/app/collaborators/hubot", { as: "octocat" })).status).toBe(
    204,
  );
  expect((await github.ask("GET /repos/acme/app", { as: "hubot" })).json.permissions.admin).toBe(false);
  expect((await github.ask("PUT /repos/octocat/demo/collaborators/octocat", { as: "octocat" })).status).toBe(
    422,
  );
  expect(github.events()).toEqual(["member.added", "member.edited", "member.removed"]);
});

test("who leaves a private repository sees it no longer", async () => {
  const github = await open();
  await github.ask("PUT /user/starred/acme/app", { as: "eve" });
  await github.ask("PUT /repos/acme/app/subscription", { as: "eve", json: { subscribed: true } });
  expect((await github.ask("DELETE /repos/acme/app/collaborators/eve", { as: "eve" })).status).toBe(204);
  expect((await github.ask("GET /repos/acme/app", { as: "eve" })).status).toBe(404);
  expect((await github.ask("GET /repos/acme/app", { as: "octocat" })).json).toMatchObject({
    stargazers_count: 0,
    subscribers_count: 0,
  });
});
