import { describe, expect, test } from "vitest";
import { organization, team } from "../../../../../tests/samples/github-organization.ts";
import {
  repository,
  sampleGithub,
  token,
  user,
  type SampleGithub,
} from "../../../../../tests/samples/github.ts";

const people = ["octocat", "hubot", "mona", "eve"];

async function open(): Promise<SampleGithub> {
  const members = { octocat: "admin", hubot: "member", mona: "member" } as const;
  const teams = [
    team("core", { description: "Core", members: { hubot: "maintainer", mona: "member" } }),
    team("side", { members: { mona: "member" } }),
  ];
  return sampleGithub({
    users: people.map((login) => user(login)),
    organizations: [organization("acme", { members, teams })],
    repositories: [
      repository("acme/app", { visibility: "private", collaborators: { eve: "admin", hubot: "admin" } }),
      repository("octocat/own"),
    ],
    tokens: people.map((login) => token(login)),
  });
}

describe("a team's own fields", () => {
  test("a team below another can be seen by the members, and moves up again", async () => {
    const github = await open();
    const { id } = (await github.ask("GET /orgs/acme/teams/core", { as: "octocat" })).json;
    const made = await github.ask("POST /orgs/acme/teams", {
      as: "octocat",
      json: { name: "Below", parent_team_id: id, maintainers: ["mona"] },
    });
    expect(made.json).toMatchObject({ privacy: "closed", parent: { slug: "core" }, members_count: 2 });
    const patch = (json: unknown) => github.ask("PATCH /orgs/acme/teams/below", { as: "octocat", json });
    expect((await patch({ parent_team_id: null })).json.parent).toBe(null);
    expect((await patch({ parent_team_id: 999 })).status).toBe(422);
  });

  test("what a change does not say stays, null takes the description away", async () => {
    const github = await open();
    const patch = (json: unknown) => github.ask("PATCH /orgs/acme/teams/core", { as: "hubot", json });
    expect((await patch({ notification_setting: "notifications_disabled" })).json).toMatchObject({
      description: "Core",
      notification_setting: "notifications_disabled",
    });
    expect((await patch({ description: "New" })).json).toMatchObject({
      description: "New",
      notification_setting: "notifications_disabled",
    });
    expect((await patch({ description: "" })).json.description).toBe("");
    expect((await patch({ name: "!!!" })).status).toBe(422);
  });

  test("there are no teams of the enterprise", async () => {
    const github = await open();
    const list = async (query: string) =>
      (await github.ask(`GET /orgs/acme/teams${query}`, { as: "hubot" })).json as unknown[];
    expect([(await list("")).length, (await list("?team_type=organization")).length]).toEqual([2, 2]);
    expect(await list("?team_type=enterprise")).toEqual([]);
  });
});

describe("who is in a team", () => {
  test("maintainers take members out, members only themselves", async () => {
    const github = await open();
    const remove = async (login: string, as: string) =>
      (await github.ask(`DELETE /orgs/acme/teams/core/memberships/${login}`, { as, unchecked: true })).status;
    expect(await remove("hubot", "mona")).toBe(403);
    expect(await remove("mona", "hubot")).toBe(204);
    expect(await remove("mona", "hubot")).toBe(404);
    expect(await remove("hubot", "hubot")).toBe(204);
  });
});

describe("a team in a repository", () => {
  const at = "/orgs/acme/teams/core/repos";

  test("has the role that was said last, which is told once", async () => {
    const github = await open();
    const put = async (json?: unknown, where = "acme/app") =>
      (await github.ask(`PUT ${at}/${where}`, { as: "octocat", json, unchecked: true })).status;
    const role = async () =>
      (await github.ask(`GET ${at}`, { as: "octocat" })).json.map(
        (one: { role_name: string }) => one.role_name,
      ) as unknown;
    expect([await put(), await role()]).toEqual([204, ["read"]]);
    expect([await put({ permission: "push" }), await role()]).toEqual([204, ["write"]]);
    expect([await put(), await role()]).toEqual([204, ["write"]]);
    expect([await put({ permission: "boss" }), await role()]).toEqual([422, ["write"]]);
    expect(await put({}, "octocat/own")).toBe(422);
    expect(github.events()).toEqual(["team.added_to_repository", "team.added_to_repository"]);
  });

  test("is taken out by maintainers of the team and admins of the repository", async () => {
    const github = await open();
    const remove = async (name: string, as: string) =>
      (await github.ask(`DELETE /orgs/acme/teams/${name}/repos/acme/app`, { as, unchecked: true })).status;
    await github.ask(`PUT ${at}/acme/app`, { as: "octocat" });
    expect(await remove("core", "mona")).toBe(403);
    // hubot does not maintain this team, but administers the repository.
    expect(await remove("side", "hubot")).toBe(204);
    expect([await remove("core", "hubot"), await remove("core", "hubot")]).toEqual([204, 204]);
    expect(github.events()).toEqual(["team.added_to_repository", "team.removed_from_repository"]);
  });

  test("is not told to people outside the organization, though they administer the repository", async () => {
    const github = await open();
    await github.ask(`PUT ${at}/acme/app`, { as: "octocat" });
    expect((await github.ask("GET /repos/acme/app/teams", { as: "hubot" })).json).toHaveLength(1);
    expect((await github.ask("GET /repos/acme/app/teams", { as: "eve" })).json).toEqual([]);
  });
});
