import { expect, test } from "vitest";
import { branch, file, lines, samplePulls } from "../../../../../tests/samples/github-pulls.ts";
import { repository, sampleGithub, token, user } from "../../../../../tests/samples/github.ts";

const octocat = { as: "octocat" };

test("what is no text and what lies elsewhere is found by its name only, and forks only where they are asked for", async () => {
  const github = await sampleGithub({
    users: [user("octocat"), user("hubot")],
    repositories: [
      repository("octocat/demo", {
        files: [file("README.md", "greeting"), file("logo.png", "\u0000greeting")],
      }),
      repository("hubot/demo", { forkOf: "octocat/demo" }),
    ],
    tokens: [token("octocat")],
  });
  const main = (await github.ask("GET /repos/octocat/demo/commits/main")).json;
  const post = async (path: string, json: object): Promise<string> =>
    (await github.ask(`POST /repos/octocat/demo/git/${path}`, { ...octocat, json })).json.sha;
  const tree = await post("trees", {
    base_tree: main.commit.tree.sha,
    tree: [{ path: "vendored", mode: "160000", type: "commit", sha: main.sha }],
  });
  const commit = await post("commits", { message: "Vendor", tree, parents: [main.sha] });
  await github.ask("PATCH /repos/octocat/demo/git/refs/heads/main", { ...octocat, json: { sha: commit } });
  const find = async (q: string): Promise<unknown> => {
    const { json } = await github.ask(`GET /search/code?q=${q}`, octocat);
    return json.items.map((one: { path: string; repository: { full_name: string } }) =>
      [one.repository.full_name, one.path].join(" "),
    );
  };
  expect(await find("greeting")).toEqual(["octocat/demo README.md"]);
  expect(await find("filename:logo")).toEqual(["octocat/demo logo.png"]);
  expect(await find("filename:vendored")).toEqual([]);
  const both = ["octocat/demo README.md", "hubot/demo README.md"];
  expect(new Set((await find("greeting+fork:true")) as string[])).toEqual(new Set(both));
  expect(await find("greeting+fork:only")).toEqual(["hubot/demo README.md"]);
});

test("a pull request that can't be merged is found by its head", async () => {
  const github = await samplePulls({
    branches: [
      branch("topic", { "README.md": lines({ 2: "two" }) }),
      branch("rival", { "README.md": lines({ 2: "deux" }) }),
    ],
  });
  await github.open("topic");
  await github.demo("PUT /pulls/1/merge");
  const rival = (await github.open("rival", { body: "Deux." })).json;
  expect(rival).toMatchObject({ mergeable: false, merge_commit_sha: null });
  const found = await github.ask(`GET /search/issues?q=sha:${rival.head.sha.slice(0, 7)}`, octocat);
  expect(found.json.items).toMatchObject([{ number: 2 }]);
});

test("labels are found by their name where they have no description", async () => {
  const github = await sampleGithub({
    users: [user("octocat")],
    repositories: [
      repository("octocat/demo", { labels: [{ name: "help wanted", color: "008672", description: null }] }),
    ],
    tokens: [token("octocat")],
  });
  const { id } = (await github.ask("GET /repos/octocat/demo")).json;
  const found = await github.ask(`GET /search/labels?repository_id=${id}&q=wanted`, octocat);
  expect(found.json.items).toMatchObject([{ name: "help wanted", description: null }]);
});

test("a search for nothing at all is refused", async () => {
  const github = await sampleGithub({ users: [user("octocat")], tokens: [token("octocat")] });
  expect(await github.ask("GET /search/issues", octocat)).toMatchObject({
    status: 422,
    json: { errors: [{ resource: "Search", field: "q", code: "missing" }] },
  });
});
