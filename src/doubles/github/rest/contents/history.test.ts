import { expect, test } from "vitest";
import {
  repository,
  sampleGithub,
  token,
  user,
  type SampleGithub,
} from "../../../../../tests/samples/github.ts";
import type { FileConfig, RepositoryConfig } from "../../config.ts";

function file(path: string, content: string): FileConfig {
  return { path, content, mode: "100644" };
}

function branch(name: string, files: readonly FileConfig[], remove: readonly string[] = []) {
  return { name, from: null, files, remove, sha: null, message: `Work on ${name}` };
}

const files = [file("README.md", "one\ntwo\nthree\n"), file("old/name.txt", "a\nb\nc\nd\ne\nf\n")];

async function open(more: Partial<RepositoryConfig> = {}): Promise<SampleGithub> {
  return sampleGithub({
    users: [user("octocat", { email: "mona@example.com" }), user("hubot")],
    repositories: [
      repository("octocat/demo", {
        files,
        branches: [
          branch(
            "topic",
            [file("README.md", "one\n2\nthree\n"), file("new/name.txt", "a\nb\nc\nd\ne\nf!\n")],
            ["old/name.txt"],
          ),
          branch("other", [file("README.md", "one\nzwei\nthree\n")]),
        ],
        collaborators: { hubot: "write" },
        ...more,
      }),
    ],
    tokens: [token("octocat"), token("hubot")],
  });
}

const at = "/repos/octocat/demo";
const accept = (kind: string) => ({ headers: [["Accept", `application/vnd.github.${kind}`] as const] });

test("commits are listed newest first, by path, author and time", async () => {
  const github = await open();
  const list = async (query: string): Promise<string[]> => {
    const { json } = await github.ask(`GET ${at}/commits?${query}`);
    return (json as { commit: { message: string } }[]).map(({ commit }) => commit.message);
  };
  expect(await list("")).toEqual(["Initial commit"]);
  expect(await list("sha=topic")).toEqual(["Work on topic", "Initial commit"]);
  expect(await list("sha=topic&path=new/name.txt")).toEqual(["Work on topic"]);
  expect(await list("sha=topic&path=README.md&author=nobody")).toEqual([]);
  expect(await list("sha=topic&until=2025-01-15T10:29:59Z")).toEqual([]);
  expect(await list("sha=topic&since=2025-01-15T10:30:01Z")).toEqual([]);
  expect(await list("sha=topic&since=2025-01-15T10:30:00Z&until=2025-01-15T10:30:00Z")).toHaveLength(2);
  expect((await github.ask(`GET ${at}/commits?sha=gone`)).status).toBe(404);
  const empty = await open({ files: [], branches: [] });
  expect(await empty.ask(`GET ${at}/commits`)).toMatchObject({
    status: 409,
    json: { message: "Git Repository is empty." },
  });
});

test("a commit tells its files with patches, as JSON, as a difference and as a mail", async () => {
  const github = await open();
  const { json } = await github.ask(`GET ${at}/commits/topic`);
  expect(json).toMatchObject({
    commit: { message: "Work on topic", verification: { verified: false, reason: "unsigned" } },
    stats: { total: 4, additions: 2, deletions: 2 },
    files: [
      {
        filename: "README.md",
        status: "modified",
        patch: "@@ -1,3 +1,3 @@\n one\n-two\n+2\n three",
      },
      { filename: "new/name.txt", status: "renamed", previous_filename: "old/name.txt", changes: 2 },
    ],
  });
  expect((await github.ask(`GET ${at}/commits/topic`, accept("sha"))).text).toBe(json.sha);
  const diff = await github.ask(`GET ${at}/commits/topic`, accept("v3.diff"));
  expect(diff.text).toContain("rename from old/name.txt\nrename to new/name.txt\n");
  const patch = await github.ask(`GET ${at}/commits/topic`, accept("patch"));
  expect(patch.text.startsWith(`From ${json.sha} Mon Sep 17 00:00:00 2001\n`)).toBe(true);
  expect(patch.text).toContain("Subject: [PATCH] Work on topic\n\n---\n README.md ");
  expect(await github.ask(`GET ${at}/commits/gone`)).toMatchObject({
    status: 422,
    json: { message: "No commit found for SHA: gone" },
  });
});

test("two branches are compared from where they parted", async () => {
  const github = await open();
  const compare = async (basehead: string) => (await github.ask(`GET ${at}/compare/${basehead}`)).json;
  expect(await compare("main...topic")).toMatchObject({
    status: "ahead",
    ahead_by: 1,
    behind_by: 0,
    total_commits: 1,
  });
  expect(await compare("topic...main")).toMatchObject({
    status: "behind",
    ahead_by: 0,
    behind_by: 1,
    commits: [],
    files: [],
  });
  expect(await compare("main...main")).toMatchObject({ status: "identical", total_commits: 0 });
  const parted = await compare("other...topic");
  expect(parted).toMatchObject({ status: "diverged", ahead_by: 1, behind_by: 1 });
  expect(parted.files.map(({ filename }: { filename: string }) => filename)).toEqual([
    "README.md",
    "new/name.txt",
  ]);
  expect(parted.merge_base_commit.commit.message).toBe("Initial commit");
  expect((await compare("other..topic")).files[0].patch).toContain("-zwei\n+2");
  expect((await compare("octocat:other...octocat:topic")).status).toBe("diverged");
  expect((await github.ask(`GET ${at}/compare/main...topic`, accept("diff"))).text).toMatch(
    /^diff --git a\/README.md/,
  );
  expect((await github.ask(`GET ${at}/compare/main...topic`, accept("patch"))).text).toMatch(
    /^From [0-9a-f]{40} /,
  );
  expect((await github.ask(`GET ${at}/compare/main...gone`)).status).toBe(404);
});

test("a branch is merged into another, unless that has it already or they conflict", async () => {
  const github = await open();
  const merge = (json: unknown) => github.ask(`POST ${at}/merges`, { as: "octocat", json, unchecked: true });
  const made = await merge({ base: "main", head: "topic" });
  expect(made).toMatchObject({
    status: 201,
    json: { commit: { message: "Merge topic into main" }, parents: [{}, {}] },
  });
  expect((await merge({ base: "main", head: "topic" })).status).toBe(204);
  expect(await merge({ base: "main", head: "other" })).toMatchObject({
    status: 409,
    json: { message: "Merge conflict" },
  });
  expect(await merge({ base: "gone", head: "other" })).toMatchObject({
    status: 404,
    json: { message: "Base does not exist" },
  });
  expect(await merge({ base: "main", head: "gone" })).toMatchObject({
    status: 404,
    json: { message: "Head does not exist" },
  });
  expect(github.events()).toEqual(["push"]);
});

test("branches are listed, shown, renamed with their protection, and tags are listed", async () => {
  const github = await open();
  const names = async (): Promise<string[]> =>
    (await github.ask(`GET ${at}/branches`)).json.map(({ name }: { name: string }) => name);
  expect(await names()).toEqual(["main", "other", "topic"]);
  expect((await github.ask(`GET ${at}/branches/topic`)).json).toMatchObject({
    name: "topic",
    protected: false,
    commit: { commit: { message: "Work on topic" } },
    _links: { html: "http://127.0.0.1:40213/octocat/demo/tree/topic" },
  });
  expect(await github.ask(`GET ${at}/branches/gone`)).toMatchObject({
    status: 404,
    json: { message: "Branch not found" },
  });
  const rename = (from: string, to: string) =>
    github.ask(`POST ${at}/branches/${from}/rename`, { as: "octocat", json: { new_name: to } });
  expect(await rename("main", "trunk")).toMatchObject({ status: 201, json: { name: "trunk" } });
  expect((await github.ask(`GET ${at}`)).json.default_branch).toBe("trunk");
  expect(await rename("trunk", "trunk")).toMatchObject({ status: 201, json: { name: "trunk" } });
  expect(await rename("trunk", "topic")).toMatchObject({ status: 422 });
  expect(await rename("trunk", "a..b")).toMatchObject({ status: 422 });
  const { sha } = (await github.ask(`GET ${at}/branches/topic`)).json.commit;
  const ref = { ref: "refs/tags/v1", sha };
  await github.ask(`POST ${at}/git/refs`, { as: "octocat", json: ref });
  expect((await github.ask(`GET ${at}/tags`)).json).toMatchObject([{ name: "v1", commit: { sha } }]);
  const where = await github.ask(`GET ${at}/commits/${sha}/branches-where-head`);
  expect(where.json).toMatchObject([{ name: "topic" }]);
});

test("an archive is somewhere else", async () => {
  const github = await open();
  const answer = await github.ask(`GET ${at}/tarball/topic`);
  expect([answer.status, answer.headers["location"]]).toEqual([
    302,
    "http://127.0.0.1:40213/octocat/demo/legacy.tar.gz/refs/heads/topic",
  ]);
  expect((await github.ask(`GET ${at}/zipball/gone`)).status).toBe(404);
  const real = await github.ask(`GET ${at}/zipball/`, { origin: "https://api.github.com" });
  const whole = await github.ask(`GET ${at}/zipball/main`, { origin: "https://api.github.com" });
  expect([real.status === 404 ? whole.headers["location"] : real.headers["location"]]).toEqual([
    "https://codeload.github.com/octocat/demo/legacy.zip/refs/heads/main",
  ]);
  const { sha } = (await github.ask(`GET ${at}/commits/main`)).json;
  expect((await github.ask(`GET ${at}/tarball/${sha}`)).headers["location"]).toMatch(`/legacy.tar.gz/${sha}`);
});

test("commits are commented", async () => {
  const github = await open();
  const send = (line: string, json?: unknown) => github.ask(line, { as: "hubot", json });
  const made = await send(`POST ${at}/commits/topic/comments`, { body: "Nice", path: "README.md", line: 2 });
  expect(made).toMatchObject({
    status: 201,
    json: { body: "Nice", user: { login: "hubot" }, author_association: "COLLABORATOR" },
  });
  const { id } = made.json;
  expect(await send(`PATCH ${at}/comments/${id}`, { body: "Nicer" })).toMatchObject({
    status: 200,
    json: { body: "Nicer" },
  });
  expect((await github.ask(`GET ${at}/commits/topic/comments`)).json).toHaveLength(1);
  expect((await github.ask(`GET ${at}/commits/topic`)).json.commit.comment_count).toBe(1);
  expect((await github.ask(`GET ${at}/comments`)).json).toHaveLength(1);
  const other = await send(`POST ${at}/commits/other/comments`, { body: "Plain", position: 1 });
  expect(other.json).toMatchObject({ path: null, line: null, position: 1 });
  expect((await send(`DELETE ${at}/comments/${id}`)).status).toBe(204);
  expect((await github.ask(`GET ${at}/comments/${id}`)).status).toBe(404);
});

test("a branch of pull requests is renamed, and they follow", async () => {
  const github = await open();
  const send = (line: string, json: unknown) => github.ask(line, { as: "octocat", json });
  const made = await send(`POST ${at}/pulls`, { title: "Topic", head: "topic", base: "main" });
  await send(`POST ${at}/branches/topic/rename`, { new_name: "better" });
  await send(`POST ${at}/branches/main/rename`, { new_name: "trunk" });
  const pull = (await github.ask(`GET ${at}/pulls/${made.json.number}`)).json;
  expect([pull.head.ref, pull.base.ref, pull.state]).toEqual(["better", "trunk", "open"]);
});

test("authors are known by their addresses, also by those that GitHub gives", async () => {
  const github = await open();
  const by = async (email: string): Promise<string | undefined> => {
    const author = { name: "Somebody", email };
    const path = `by-${email.length}-${email.charCodeAt(0)}`;
    const json = { message: email, content: "", branch: "topic", author };
    await github.ask(`PUT ${at}/contents/${path}`, { as: "octocat", json });
    return (await github.ask(`GET ${at}/commits/topic`)).json.author?.login as string | undefined;
  };
  expect(await by("MONA@example.com")).toBe("octocat");
  expect(await by("2+anything@users.noreply.github.com")).toBe("hubot");
  expect(await by("Hubot@users.noreply.github.com")).toBe("hubot");
  expect(await by("nobody@example.com")).toBeUndefined();
});
