import { describe, expect, test } from "vitest";
import {
  repository,
  sampleGithub,
  token,
  user,
  type SampleGithub,
} from "../../../../../tests/samples/github.ts";
import type { FileConfig } from "../../config.ts";

const file = (path: string, content: string, mode: FileConfig["mode"] = "100644"): FileConfig => ({
  path,
  content,
  mode,
});

const base64 = (text: string): string => Buffer.from(text).toString("base64");

async function open(): Promise<SampleGithub> {
  const files = [
    file("README.md", "# demo\n"),
    file("docs/guide.md", "guide\n"),
    file("docs/up", "../README.md", "120000"),
    file("docs/same", ".//guide.md", "120000"),
    file("docs/round", "../docs/./guide.md", "120000"),
    file("docs/far", "../../README.md", "120000"),
    file("docs/root", "/README.md", "120000"),
    file("docs/none", "missing.md", "120000"),
    file("docs/folder", "..", "120000"),
  ];
  const many = Array.from({ length: 301 }, (_, index) => file(`many/${index}.txt`, `${index}\n`));
  return sampleGithub({
    users: [user("octocat"), user("hubot")],
    repositories: [
      repository("octocat/demo", {
        files,
        commits: [{ message: "Many", branch: null, files: many, remove: [], author: null, date: null }],
        tags: [{ name: "v1", target: null, message: "One" }],
        collaborators: { hubot: "write" },
      }),
    ],
    tokens: [token("octocat"), token("hubot")],
  });
}

const at = "/repos/octocat/demo";

describe("links", () => {
  test.each([
    ["up", "file", "# demo\n"],
    ["same", "file", "guide\n"],
    ["round", "file", "guide\n"],
    ["far", "symlink", "../../README.md"],
    ["root", "symlink", "/README.md"],
    ["none", "symlink", "missing.md"],
    ["folder", "symlink", ".."],
  ])("%s is told as a %s", async (name, type, text) => {
    const github = await open();
    const { status, json } = await github.ask(`GET ${at}/contents/docs/${name}`);
    expect([status, json.type, json.path]).toEqual([200, type, `docs/${name}`]);
    const told = json.target ?? Buffer.from(json.content as string, "base64").toString();
    expect(told).toBe(text);
  });
});

test("a commit with more files than one answer tells goes on on the next page", async () => {
  const github = await open();
  const first = await github.ask(`GET ${at}/commits/main`);
  expect([first.json.files.length, first.json.stats.total]).toEqual([300, 301]);
  expect(first.headers["link"]).toContain('?page=2>; rel="next"');
  const second = await github.ask(`GET ${at}/commits/main?page=2`);
  expect(second.json.files).toHaveLength(1);
});

// GitHub's documentation: without a reference it is that of the default branch.
test.each([
  ["tarball", "legacy.tar.gz"],
  ["tarball/", "legacy.tar.gz"],
  ["zipball", "legacy.zip"],
])("an archive without a reference, %s, is of the default branch", async (path, format) => {
  const github = await open();
  const { status, headers } = await github.ask(`GET ${at}/${path}`);
  expect([status, headers["location"]]).toEqual([
    302,
    `http://127.0.0.1:40213/octocat/demo/${format}/refs/heads/main`,
  ]);
});

test("branches of a commit are asked for by its SHA", async () => {
  const github = await open();
  const sha = (await github.ask(`GET ${at}/branches/main`)).json.commit.sha as string;
  const ask = (one: string) => github.ask(`GET ${at}/commits/${one}/branches-where-head`);
  expect((await ask(sha)).json).toMatchObject([{ name: "main" }]);
  expect(await ask("main")).toMatchObject({
    status: 422,
    json: { message: "No commit found for SHA: main" },
  });
});

test("a tag with a message leads to its commit", async () => {
  const github = await open();
  const [tag] = (await github.ask(`GET ${at}/tags`)).json as { name: string; commit: { sha: string } }[];
  const head = (await github.ask(`GET ${at}/branches/main`)).json.commit.sha as string;
  expect(tag).toMatchObject({ name: "v1", commit: { sha: head } });
});

test.each([".git/config", "a//b", "docs/../x"])("nothing is written at %s", async (path) => {
  const github = await open();
  const json = { message: "m", content: base64("x") };
  const answer = await github.ask(`PUT ${at}/contents/${path}`, { as: "octocat", json, unchecked: true });
  expect([404, 409, 422]).toContain(answer.status);
  expect(github.events()).toEqual([]);
});

test("a branch that upstream does not have is brought up to date with upstream's default branch", async () => {
  const github = await open();
  await github.ask(`POST ${at}/forks`, { as: "hubot", json: {} });
  const sha = (await github.ask("GET /repos/hubot/demo/branches/main")).json.commit.sha as string;
  const made = await github.ask("POST /repos/hubot/demo/git/refs", {
    as: "hubot",
    json: { ref: "refs/heads/own", sha },
  });
  expect(made.status).toBe(201);
  const json = { message: "m", content: base64("new") };
  await github.ask(`PUT ${at}/contents/new.txt`, { as: "octocat", json });
  const update = await github.ask("POST /repos/hubot/demo/merge-upstream", {
    as: "hubot",
    json: { branch: "own" },
  });
  expect(update.json).toMatchObject({ merge_type: "fast-forward" });
  expect((await github.ask("GET /repos/hubot/demo/contents/new.txt?ref=own")).status).toBe(200);
});

describe("protection", () => {
  const rule = `${at}/branches/main/protection`;
  const base = {
    required_status_checks: null,
    enforce_admins: null,
    required_pull_request_reviews: null,
    restrictions: null,
  };
  const put = (github: SampleGithub, json: unknown) =>
    github.ask(`PUT ${rule}`, { as: "octocat", json: { ...base, ...(json as object) }, unchecked: true });

  test("names checks with or without their apps, or none", async () => {
    const github = await open();
    const contexts = async (said: unknown): Promise<unknown> =>
      (await put(github, { required_status_checks: said })).json.required_status_checks?.contexts as unknown;
    expect(await contexts({ strict: false, contexts: ["a"] })).toEqual(["a"]);
    expect(await contexts({ strict: false, contexts: [], checks: [{ context: "b", app_id: 1 }] })).toEqual([
      "b",
    ]);
    expect((await put(github, { required_status_checks: { strict: false, checks: [{}] } })).status).toBe(422);
  });

  test("says who may dismiss reviews, until nobody in particular may", async () => {
    const github = await open();
    const patch = async (dismissal: unknown): Promise<unknown> =>
      (
        await github.ask(`PATCH ${rule}/required_pull_request_reviews`, {
          as: "octocat",
          json: dismissal === undefined ? {} : { dismissal_restrictions: dismissal },
        })
      ).json.dismissal_restrictions?.users.map(({ login }: { login: string }) => login) as unknown;
    await put(github, { required_pull_request_reviews: {} });
    expect(await patch(undefined)).toBeUndefined();
    expect(await patch({ users: ["hubot"] })).toEqual(["hubot"]);
    expect(await patch(undefined)).toEqual(["hubot"]);
    expect(await patch({ teams: [] })).toEqual([]);
    expect(await patch({})).toBeUndefined();
  });

  test("parts are changed by lists that are there", async () => {
    const github = await open();
    await put(github, {
      required_status_checks: { strict: false, contexts: ["a"] },
      restrictions: { users: [], teams: [] },
    });
    const parts = [
      "required_status_checks/contexts",
      "restrictions/users",
      "restrictions/teams",
      "restrictions/apps",
    ];
    const lines = parts.flatMap((part) =>
      ["POST", "PUT", "DELETE"].map((method) => `${method} ${rule}/${part}`),
    );
    for (const line of lines)
      for (const json of [{}, undefined]) {
        const answer = await github.ask(line, { as: "octocat", json, unchecked: true });
        expect([line, answer.status]).toEqual([line, 422]);
        expect(answer.json.message).toContain("wasn't supplied.");
      }
  });
});
