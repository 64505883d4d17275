import { expect, test } from "vitest";
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
  const teams = [team("core", { members: { hubot: "member" }, repositories: { "acme/hidden": "read" } })];
  return sampleGithub({
    users: people.map((login) => user(login)),
    organizations: [
      organization("acme", {
        members: { octocat: "admin", hubot: "member" },
        teams,
        defaultPermission: "none",
      }),
    ],
    repositories: [
      repository("octocat/zoo", { files }),
      repository("octocat/Ant", { visibility: "private", collaborators: { hubot: "read" }, files }),
      repository("acme/app"),
      repository("acme/hidden", { visibility: "private" }),
      repository("acme/zoo", { forkOf: "octocat/zoo" }),
      repository("mona/own"),
    ],
    tokens: people.map((login) => token(login)),
  });
}

const names = ({ json }: Answered): readonly string[] =>
  json.map((one: { full_name?: string; login?: string }) => one.full_name ?? one.login);

test("repositories of an organization are told as far as they may be seen", async () => {
  const github = await open();
  const list = async (query: string, as?: string): Promise<readonly string[]> =>
    names(await github.ask(`GET /orgs/acme/repos${query}`, as === undefined ? {} : { as }));
  expect(await list("")).toEqual(["acme/zoo", "acme/app"]);
  expect(await list("", "hubot")).toEqual(["acme/zoo", "acme/hidden", "acme/app"]);
  expect(await list("?type=private", "octocat")).toEqual(["acme/hidden"]);
  expect(await list("?type=forks")).toEqual(["acme/zoo"]);
  expect(await list("?type=sources&sort=full_name", "octocat")).toEqual(["acme/app", "acme/hidden"]);
  expect(await list("?sort=created&direction=asc")).toEqual(["acme/app", "acme/zoo"]);
  // The first write happens in the second in which the world began.
  for (const description of ["new", "newer"])
    await github.ask("PATCH /repos/acme/app", { as: "octocat", json: { description } });
  expect(await list("?sort=updated")).toEqual(["acme/app", "acme/zoo"]);
});

test("repositories of a user are the public ones, by name", async () => {
  const github = await open();
  expect(names(await github.ask("GET /users/octocat/repos", { as: "octocat" }))).toEqual(["octocat/zoo"]);
  expect(names(await github.ask("GET /users/octocat/repos?type=all"))).toEqual([
    "acme/app",
    "acme/zoo",
    "octocat/zoo",
  ]);
  expect(names(await github.ask("GET /users/octocat/repos?type=member&direction=desc"))).toEqual([
    "acme/zoo",
    "acme/app",
  ]);
});

test("one's own repositories are told by what one has to do with them", async () => {
  const github = await open();
  const list = async (query: string, as = "hubot"): Promise<readonly string[]> =>
    names(await github.ask(`GET /user/repos${query}`, { as }));
  expect(await list("")).toEqual(["acme/app", "acme/hidden", "acme/zoo", "octocat/Ant"]);
  expect(await list("?affiliation=collaborator")).toEqual(["octocat/Ant"]);
  expect(await list("?affiliation=owner", "octocat")).toEqual(["octocat/Ant", "octocat/zoo"]);
  expect(await list("?visibility=private")).toEqual(["acme/hidden", "octocat/Ant"]);
  expect(await list("?type=owner")).toEqual([]);
  expect(await list("?type=public&sort=created&direction=asc")).toEqual(["acme/app", "acme/zoo"]);
  // What every object has is no type of repositories.
  expect(await list("?type=constructor")).toHaveLength(4);
  const both = await github.ask("GET /user/repos?type=all&visibility=all", { as: "hubot" });
  expect(both).toMatchObject({
    status: 422,
    json: { message: "If you specify visibility or affiliation, you cannot specify type." },
  });
});

test("public repositories are read on by the last id", async () => {
  const github = await open();
  const first = await github.ask("GET /repositories");
  expect(names(first)).toEqual(["octocat/zoo", "acme/app", "acme/zoo", "mona/own"]);
  expect(names(await github.ask(`GET /repositories?since=${first.json[1].id}`))).toEqual([
    "acme/zoo",
    "mona/own",
  ]);
});

test("a fork shares what there is, and is made once", async () => {
  const github = await open();
  const fork = (json: unknown, as = "hubot"): ReturnType<SampleGithub["ask"]> =>
    github.ask("POST /repos/octocat/zoo/forks", { as, json });
  const made = await fork({ default_branch_only: true });
  expect(made).toMatchObject({
    status: 202,
    json: {
      full_name: "hubot/zoo",
      fork: true,
      has_issues: false,
      parent: { full_name: "octocat/zoo" },
      source: { full_name: "octocat/zoo" },
      network_count: 2,
    },
  });
  expect((await fork({ name: "again" })).json.id).toBe(made.json.id);
  expect((await fork({}, "octocat")).json.full_name).toBe("octocat/zoo");
  expect((await fork({ organization: "nothing" })).status).toBe(422);
  const second = await github.ask("POST /repos/hubot/zoo/forks", { as: "mona", json: { name: "mine" } });
  expect(second.json).toMatchObject({
    full_name: "mona/mine",
    parent: { full_name: "hubot/zoo" },
    source: { full_name: "octocat/zoo" },
  });
  const empty = await github.ask("POST /repos/acme/app/forks", { as: "mona" });
  expect(empty.json.message).toBe(
    "The repository exists, but it contains no Git content. Empty repositories cannot be forked.",
  );
  expect((await github.ask("GET /repos/octocat/zoo")).json).toMatchObject({
    forks_count: 2,
    network_count: 3,
  });
  await github.ask("PUT /user/starred/acme/zoo", { as: "mona" });
  const list = async (sort: string): Promise<readonly string[]> =>
    names(await github.ask(`GET /repos/octocat/zoo/forks?sort=${sort}`));
  expect(await list("newest")).toEqual(["hubot/zoo", "acme/zoo"]);
  expect(await list("oldest")).toEqual(["acme/zoo", "hubot/zoo"]);
  expect(await list("stargazers")).toEqual(["acme/zoo", "hubot/zoo"]);
  expect(github.events()).toEqual(["fork", "fork", "star.created"]);
});

test("what is removed takes with it what hangs on it, and its forks go on", async () => {
  const github = await open();
  await github.ask("POST /repos/octocat/zoo/forks", { as: "hubot" });
  await github.ask("POST /repos/octocat/zoo/labels", { as: "octocat", json: { name: "mine" } });
  await github.ask("PUT /user/starred/octocat/zoo", { as: "mona" });
  const config = { url: "https://x.example" };
  await github.ask("POST /repos/octocat/zoo/hooks", { as: "octocat", json: { config } });
  expect((await github.ask("DELETE /repos/octocat/zoo", { as: "hubot" })).status).toBe(403);
  expect((await github.ask("DELETE /repos/octocat/zoo", { as: "octocat" })).status).toBe(204);
  expect((await github.ask("GET /repos/octocat/zoo")).status).toBe(404);
  expect((await github.ask("GET /user/starred", { as: "mona" })).json).toEqual([]);
  expect((await github.ask("GET /repos/acme/zoo")).json).toMatchObject({ fork: false, forks_count: 1 });
  expect((await github.ask("GET /repos/hubot/zoo")).json).toMatchObject({
    fork: true,
    parent: { full_name: "acme/zoo" },
  });
  const again = await github.ask("POST /user/repos", { as: "octocat", json: { name: "zoo" } });
  expect(again.json).toMatchObject({ stargazers_count: 0, network_count: 0 });
  expect((await github.ask("GET /repos/octocat/zoo/hooks", { as: "octocat" })).json).toEqual([]);
  expect(github.events().at(-2)).toBe("repository.deleted");
});

test("private forks go with what they are forks of", async () => {
  const github = await open();
  const fork = await github.ask("POST /repos/octocat/ant/forks", { as: "hubot" });
  expect(fork.json).toMatchObject({ full_name: "hubot/Ant", private: true });
  await github.ask("DELETE /repos/octocat/ant", { as: "octocat" });
  expect((await github.ask("GET /repos/hubot/ant", { as: "hubot" })).status).toBe(404);
  // Blob, tree and commit of the other repository are left.
  expect(github.world.query("github.state", null)).toMatchObject({ object: 3, repository: 5 });
});

test("stars are told with when they were given, and watching with who does", async () => {
  const github = await open();
  const star = (as: string): ReturnType<SampleGithub["ask"]> =>
    github.ask("PUT /user/starred/octocat/zoo", { as });
  expect((await star("mona")).status).toBe(204);
  expect((await star("mona")).status).toBe(204);
  expect((await star("hubot")).status).toBe(204);
  await github.ask("PUT /user/starred/acme/app", { as: "mona" });
  expect((await github.ask("GET /user/starred/octocat/zoo", { as: "mona" })).status).toBe(204);
  expect(names(await github.ask("GET /repos/octocat/zoo/stargazers"))).toEqual(["mona", "hubot"]);
  expect((await github.ask("GET /repos/octocat/zoo/stargazers/count")).json).toEqual({ count: 2 });
  const headers = [["Accept", "application/vnd.github.star+json"]] as const;
  const dated = await github.ask("GET /repos/octocat/zoo/stargazers", { headers });
  expect(dated.json[0]).toMatchObject({
    user: { login: "mona" },
    starred_at: expect.stringMatching(/^2025-/) as string,
  });
  expect(names(await github.ask("GET /users/mona/starred"))).toEqual(["acme/app", "octocat/zoo"]);
  expect(names(await github.ask("GET /user/starred?direction=asc", { as: "mona" }))).toEqual([
    "octocat/zoo",
    "acme/app",
  ]);
  expect((await github.ask("GET /users/mona/starred", { headers })).json[0].repo.full_name).toBe("acme/app");
  expect((await github.ask("DELETE /user/starred/octocat/zoo", { as: "mona" })).status).toBe(204);
  expect((await github.ask("GET /user/starred/octocat/zoo", { as: "mona" })).status).toBe(404);
  const at = "/repos/octocat/zoo/subscription";
  expect((await github.ask(`GET ${at}`, { as: "mona", unchecked: true })).status).toBe(404);
  const watching = await github.ask(`PUT ${at}`, { as: "mona", json: { subscribed: true } });
  expect(watching.json).toMatchObject({ subscribed: true, ignored: false, reason: null });
  expect(names(await github.ask("GET /repos/octocat/zoo/subscribers"))).toEqual(["mona"]);
  expect(names(await github.ask("GET /user/subscriptions", { as: "mona" }))).toEqual(["octocat/zoo"]);
  expect((await github.ask(`PUT ${at}`, { as: "mona", json: { ignored: true } })).json.subscribed).toBe(
    false,
  );
  expect((await github.ask("GET /users/mona/subscriptions")).json).toEqual([]);
  expect((await github.ask(`DELETE ${at}`, { as: "mona" })).status).toBe(204);
});
