import { describe, expect, test } from "vitest";
import { lineAt } from "../../../../../tests/samples/calls.ts";
import { organization, team } from "../../../../../tests/samples/github-organization.ts";
import {
  repository,
  sampleGithub,
  token,
  user,
  type SampleGithub,
} from "../../../../../tests/samples/github.ts";

async function open(): Promise<SampleGithub> {
  const people = ["octocat", "hubot", "mona", "eve"];
  const members = { octocat: "admin", hubot: "member", mona: "member" } as const;
  return sampleGithub({
    users: people.map((login) => user(login)),
    organizations: [
      organization("acme", { members, teams: [team("core")] }),
      organization("other", { members: { octocat: "admin" }, teams: [team("elsewhere")] }),
    ],
    repositories: [repository("acme/secret", { visibility: "private", collaborators: { hubot: "write" } })],
    apps: [
      {
        slug: "ci",
        name: "CI",
        id: 3,
        owner: "acme",
        permissions: { members: "write", administration: "write" },
        events: [],
        at: lineAt(1),
      },
    ],
    installations: [
      {
        id: 7,
        app: "ci",
        account: "acme",
        repositories: null,
        permissions: null,
        suspended: false,
        at: lineAt(1),
      },
    ],
    tokens: [
      ...people.map((login) => token(login)),
      token("acme", { name: "app", value: "ghp_app", kind: "installation", installation: 7 }),
    ],
  });
}

describe("a membership", () => {
  test("is raised and lowered, and told once when nothing changes", async () => {
    const github = await open();
    const put = (role: string) =>
      github.ask("PUT /orgs/acme/memberships/hubot", { as: "octocat", json: { role } });
    expect((await put("admin")).json).toMatchObject({ role: "admin", state: "active" });
    expect((await put("admin")).json.role).toBe("admin");
    expect((await github.ask("PATCH /orgs/acme", { as: "hubot", json: { name: "A" } })).status).toBe(200);
    expect((await put("member")).json.role).toBe("member");
    expect(github.events()).toEqual([
      "organization.member_changed",
      "organization.updated",
      "organization.member_changed",
    ]);
  });

  test("is taken away by owners and by its member, by nobody else", async () => {
    const github = await open();
    const remove = async (login: string, as: string) =>
      (await github.ask(`DELETE /orgs/acme/memberships/${login}`, { as })).status;
    expect(await remove("mona", "hubot")).toBe(403);
    expect(await remove("mona", "eve")).toBe(403);
    expect(await remove("mona", "octocat")).toBe(204);
    expect(await remove("hubot", "hubot")).toBe(204);
    expect(await remove("octocat", "octocat")).toBe(403);
  });

  test("that is active already stays so, and nothing happens", async () => {
    const github = await open();
    const patch = (json: unknown) => github.ask("PATCH /user/memberships/orgs/acme", { as: "hubot", json });
    expect((await patch({ state: "active" })).json.state).toBe("active");
    expect((await patch({ state: "pending" })).status).toBe(422);
    expect(github.events()).not.toContain("organization.member_added");
  });

  test("is shown to everybody by active members only, once", async () => {
    const github = await open();
    const put = async (login: string) =>
      (await github.ask(`PUT /orgs/acme/public_members/${login}`, { as: login })).status;
    expect([await put("hubot"), await put("hubot"), await put("eve")]).toEqual([204, 204, 404]);
    expect(github.events()).toEqual(["membership.publicized"]);
  });

  test("that is none is not shown, not even where tokens are only recorded", async () => {
    const github = await sampleGithub({
      auth: "accept",
      users: [user("eve"), user("octocat")],
      organizations: [organization("acme", { members: { octocat: "admin" } })],
    });
    expect((await github.ask("PUT /orgs/acme/public_members/eve")).status).toBe(404);
    expect((await github.ask("PATCH /orgs/acme", { json: { name: "A" } })).json.name).toBe("A");
  });

  test("that was not accepted yet is no member to remove, but an invitation", async () => {
    const github = await open();
    await github.ask("PUT /orgs/acme/memberships/eve", { as: "octocat", json: {} });
    expect((await github.ask("DELETE /orgs/acme/members/eve", { as: "octocat" })).status).toBe(404);
    expect((await github.ask("PUT /orgs/acme/public_members/eve", { as: "eve" })).status).toBe(404);
    expect((await github.ask("DELETE /orgs/acme/memberships/eve", { as: "octocat" })).status).toBe(204);
  });
});

describe("outside collaborators", () => {
  const at = "/orgs/acme/outside_collaborators";

  test("are made of members, as long as an owner is left", async () => {
    const github = await open();
    const convert = (login: string) => github.ask(`PUT ${at}/${login}`, { as: "octocat" });
    expect(await convert("eve")).toMatchObject({
      status: 403,
      json: { message: "eve is not a member of the acme organization." },
    });
    expect((await convert("octocat")).status).toBe(403);
    await github.ask("PUT /orgs/acme/memberships/hubot", { as: "octocat", json: { role: "admin" } });
    expect((await convert("hubot")).status).toBe(204);
    expect((await github.ask(`GET ${at}`, { as: "octocat" })).json).toMatchObject([{ login: "hubot" }]);
  });

  test("who are none can't be removed", async () => {
    const github = await open();
    expect((await github.ask(`DELETE ${at}/eve`, { as: "octocat", unchecked: true })).status).toBe(404);
  });
});

describe("invitations", () => {
  test("name teams of the organization, or are refused", async () => {
    const github = await open();
    const other = (await github.ask("GET /orgs/other/teams/elsewhere", { as: "octocat" })).json.id as number;
    const eve = (await github.ask("GET /users/eve")).json.id as number;
    for (const id of [other, 999]) {
      const json = { invitee_id: eve, team_ids: [id] };
      expect((await github.ask("POST /orgs/acme/invitations", { as: "octocat", json })).status).toBe(422);
    }
    expect((await github.ask("GET /orgs/acme/invitations", { as: "octocat" })).json).toEqual([]);
  });

  test("of billing managers are not simulated, and say so", async () => {
    const github = await open();
    const json = { email: "eve@example.com", role: "billing_manager" };
    const refused = await github.ask("POST /orgs/acme/invitations", { as: "octocat", json, unchecked: true });
    expect(refused.status).toBe(400);
    expect(refused.json.message).toContain("not simulated");
  });
});

describe("an app installed on the organization", () => {
  test("is like an owner there, within its permissions, and nobody elsewhere", async () => {
    const github = await open();
    const made = await github.ask("POST /orgs/acme/teams", { as: "app", json: { name: "bots" } });
    // It is no user, so it does not join the team that it makes.
    expect(made).toMatchObject({ status: 201, json: { slug: "bots", members_count: 0 } });
    expect((await github.ask("GET /orgs/acme/members", { as: "app" })).json).toHaveLength(3);
    expect((await github.ask("GET /orgs/other/members", { as: "app" })).json).toEqual([]);
    const put = { as: "app", json: { permission: "push" } };
    expect((await github.ask("PUT /orgs/acme/teams/bots/repos/acme/secret", put)).status).toBe(204);
    expect((await github.ask("GET /orgs/other/teams", { as: "app" })).status).toBe(404);
  });
});
