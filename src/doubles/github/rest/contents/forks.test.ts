import { expect, test } from "vitest";
import {
  repository,
  sampleGithub,
  token,
  user,
  type SampleGithub,
} from "../../../../../tests/samples/github.ts";

const at = "/repos/octocat/demo";
const base64 = (text: string): string => Buffer.from(text).toString("base64");

/** A repository with a fork of hubot's. */
async function open(): Promise<SampleGithub> {
  const files = [{ path: "a.txt", content: "1\n2\n3\n4\n5\n", mode: "100644" as const }];
  const github = await sampleGithub({
    users: [user("octocat"), user("hubot")],
    repositories: [repository("octocat/demo", { files }), repository("octocat/empty")],
    tokens: [token("octocat"), token("hubot")],
  });
  expect((await github.ask(`POST ${at}/forks`, { as: "hubot", json: {} })).status).toBe(202);
  return github;
}

/** Commits a file. */
async function put(github: SampleGithub, as: string, path: string, text: string): Promise<void> {
  const place = `/repos/${as}/demo/contents/${path}`;
  const before = await github.ask(`GET ${place}`);
  const json = {
    message: `Put ${path}`,
    content: base64(text),
    ...(before.status === 200 && { sha: before.json.sha }),
  };
  expect((await github.ask(`PUT ${place}`, { as, json })).status).toBeLessThan(300);
}

test("a fork is brought up to date: not needed, forward, by a merge, or not for conflicts", async () => {
  const github = await open();
  const update = (branch = "main") =>
    github.ask("POST /repos/hubot/demo/merge-upstream", { as: "hubot", json: { branch }, unchecked: true });
  expect((await update()).json).toMatchObject({ merge_type: "none", base_branch: "octocat:main" });
  await put(github, "octocat", "b.txt", "b\n");
  expect((await update()).json).toMatchObject({ merge_type: "fast-forward" });
  await put(github, "octocat", "c.txt", "c\n");
  await put(github, "hubot", "d.txt", "d\n");
  expect((await update()).json).toMatchObject({ merge_type: "merge" });
  expect((await github.ask("GET /repos/hubot/demo/contents/c.txt")).status).toBe(200);
  await put(github, "octocat", "a.txt", "x\n");
  await put(github, "hubot", "a.txt", "y\n");
  expect(await update()).toMatchObject({ status: 409, json: { message: "Merge conflict" } });
  expect(await update("gone")).toMatchObject({ status: 404, json: { message: "Branch not found" } });
  const own = await github.ask(`POST ${at}/merge-upstream`, {
    as: "octocat",
    json: { branch: "main" },
    unchecked: true,
  });
  expect(own).toMatchObject({ status: 422, json: { message: "This repository is not a fork." } });
});

test("a fork is compared with what it comes from, page by page", async () => {
  const github = await open();
  for (const name of ["b", "c", "d"]) await put(github, "hubot", `${name}.txt`, name);
  const compare = (rest: string) => github.ask(`GET ${at}/compare/${rest}`);
  expect((await compare("main...hubot:main")).json).toMatchObject({ status: "ahead", ahead_by: 3 });
  expect((await compare("main...hubot:demo:main")).json.total_commits).toBe(3);
  const paged = (await compare("main...hubot:main?per_page=2&page=2")).json;
  expect([paged.commits.length, paged.files.length, paged.total_commits]).toEqual([1, 0, 3]);
  for (const wrong of ["main...nobody:main", "main...hubot:other:main", "main...hubot:gone", "main"])
    expect((await compare(wrong)).status).toBe(404);
});

test("histories that have nothing in common are not compared and not merged", async () => {
  const github = await open();
  const send = (line: string, json: unknown) => github.ask(line, { as: "octocat", json, unchecked: true });
  const tree = await send(`POST ${at}/git/trees`, { tree: [{ path: "z", mode: "100644", content: "z" }] });
  const root = await send(`POST ${at}/git/commits`, { message: "Another root", tree: tree.json.sha });
  await send(`POST ${at}/git/refs`, { ref: "refs/heads/alien", sha: root.json.sha });
  expect(await github.ask(`GET ${at}/compare/main...alien`)).toMatchObject({
    status: 404,
    json: { message: "No common ancestor between main and alien." },
  });
  expect((await send(`POST ${at}/merges`, { base: "main", head: "alien" })).status).toBe(409);
  const alien = (await github.ask(`GET ${at}/commits/alien`)).json;
  expect(alien).toMatchObject({ parents: [], files: [{ status: "added", filename: "z" }] });
});
