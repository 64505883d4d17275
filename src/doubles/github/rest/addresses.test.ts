import { describe, expect, test } from "vitest";
import { organization, team } from "../../../../tests/samples/github-organization.ts";
import { repository, sampleGithub, token, user } from "../../../../tests/samples/github.ts";
import type { SampleGithub } from "../../../../tests/samples/github.ts";
import type { GithubConfig } from "../config.ts";

const labels = Array.from({ length: 31 }, (_, index) => ({
  name: `label ${index}`,
  color: "d73a4a",
  description: null,
}));
const files = [{ path: "README.md", content: "# demo\n", mode: "100644" as const }];

function open(more: Partial<GithubConfig> = {}): Promise<SampleGithub> {
  return sampleGithub({
    users: [user("octocat", { id: 11 }), user("hubot", { id: 12 })],
    organizations: [
      organization("acme", {
        id: 13,
        members: { octocat: "admin", hubot: "member" },
        teams: [team("core", { members: { octocat: "member", hubot: "member" } })],
      }),
    ],
    repositories: [
      repository("octocat/demo", { id: 21, labels, files }),
      repository("octocat/other", { id: 22 }),
      repository("acme/app", { id: 23 }),
      repository("acme/tool", { id: 24 }),
      repository("acme/secret", { id: 25, visibility: "private" }),
    ],
    tokens: [token("octocat"), token("hubot")],
    ...more,
  });
}

const api = "http://127.0.0.1:40213";

describe("further pages are told by number", () => {
  test.each([
    ["/repos/octocat/demo/labels?per_page=30", "/repositories/21/labels?per_page=30&page=2"],
    ["/repos/octocat/demo/labels", "/repositories/21/labels?page=2"],
    ["/users/octocat/repos?per_page=1", "/user/11/repos?per_page=1&page=2"],
    ["/orgs/acme/repos?per_page=1", "/organizations/13/repos?per_page=1&page=2"],
    ["/orgs/acme/teams/core/members?per_page=1", "/organizations/13/team/1/members?per_page=1&page=2"],
    ["/user/repos?per_page=1", "/user/repos?per_page=1&page=2"],
  ])("%s goes on at %s, and there it does", async (path, next) => {
    const github = await open();
    const first = await github.ask(`GET ${path}`, { as: "octocat" });
    expect(first.headers["link"]).toContain(`<${api}${next}>; rel="next"`);
    const second = await github.ask(`GET ${next}`, { as: "octocat" });
    expect(second.status).toBe(200);
    const byName = path.includes("?") ? `${path}&page=2` : `${path}?page=2`;
    expect(second.json).toEqual((await github.ask(`GET ${byName}`, { as: "octocat" })).json);
    expect(second.json).not.toEqual(first.json);
  });

  test.each([
    "/organizations/13/team/99/members",
    "/organizations/11/repos",
    "/user/13/repos",
    "/user/11x/repos",
    "/repositories/99/labels",
  ])("%s is not there", async (path) => {
    expect((await (await open()).ask(`GET ${path}`, { as: "octocat" })).status).toBe(404);
  });

  test("all references of a repository are told where they were before", async () => {
    const github = await open();
    const { json } = await github.ask("GET /repos/octocat/demo/git/refs");
    expect(json).toMatchObject([{ ref: "refs/heads/main" }]);
    expect((await github.ask("GET /repositories/21/git/matching-refs/")).json).toEqual(json);
  });
});

describe("a repository that an organization's settings name by number", () => {
  const at = "/orgs/acme/actions/secrets/KEY/repositories";

  test("has to be there; what becomes of it is not simulated", async () => {
    const github = await open();
    const put = (id: number) => github.ask(`PUT ${at}/${id}`, { as: "octocat", unchecked: true });
    expect((await put(99)).status).toBe(404);
    const refused = await put(25);
    expect([refused.status, refused.headers["x-backlot-refusal"]]).toEqual([400, expect.any(String)]);
  });
});

describe("what only the published description stands behind", () => {
  test.each([
    ["/emojis", 200, "application/json; charset=utf-8"],
    ["/orgs/acme/blocks/hubot", 204, undefined],
    ["/orgs/acme/migrations/1/archive", 302, undefined],
    ["/repos/octocat/demo/actions/jobs/1/logs", 302, undefined],
  ])("%s is answered with %i, marked as made up", async (path, status, type) => {
    const github = await open();
    const answer = await github.ask(`GET ${path}`, { as: "octocat", unchecked: true });
    expect([answer.status, answer.headers["content-type"], answer.headers["x-backlot-fidelity"]]).toEqual([
      status,
      type,
      "synthetic",
    ]);
    expect(answer.headers["location"] !== undefined).toBe(status === 302);
    expect(answer.text === "").toBe(type === undefined);
  });
});

describe("addresses of files that are not there", () => {
  test.each([
    "GET /octocat/demo/releases/download",
    "GET /octocat/demo/releases/download/v1/a.zip",
    "GET /octocat/demo/raw/main/none.txt",
  ])("%s is not found", async (line) => {
    const github = await open();
    expect((await github.ask(line, { as: "octocat" })).status).toBe(404);
  });

  test("nothing is written at the address of a file", async () => {
    const github = await open();
    const refused = await github.ask("POST /octocat/demo/raw/main/README.md", { as: "octocat", json: {} });
    expect([refused.status, refused.headers["x-backlot-refusal"]]).toEqual([400, expect.any(String)]);
    expect((await github.ask("GET /octocat/demo/raw/main/README.md")).text).toBe("# demo\n");
  });
});

describe("an answer that is told again", () => {
  const demo = "GET /repos/octocat/demo";

  test.each([
    ["Wed, 15 Jan 2025 10:30:00 GMT", 304],
    ["Wed, 15 Jan 2020 10:30:00 GMT", 200],
    ["yesterday", 200],
  ])("for If-Modified-Since %s is a %i", async (since, status) => {
    const github = await open();
    const again = await github.ask(demo, { headers: [["If-Modified-Since", since]] });
    expect(again.status).toBe(status);
    expect(again.text === "").toBe(status === 304);
  });

  test("is the same after more different reads than are remembered", async () => {
    const github = await open();
    const first = await github.ask(demo, { as: "octocat" });
    for (let page = 1; page <= 260; page++)
      expect(
        (await github.ask(`GET /repos/octocat/other/labels?page=${page}`, { as: "octocat" })).status,
      ).toBe(200);
    expect((await github.ask(demo, { as: "octocat" })).text).toBe(first.text);
  });
});
