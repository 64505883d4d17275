import { expect, test } from "vitest";
import { organization } from "../../../../../tests/samples/github-organization.ts";
import { sampleGithub, token, user, type SampleGithub } from "../../../../../tests/samples/github.ts";

async function open(): Promise<SampleGithub> {
  return sampleGithub({
    users: [user("octocat", { email: "octocat@example.com" }), user("hubot")],
    organizations: [organization("acme", { members: { octocat: "admin" }, defaultPermission: "write" })],
    tokens: [
      token("octocat"),
      token("hubot"),
      token("octocat", { name: "reads", value: "ghp_reads", scopes: ["repo", "read:user"] }),
      token("octocat", { name: "user", value: "ghp_user", scopes: ["user"] }),
      token("octocat", { name: "repo", value: "ghp_repo", scopes: ["repo"] }),
    ],
  });
}

test("what is private of a user is told to tokens whose scopes are for that", async () => {
  const github = await open();
  for (const as of ["octocat", "reads", "user"])
    expect((await github.ask("GET /user", { as })).json).toHaveProperty("plan");
  const without = await github.ask("GET /user", { as: "repo" });
  expect(without.json).toMatchObject({ login: "octocat" });
  expect(without.json).not.toHaveProperty("plan");
});

test("where tokens are only recorded everything is told", async () => {
  const github = await sampleGithub({ auth: "accept", users: [user("octocat")] });
  expect((await github.ask("GET /user")).json).toHaveProperty("plan");
});

test("a user with an address shows it", async () => {
  const github = await open();
  expect((await github.ask("GET /user/emails", { as: "octocat" })).json).toEqual([
    { email: "octocat@example.com", primary: true, verified: true, visibility: "public" },
  ]);
});

test("a change of one field leaves all others", async () => {
  const github = await open();
  const patch = (json: unknown) => github.ask("PATCH /user", { as: "octocat", json });
  expect((await patch({ bio: "I" })).json).toMatchObject({
    bio: "I",
    hireable: null,
    twitter_username: null,
  });
  await patch({ hireable: true, twitter_username: "o" });
  expect((await patch({ company: "GitHub" })).json).toMatchObject({
    bio: "I",
    company: "GitHub",
    hireable: true,
    twitter_username: "o",
  });
});

test.each(["/user/99", "/apps/nothing", "/users/nobody", "/orgs/nothing"])(
  "%s is not there",
  async (path) => {
    expect((await (await open()).ask(`GET ${path}`, { as: "octocat" })).status).toBe(404);
  },
);

test("who is followed no longer can be left again, which nobody is told", async () => {
  const github = await open();
  for (const method of ["PUT", "PUT", "DELETE", "DELETE"])
    expect((await github.ask(`${method} /user/following/hubot`, { as: "octocat" })).status).toBe(204);
  expect(github.events()).toEqual(["user.followed", "user.unfollowed"]);
});

test("an organization keeps what a change does not say", async () => {
  const github = await open();
  const patch = (json: unknown) => github.ask("PATCH /orgs/acme", { as: "octocat", json });
  expect((await patch({ twitter_username: "acme" })).json).toMatchObject({
    twitter_username: "acme",
    default_repository_permission: "write",
  });
  expect((await patch({ default_repository_permission: "none", company: "c" })).json).toMatchObject({
    twitter_username: "acme",
    default_repository_permission: "none",
    company: "c",
  });
  // Such an answer fits both of the description's alternatives, of which it says that one fits.
  const json = { default_repository_permission: "everything" };
  const refused = await github.ask("PATCH /orgs/acme", { as: "octocat", json, unchecked: true });
  expect(refused.status).toBe(422);
});
