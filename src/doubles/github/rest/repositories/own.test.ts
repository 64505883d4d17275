import { describe, expect, test } from "vitest";
import { organization } from "../../../../../tests/samples/github-organization.ts";
import {
  repository,
  sampleGithub,
  token,
  user,
  type SampleGithub,
} from "../../../../../tests/samples/github.ts";

const people = ["octocat", "hubot", "mona"];
const files = [{ path: "README.md", content: "# demo", mode: "100644" as const }];

async function open(): Promise<SampleGithub> {
  return sampleGithub({
    users: people.map((login) => user(login)),
    organizations: [organization("acme", { members: { octocat: "admin", hubot: "member" } })],
    repositories: [
      repository("octocat/demo", { files, collaborators: { hubot: "maintain" } }),
      repository("octocat/other", { visibility: "private", collaborators: { mona: "read" } }),
      repository("acme/app", { visibility: "private", collaborators: { mona: "maintain" } }),
    ],
    tokens: people.map((login) => token(login)),
  });
}

const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";

describe("what belongs to one repository is not there in another", () => {
  test.each([
    ["keys", { key }, "GET", ""],
    ["hooks", { config: { url: "https://example.com" } }, "GET", ""],
    ["hooks", { config: { url: "https://example.com" } }, "POST", "/tests"],
  ])("%s of another are not found", async (kind, json, method, below) => {
    const github = await open();
    const made = await github.ask(`POST /repos/octocat/demo/${kind}`, { as: "octocat", json });
    expect(made.status).toBe(201);
    const ask = async (name: string): Promise<number> => {
      const line = `${method} /repos/octocat/${name}/${kind}/${made.json.id}${below}`;
      return (await github.ask(line, { as: "octocat" })).status;
    };
    expect(await ask("demo")).toBeLessThan(300);
    expect(await ask("other")).toBe(404);
  });

  test("invitations neither", async () => {
    const github = await open();
    const made = await github.ask("PUT /repos/octocat/demo/collaborators/mona", { as: "octocat" });
    const at = (name: string): string => `PATCH /repos/octocat/${name}/invitations/${made.json.id}`;
    expect((await github.ask(at("other"), { as: "octocat", json: {} })).status).toBe(404);
    // Nothing said is nothing changed.
    expect((await github.ask(at("demo"), { as: "octocat", json: {} })).json.permissions).toBe("write");
    expect((await github.ask(at("demo"), { as: "octocat", json: { permissions: "boss" } })).status).toBe(422);
  });

  test("numbers in addresses are numbers", async () => {
    const github = await open();
    expect((await github.ask("GET /repos/octocat/demo/keys/one", { as: "octocat" })).status).toBe(404);
  });
});

describe("stars", () => {
  test("are listed by when they were given, or by the last push, without what can't be seen", async () => {
    const github = await open();
    await github.ask("PUT /user/starred/octocat/demo", { as: "octocat" });
    github.world.clock.advance(60_000);
    await github.ask("PUT /user/starred/octocat/other", { as: "octocat" });
    github.world.clock.advance(60_000);
    const json = { message: "m", content: "aGk=" };
    await github.ask("PUT /repos/octocat/demo/contents/a.txt", { as: "octocat", json });
    const list = async (query: string, as: string): Promise<readonly string[]> =>
      (await github.ask(`GET /users/octocat/starred${query}`, { as })).json.map(
        (one: { name: string }) => one.name,
      );
    expect(await list("", "octocat")).toEqual(["other", "demo"]);
    expect(await list("?direction=asc", "octocat")).toEqual(["demo", "other"]);
    expect(await list("?sort=updated", "octocat")).toEqual(["demo", "other"]);
    expect(await list("", "hubot")).toEqual(["demo"]);
  });

  test("of repositories that were pushed to in the same second are listed as they were given", async () => {
    const github = await open();
    for (const name of ["acme/app", "octocat/demo", "octocat/other"])
      await github.ask(`PUT /user/starred/${name}`, { as: "octocat" });
    const list = async (direction: string): Promise<readonly string[]> =>
      (await github.ask(`GET /user/starred?sort=updated&direction=${direction}`, { as: "octocat" })).json.map(
        (one: { name: string; pushed_at: string }) => `${one.name} ${one.pushed_at}`,
      );
    const began = "2025-01-15T10:30:00Z";
    const names = ["app", "demo", "other"].map((name) => `${name} ${began}`);
    expect(await list("asc")).toEqual(names);
    expect(await list("desc")).toEqual(names.toReversed());
  });

  test("are given and taken once", async () => {
    const github = await open();
    for (const method of ["PUT", "PUT", "DELETE", "DELETE"])
      expect((await github.ask(`${method} /user/starred/octocat/demo`, { as: "hubot" })).status).toBe(204);
    expect(github.events()).toEqual(["star.created", "star.deleted"]);
  });
});

test("watching is begun, changed and ended once", async () => {
  const github = await open();
  const at = "/repos/octocat/demo/subscription";
  const put = (json: unknown) => github.ask(`PUT ${at}`, { as: "hubot", json });
  expect((await github.ask(`GET ${at}`, { as: "hubot", unchecked: true })).status).toBe(404);
  for (const ignored of [false, false, true]) expect((await put({ ignored })).json.ignored).toBe(ignored);
  expect((await github.ask(`GET ${at}`, { as: "hubot" })).json).toMatchObject({ subscribed: false });
  for (let time = 0; time < 2; time++)
    expect((await github.ask(`DELETE ${at}`, { as: "hubot" })).status).toBe(204);
  expect(github.events()).toEqual(["watch.subscribed", "watch.ignored", "watch.unsubscribed"]);
});

describe("collaborators", () => {
  test("have the words from before there were five roles", async () => {
    const github = await open();
    const { json } = await github.ask("GET /repos/acme/app/collaborators/mona/permission", { as: "octocat" });
    expect(json).toMatchObject({ permission: "write", role_name: "maintain" });
  });

  test("who have that role already are not told again, nor are those who had none", async () => {
    const github = await open();
    const at = "/repos/acme/app/collaborators";
    const json = { permission: "maintain" };
    expect((await github.ask(`PUT ${at}/mona`, { as: "octocat", json })).status).toBe(204);
    expect((await github.ask(`PUT ${at}/mona`, { as: "octocat" })).status).toBe(204);
    expect((await github.ask(`DELETE ${at}/hubot`, { as: "octocat" })).status).toBe(204);
    expect(github.events()).toEqual([]);
  });
});

describe("lists of repositories", () => {
  const list = async (github: SampleGithub, path: string, as: string): Promise<readonly string[]> =>
    (await github.ask(`GET ${path}`, { as })).json.map((one: { name: string }) => one.name);

  test("of an organization are told by kind", async () => {
    const github = await open();
    await github.ask("POST /orgs/acme/repos", { as: "octocat", json: { name: "open" } });
    expect(await list(github, "/orgs/acme/repos?type=public", "hubot")).toEqual(["open"]);
    expect(await list(github, "/orgs/acme/repos?type=member", "hubot")).toHaveLength(2);
    expect(await list(github, "/orgs/acme/repos?type=member", "mona")).toEqual([]);
    expect((await github.ask("GET /orgs/acme/repos?type=member")).json).toEqual([]);
  });

  test("are told by when they changed and were pushed to", async () => {
    const github = await open();
    github.world.clock.advance(60_000);
    const json = { message: "m", content: "aGk=" };
    await github.ask("PUT /repos/octocat/demo/contents/a.txt", { as: "octocat", json });
    await github.ask("PATCH /repos/octocat/demo", { as: "octocat", json: { description: "new" } });
    const all = "/user/repos?affiliation=owner";
    expect(await list(github, `${all}&since=2025-01-15T10:30:30Z`, "octocat")).toEqual(["demo"]);
    expect(await list(github, `${all}&before=2025-01-15T10:30:30Z`, "octocat")).toEqual(["other"]);
    expect(await list(github, `${all}&sort=pushed`, "octocat")).toEqual(["demo", "other"]);
    expect(await list(github, `${all}&sort=pushed&direction=asc`, "octocat")).toEqual(["other", "demo"]);
  });
});
