import { expect, test } from "vitest";
import { organization, team } from "../../../../tests/samples/github-organization.ts";
import { repository, sampleGithub, token, user, type Answered } from "../../../../tests/samples/github.ts";

const files = [{ path: "README.md", content: "# secret\n", mode: "100644" as const }];
const logins = ["octocat", "hubot", "mona", "eve"];

async function open() {
  const github = await sampleGithub({
    users: logins.map((login) => user(login)),
    organizations: [
      organization("acme", {
        members: { octocat: "admin", hubot: "member" },
        defaultPermission: "none",
        teams: [
          team("core", { members: { hubot: "member" }, repositories: { "acme/app": "read" } }),
          team("inner", {
            members: { hubot: "member" },
            parent: "core",
            repositories: { "acme/app": "write" },
          }),
        ],
      }),
    ],
    repositories: [
      repository("octocat/secret", { visibility: "private", files, collaborators: { hubot: "admin" } }),
      repository("acme/app", { visibility: "private", collaborators: { eve: "read" } }),
    ],
    tokens: logins.map((login) => token(login)),
  });
  const send = (line: string, as: string, json: object = {}): Promise<Answered> =>
    github.ask(line.replace(" ", " /"), { as, json });
  return { ...github, send };
}

const logged = ({ json }: Answered): readonly string[] => json.map(({ login }: { login: string }) => login);

test("who is removed from a private repository loses issues, stars, forks and those they invited", async () => {
  const { send, ask } = await open();
  await send("POST repos/octocat/secret/issues", "octocat", { title: "1", assignees: ["hubot", "octocat"] });
  await send("POST repos/octocat/secret/issues", "octocat", { title: "2", assignees: ["octocat"] });
  await send("PUT repos/octocat/secret/collaborators/mona", "hubot");
  await send("PUT repos/octocat/secret/collaborators/eve", "octocat");
  await send("PUT repos/octocat/secret/subscription", "hubot", { subscribed: true });
  await send("PUT user/starred/octocat/secret", "hubot");
  expect((await send("POST repos/octocat/secret/forks", "hubot")).status).toBe(202);
  expect((await send("DELETE repos/octocat/secret/collaborators/hubot", "octocat")).status).toBe(204);
  const { json } = await ask("GET /repos/octocat/secret/issues?direction=asc", { as: "octocat" });
  expect(
    json.map(({ assignees }: { assignees: object[] }) => logged({ json: assignees } as Answered)),
  ).toEqual([["octocat"], ["octocat"]]);
  const invitations = (await ask("GET /repos/octocat/secret/invitations", { as: "octocat" })).json;
  expect(invitations).toMatchObject([{ invitee: { login: "eve" } }]);
  expect((await ask("GET /repos/octocat/secret/subscribers", { as: "octocat" })).json).toEqual([]);
  expect((await ask("GET /repos/octocat/secret/stargazers", { as: "octocat" })).json).toEqual([]);
  expect((await ask("GET /repos/hubot/secret", { as: "hubot" })).status).toBe(404);
});

test("a fork of somebody else stays when a collaborator goes who never watched", async () => {
  const { send, ask } = await open();
  await send("PUT repos/octocat/secret/collaborators/mona", "octocat");
  const [invitation] = (await ask("GET /user/repository_invitations", { as: "mona" })).json;
  await send(`PATCH user/repository_invitations/${invitation.id}`, "mona");
  await send("POST repos/octocat/secret/forks", "mona");
  await send("DELETE repos/octocat/secret/collaborators/hubot", "octocat");
  expect((await ask("GET /repos/mona/secret", { as: "mona" })).status).toBe(200);
});

test("who leaves an organization leaves its teams and repositories; its last owner stays", async () => {
  const { send, ask } = await open();
  expect((await send("PUT orgs/acme/memberships/mona", "octocat", { role: "admin" })).json.state).toBe(
    "pending",
  );
  expect((await send("PUT orgs/acme/memberships/mona", "octocat", { role: "admin" })).json.role).toBe(
    "admin",
  );
  expect((await send("DELETE orgs/acme/members/octocat", "octocat")).json.message).toBe(
    "Cannot remove the last owner",
  );
  await send("PUT repos/acme/app/collaborators/hubot", "octocat", { permission: "triage" });
  expect((await send("DELETE orgs/acme/members/hubot", "octocat")).status).toBe(204);
  for (const slug of ["core", "inner"])
    expect((await ask(`GET /orgs/acme/teams/${slug}/members`, { as: "octocat" })).json).toEqual([]);
  expect(logged(await ask("GET /repos/acme/app/collaborators", { as: "octocat" }))).toEqual([
    "octocat",
    "eve",
  ]);
  expect(logged(await ask("GET /orgs/acme/outside_collaborators", { as: "octocat" }))).toEqual(["eve"]);
  await send("PATCH user/memberships/orgs/acme", "mona", { state: "active" });
  expect((await send("DELETE orgs/acme/members/octocat", "octocat")).status).toBe(204);
});

test("of a role in a team and one in the team above it the higher counts, whoever has it", async () => {
  const { send, ask } = await open();
  const role = async (): Promise<string> =>
    (await ask("GET /repos/acme/app/collaborators/hubot/permission", { as: "octocat" })).json.role_name;
  expect(await role()).toBe("write");
  await send("PUT orgs/acme/teams/core/repos/acme/app", "octocat", { permission: "maintain" });
  expect(await role()).toBe("maintain");
  expect(
    (await send("PUT orgs/acme/teams/inner/memberships/hubot", "octocat", { role: "maintainer" })).json,
  ).toMatchObject({ role: "maintainer" });
  await send("DELETE orgs/acme/teams/core/memberships/hubot", "octocat");
  expect(await role()).toBe("maintain");
  const converted = await send("PUT orgs/acme/outside_collaborators/hubot", "octocat");
  expect(converted.status).toBe(204);
  expect(await role()).toBe("maintain");
});

test.each([
  ["repos/octocat/secret", "repository"],
  ["orgs/acme", "organization"],
])("webhooks of %s need an address, and are there once", async (at, kind) => {
  const { send } = await open();
  const config = { url: "https://x.example", insecure_ssl: "1" };
  const made = await send(`POST ${at}/hooks`, "octocat", { name: "web", config });
  expect(made.json.config).toMatchObject({ insecure_ssl: "1", content_type: "form" });
  const again = await send(`POST ${at}/hooks`, "octocat", { name: "web", config });
  expect(again.json.errors).toMatchObject([{ message: `Hook already exists on this ${kind}` }]);
  const change = (to: object) => send(`PATCH ${at}/hooks/${made.json.id}/config`, "octocat", to);
  expect((await change({ url: "x.example" })).json.errors).toMatchObject([
    { message: "url is missing a scheme" },
  ]);
  expect((await change({ url: "http://y.example", content_type: "json", insecure_ssl: "0" })).json).toEqual({
    url: "http://y.example",
    content_type: "json",
    insecure_ssl: "0",
  });
});
