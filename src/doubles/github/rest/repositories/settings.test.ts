import { describe, expect, test } from "vitest";
import { organization, team } from "../../../../../tests/samples/github-organization.ts";
import {
  repository,
  sampleGithub,
  token,
  user,
  type Answered,
  type SampleGithub,
} from "../../../../../tests/samples/github.ts";

const files = [{ path: "README.md", content: "# demo", mode: "100644" as const }];

async function open(): Promise<SampleGithub> {
  const people = ["octocat", "hubot", "mona"];
  return sampleGithub({
    users: people.map((login) => user(login)),
    organizations: [
      organization("acme", { members: { octocat: "admin", hubot: "member" }, teams: [team("core")] }),
      organization("other", { members: { mona: "admin" }, teams: [team("elsewhere")] }),
    ],
    repositories: [
      repository("octocat/demo", { files, isTemplate: true }),
      repository("acme/app", {
        files,
        visibility: "private",
        collaborators: { mona: "read" },
        settings: { ...repository("a/b").settings, allowForking: false },
      }),
    ],
    tokens: people.map((login) => token(login)),
  });
}

const teamId = async (github: SampleGithub, path: string, as: string): Promise<number> =>
  (await github.ask(`GET /orgs/${path}`, { as })).json.id as number;

describe("settings", () => {
  const merges = {
    squash_merge_commit_title: "PR_TITLE",
    squash_merge_commit_message: "BLANK",
    merge_commit_title: "PR_TITLE",
    merge_commit_message: "BLANK",
  };

  test.each([
    [merges, merges],
    [{ use_squash_pr_title_as_default: true }, { squash_merge_commit_title: "PR_TITLE" }],
    [{ use_squash_pr_title_as_default: false }, { squash_merge_commit_title: "COMMIT_OR_PR_TITLE" }],
    [{ private: true }, { visibility: "private", private: true }],
    [{ private: false }, { visibility: "public", private: false }],
    [
      { homepage: "https://example.com", description: "d" },
      { homepage: "https://example.com", description: "d" },
    ],
    [
      {
        security_and_analysis: { secret_scanning: { status: "enabled" }, unheard_of: { status: "enabled" } },
      },
      { security_and_analysis: { secret_scanning: { status: "enabled" } } },
    ],
  ])("%j comes to %j", async (json, shown) => {
    const github = await open();
    expect(await github.ask("PATCH /repos/octocat/demo", { as: "octocat", json })).toMatchObject({
      status: 200,
      json: shown,
    });
    expect((await github.ask("GET /repos/octocat/demo", { as: "octocat" })).json).toMatchObject(shown);
  });

  test("say who may open pull requests", async () => {
    const github = await open();
    const json = { pull_request_creation_policy: "collaborators_only" };
    const changed = await github.ask("PATCH /repos/octocat/demo", { as: "octocat", json });
    expect(changed.json).toMatchObject(json);
  });
});

describe("a repository from a template", () => {
  test.each([
    ["octocat", "OCTOCAT", 201],
    ["octocat", undefined, 201],
    ["octocat", "acme", 201],
    ["hubot", "acme", 201],
    ["mona", "acme", 404],
    ["octocat", "mona", 404],
    ["octocat", "nobody", 404],
  ])("made by %s for %s is answered with %i", async (as, owner, status) => {
    const github = await open();
    const made = await github.ask("POST /repos/octocat/demo/generate", {
      as,
      json: { name: "made", owner },
      unchecked: status === 404,
    });
    expect(made.status).toBe(status);
    if (status === 201)
      expect(made.json).toMatchObject({ name: "made", template_repository: { full_name: "octocat/demo" } });
  });
});

test("a team of the organization is given a new repository, and none of another's", async () => {
  const github = await open();
  const core = await teamId(github, "acme/teams/core", "octocat");
  const elsewhere = await teamId(github, "other/teams/elsewhere", "mona");
  const make = (name: string, id: number): Promise<Answered> =>
    github.ask("POST /orgs/acme/repos", { as: "octocat", json: { name, team_id: id } });
  expect((await make("tool", core)).status).toBe(201);
  expect((await github.ask("GET /repos/acme/tool/teams", { as: "octocat" })).json).toMatchObject([
    { slug: "core", permission: "push" },
  ]);
  expect((await make("other", elsewhere)).status).toBe(422);
  expect((await github.ask("GET /repos/acme/other", { as: "octocat" })).status).toBe(404);
});

describe("a transfer", () => {
  const to = (github: SampleGithub, name: string, as: string, json: unknown): Promise<Answered> =>
    // The description names no refusals.
    github.ask(`POST /repos/${name}/transfer`, { as, json, unchecked: true });

  test("to oneself happens at once, to another user when they accept", async () => {
    const github = await open();
    expect((await to(github, "acme/app", "octocat", { new_owner: "mona" })).status).toBe(202);
    expect((await github.ask("GET /repos/acme/app", { as: "octocat" })).status).toBe(200);
    expect((await to(github, "acme/app", "octocat", { new_owner: "octocat" })).status).toBe(202);
    expect((await github.ask("GET /repos/octocat/app", { as: "octocat" })).status).toBe(200);
    expect(github.events()).toEqual(["repository.transfer_requested", "repository.transferred"]);
  });

  test("names teams of who gets it", async () => {
    const github = await open();
    const core = await teamId(github, "acme/teams/core", "octocat");
    const elsewhere = await teamId(github, "other/teams/elsewhere", "mona");
    for (const id of [elsewhere, 999])
      expect(
        (await to(github, "octocat/demo", "octocat", { new_owner: "acme", team_ids: [id] })).status,
      ).toBe(422);
    const json = { new_owner: "acme", team_ids: [core] };
    expect((await to(github, "octocat/demo", "octocat", json)).status).toBe(202);
    expect((await github.ask("GET /repos/acme/demo/teams", { as: "octocat" })).json).toMatchObject([
      { slug: "core", permission: "pull" },
    ]);
  });

  test("to an organization that one is not in is refused", async () => {
    const github = await open();
    expect((await to(github, "octocat/demo", "octocat", { new_owner: "other" })).status).toBe(404);
  });
});

describe("a fork", () => {
  const fork = async (
    github: SampleGithub,
    name: string,
    as: string,
    json: unknown = {},
  ): Promise<Answered> => github.ask(`POST /repos/${name}/forks`, { as, json, unchecked: true });

  test("of a private repository is refused where it says so", async () => {
    const github = await open();
    const refused = await fork(github, "acme/app", "mona");
    expect([refused.status, refused.json.message]).toEqual([403, "Forking is disabled for this repository."]);
  });

  test("goes to organizations that there are, and that one is in", async () => {
    const github = await open();
    for (const [organization, status] of [
      ["nobody", 422],
      ["mona", 422],
      ["other", 404],
      ["acme", 202],
    ] as const)
      expect((await fork(github, "octocat/demo", "hubot", { organization })).status).toBe(status);
    expect((await github.ask("GET /repos/acme/demo")).json.parent.full_name).toBe("octocat/demo");
  });

  test("is listed by age and by stars", async () => {
    const github = await open();
    await fork(github, "octocat/demo", "hubot");
    await fork(github, "octocat/demo", "mona");
    await fork(github, "octocat/demo", "octocat", { organization: "acme" });
    await github.ask("PUT /user/starred/mona/demo", { as: "hubot" });
    const list = async (query: string): Promise<readonly string[]> =>
      (await github.ask(`GET /repos/octocat/demo/forks${query}`)).json.map(
        (one: { owner: { login: string } }) => one.owner.login,
      );
    expect(await list("")).toEqual(["acme", "mona", "hubot"]);
    expect(await list("?sort=oldest")).toEqual(["hubot", "mona", "acme"]);
    expect(await list("?sort=stargazers")).toEqual(["mona", "acme", "hubot"]);
  });
});
