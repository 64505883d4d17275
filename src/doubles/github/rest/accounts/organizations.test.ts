import { expect, test } from "vitest";
import { organization } from "../../../../../tests/samples/github-organization.ts";
import {
  repository,
  sampleGithub,
  token,
  user,
  type SampleGithub,
} from "../../../../../tests/samples/github.ts";

async function open(): Promise<SampleGithub> {
  return sampleGithub({
    users: ["octocat", "hubot", "mona"].map((login) => user(login, { email: `${login}@example.com` })),
    organizations: [organization("Acme", { members: { octocat: "admin", hubot: "member" } })],
    repositories: [repository("acme/app"), repository("acme/secret", { visibility: "private" })],
    tokens: ["octocat", "hubot", "mona"].map((login) => token(login)),
  });
}

test("users are shown to themselves, to others, and to nobody in particular", async () => {
  const github = await open();
  const own = await github.ask("GET /user", { as: "octocat" });
  expect(own.json).toMatchObject({ login: "octocat", total_private_repos: 0, plan: { name: "free" } });
  const other = await github.ask("GET /users/OCTOCAT", { as: "mona" });
  expect(other.json).toMatchObject({ id: own.json.id, email: "octocat@example.com" });
  expect(other.json).not.toHaveProperty("plan");
  expect((await github.ask("GET /users/octocat")).json.email).toBe(null);
  expect((await github.ask(`GET /user/${own.json.id}`)).json.login).toBe("octocat");
  expect((await github.ask("GET /users/nobody")).status).toBe(404);
});

test("users change what is said of them, and null takes it away", async () => {
  const github = await open();
  const send = (json: unknown): ReturnType<SampleGithub["ask"]> =>
    github.ask("PATCH /user", { as: "mona", json });
  const changed = await send({ name: "Mona", hireable: true, twitter_username: "mona" });
  expect(changed.json).toMatchObject({ name: "Mona", hireable: true, twitter_username: "mona" });
  expect((await send({ twitter_username: null })).json).toMatchObject({
    name: "Mona",
    twitter_username: null,
  });
  expect(github.events()).toEqual(["user.updated", "user.updated"]);
  expect((await github.ask("PATCH /user", { json: {} })).status).toBe(401);
});

test("lists of everything are read on by the last id", async () => {
  const github = await open();
  const first = await github.ask("GET /users?per_page=2");
  expect(first.json.map(({ login }: { login: string }) => login)).toEqual(["octocat", "hubot"]);
  expect(first.headers["link"]).toBe(
    '<http://127.0.0.1:40213/users?per_page=2&since=2>; rel="next", <http://127.0.0.1:40213/users{?since}>; rel="first"',
  );
  const second = await github.ask("GET /users?per_page=2&since=2");
  expect(second.json.map(({ login }: { login: string }) => login)).toEqual(["mona", "Acme"]);
  expect(second.headers).not.toHaveProperty("link");
  expect((await github.ask("GET /organizations")).json).toMatchObject([{ login: "Acme" }]);
});

test("an organization shows its settings to owners only, who change them", async () => {
  const github = await open();
  expect((await github.ask("GET /orgs/acme")).json).not.toHaveProperty("default_repository_permission");
  const json = {
    description: "We make",
    default_repository_permission: "write",
    members_can_create_repositories: false,
  };
  const more = { ...json, unheard_of: true };
  const changed = await github.ask("PATCH /orgs/acme", { as: "octocat", json: more });
  expect(changed.json).toMatchObject({ login: "Acme", ...json, total_private_repos: 1, public_repos: 1 });
  expect((await github.ask("PATCH /orgs/acme", { as: "hubot", json })).status).toBe(403);
  expect((await github.ask("GET /orgs/octocat")).status).toBe(404);
  expect((await github.ask("POST /orgs/acme/repos", { as: "hubot", json: { name: "x" } })).json.message).toBe(
    "You need admin access to the organization before adding a repository to it.",
  );
  expect(github.events()).toEqual(["organization.updated"]);
});

test("members administer what they bring into their organization", async () => {
  const github = await open();
  await github.ask("POST /orgs/acme/repos", { as: "hubot", json: { name: "tool", private: true } });
  expect((await github.ask("GET /repos/acme/tool", { as: "hubot" })).json.permissions.admin).toBe(true);
  await github.ask("POST /user/repos", { as: "hubot", json: { name: "brought" } });
  await github.ask("POST /repos/hubot/brought/transfer", { as: "hubot", json: { new_owner: "acme" } });
  expect((await github.ask("GET /repos/acme/brought", { as: "hubot" })).json.permissions.admin).toBe(true);
});

test("a user without an address has GitHub's own", async () => {
  const github = await sampleGithub({ users: [user("octocat")], tokens: [token("octocat")] });
  expect((await github.ask("GET /user/emails", { as: "octocat" })).json).toEqual([
    { email: "1+octocat@users.noreply.github.com", primary: true, verified: true, visibility: "private" },
  ]);
});

test("everybody sees public members, members see all of them", async () => {
  const github = await open();
  const logins = async (path: string, as?: string): Promise<readonly string[]> =>
    (await github.ask(`GET ${path}`, as === undefined ? {} : { as })).json.map(
      (one: { login: string }) => one.login,
    );
  expect(await logins("/orgs/acme/members", "hubot")).toEqual(["octocat", "hubot"]);
  expect(await logins("/orgs/acme/members?role=admin", "hubot")).toEqual(["octocat"]);
  expect(await logins("/orgs/acme/members")).toEqual([]);
  expect((await github.ask("PUT /orgs/acme/public_members/hubot", { as: "hubot" })).status).toBe(204);
  expect((await github.ask("PUT /orgs/acme/public_members/octocat", { as: "hubot" })).status).toBe(403);
  expect(await logins("/orgs/acme/public_members")).toEqual(["hubot"]);
  expect(await logins("/users/hubot/orgs")).toEqual(["Acme"]);
  expect((await github.ask("GET /orgs/acme/public_members/hubot")).status).toBe(204);
  expect((await github.ask("DELETE /orgs/acme/public_members/hubot", { as: "hubot" })).status).toBe(204);
  expect((await github.ask("GET /orgs/acme/public_members/hubot")).status).toBe(404);
  expect(github.events()).toEqual(["membership.publicized", "membership.concealed"]);
});

test("whether somebody is a member is told to members, others are sent to the public ones", async () => {
  const github = await open();
  const check = (login: string, as: string): ReturnType<SampleGithub["ask"]> =>
    github.ask(`GET /orgs/acme/members/${login}`, { as });
  expect((await check("hubot", "octocat")).status).toBe(204);
  expect((await check("mona", "octocat")).status).toBe(404);
  const sent = await check("hubot", "mona");
  expect(sent.status).toBe(302);
  expect(sent.headers["location"]).toBe("http://127.0.0.1:40213/orgs/Acme/public_members/hubot");
});

test("who is invited becomes a member by saying so, and leaves again", async () => {
  const github = await open();
  const invited = await github.ask("PUT /orgs/acme/memberships/mona", {
    as: "octocat",
    json: { role: "member" },
  });
  expect(invited.json).toMatchObject({ state: "pending", role: "member", user: { login: "mona" } });
  expect((await github.ask("GET /orgs/acme/members/mona", { as: "octocat" })).status).toBe(404);
  expect((await github.ask("GET /user/memberships/orgs?state=pending", { as: "mona" })).json).toHaveLength(1);
  expect((await github.ask("GET /user/orgs", { as: "mona" })).json).toEqual([]);
  const json = { state: "active" };
  const accepted = await github.ask("PATCH /user/memberships/orgs/acme", { as: "mona", json });
  expect(accepted.json).toMatchObject({ state: "active" });
  expect((await github.ask("GET /user/orgs", { as: "mona" })).json).toMatchObject([{ login: "Acme" }]);
  expect((await github.ask("GET /orgs/acme/memberships/mona", { as: "hubot" })).json.role).toBe("member");
  expect((await github.ask("DELETE /orgs/acme/memberships/mona", { as: "mona" })).status).toBe(204);
  expect((await github.ask("GET /user/memberships/orgs/acme", { as: "mona" })).status).toBe(404);
  expect(github.events()).toEqual([
    "organization.member_invited",
    "organization.member_added",
    "organization.member_removed",
  ]);
});

test("only owners change memberships, and one of them stays", async () => {
  const github = await open();
  const json = { role: "member" };
  expect((await github.ask("PUT /orgs/acme/memberships/mona", { as: "hubot", json })).status).toBe(403);
  expect((await github.ask("PUT /orgs/acme/memberships/octocat", { as: "octocat", json })).status).toBe(403);
  expect((await github.ask("DELETE /orgs/acme/members/octocat", { as: "octocat" })).status).toBe(403);
  expect((await github.ask("DELETE /orgs/acme/members/mona", { as: "octocat" })).status).toBe(404);
  expect((await github.ask("GET /orgs/acme/memberships/hubot", { as: "mona" })).status).toBe(403);
  expect(github.events()).toEqual([]);
  expect((await github.ask("DELETE /orgs/acme/members/hubot", { as: "octocat" })).status).toBe(204);
  expect((await github.ask("GET /repos/acme/secret", { as: "hubot" })).status).toBe(404);
});

test("people outside an organization keep what its repositories gave them", async () => {
  const github = await open();
  const put = { as: "octocat", json: { permission: "push" } };
  expect((await github.ask("PUT /repos/acme/secret/collaborators/hubot", put)).status).toBe(204);
  expect((await github.ask("PUT /orgs/acme/outside_collaborators/hubot", { as: "octocat" })).status).toBe(
    204,
  );
  const outside = await github.ask("GET /orgs/acme/outside_collaborators", { as: "octocat" });
  expect(outside.json).toMatchObject([{ login: "hubot" }]);
  expect((await github.ask("GET /repos/acme/secret", { as: "hubot" })).json.permissions.push).toBe(true);
  expect((await github.ask("GET /orgs/acme/members", { as: "octocat" })).json).toHaveLength(1);
  const refused = await github.ask("DELETE /orgs/acme/outside_collaborators/octocat", {
    as: "octocat",
  });
  expect(refused).toMatchObject({
    status: 422,
    json: { message: "You cannot specify an organization member to remove as an outside collaborator." },
  });
  expect((await github.ask("DELETE /orgs/acme/outside_collaborators/hubot", { as: "octocat" })).status).toBe(
    204,
  );
  expect((await github.ask("GET /repos/acme/secret", { as: "hubot" })).status).toBe(404);
});
