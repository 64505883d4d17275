import { expect, test } from "vitest";
import {
  repository,
  sampleGithub,
  token,
  user,
  type SampleGithub,
} from "../../../../../tests/samples/github.ts";
import type { FileConfig, RepositoryConfig } from "../../config.ts";

function file(path: string, content: string, mode: FileConfig["mode"] = "100644"): FileConfig {
  return { path, content, mode };
}

const files = [
  file("README.md", "# demo\n"),
  file("src/main.ts", "export {};\n"),
  file("src/raw.bin", "\udcff\u0000"),
  file("link", "src/main.ts", "120000"),
  file("out", "../elsewhere", "120000"),
  file("docs/readme.txt", "<b>\n"),
  file(".gitmodules", '[submodule "dep"]\n\tpath = dep\n\turl = https://github.com/acme/dep.git\n'),
];

async function open(more: Partial<RepositoryConfig> = {}): Promise<SampleGithub> {
  return sampleGithub({
    users: [user("octocat", { name: "Mona", email: "mona@example.com" }), user("hubot")],
    repositories: [repository("octocat/demo", { files, collaborators: { hubot: "write" }, ...more })],
    tokens: [token("octocat"), token("hubot")],
  });
}

const base64 = (text: string): string => Buffer.from(text).toString("base64");

test("files, folders, links and submodules are told as GitHub tells them", async () => {
  const github = await open();
  const get = async (path: string, accept = "application/json") =>
    github.ask(`GET /repos/octocat/demo/contents/${path}`, {
      headers: [["Accept", accept]],
      // The description of JSON answers leaves the media type "object" out.
      unchecked: accept.includes("object"),
    });
  expect((await get("README.md")).json).toMatchObject({
    type: "file",
    size: 7,
    path: "README.md",
    sha: expect.stringMatching(/^[0-9a-f]{40}$/) as string,
    content: `${base64("# demo\n")}\n`,
    encoding: "base64",
    url: "http://127.0.0.1:40213/repos/octocat/demo/contents/README.md?ref=main",
    download_url: "http://127.0.0.1:40213/raw/octocat/demo/main/README.md",
  });
  const folder = (await get("")).json as { name: string; type: string }[];
  expect(folder.map(({ name, type }) => `${name} ${type}`)).toEqual([
    ".gitmodules file",
    "README.md file",
    "docs dir",
    "link symlink",
    "out symlink",
    "src dir",
  ]);
  expect((await get("src", "application/vnd.github.object+json")).json).toMatchObject({
    type: "dir",
    entries: [{ path: "src/main.ts" }, { path: "src/raw.bin" }],
  });
  expect((await get("link")).json).toMatchObject({ type: "file", path: "link", size: 11 });
  expect((await get("out")).json).toMatchObject({ type: "symlink", target: "../elsewhere" });
  expect((await get("src/raw.bin")).json.content).toBe("/wA=\n");
  const raw = await get("README.md", "application/vnd.github.raw+json");
  expect([raw.text, raw.headers["content-type"]]).toEqual([
    "# demo\n",
    "application/vnd.github.raw+json; charset=utf-8",
  ]);
  expect((await get("docs/readme.txt", "application/vnd.github.html")).text).toContain("&lt;b&gt;");
  expect(await get("nowhere")).toMatchObject({ status: 404, json: { message: "Not Found" } });
  expect(await get("README.md?ref=gone")).toMatchObject({
    status: 404,
    json: { message: "No commit found for the ref gone" },
  });
  expect((await github.ask("GET /repos/octocat/demo/readme")).json.path).toBe("README.md");
  expect((await github.ask("GET /repos/octocat/demo/readme/docs")).json.path).toBe("docs/readme.txt");
  expect((await github.ask("GET /repos/octocat/demo/readme/src")).status).toBe(404);
});

test("a file is made, changed by who knows it, and removed, each as a commit", async () => {
  const github = await open();
  const put = (json: Readonly<Record<string, unknown>>, path = "src/new.ts") =>
    github.ask(`PUT /repos/octocat/demo/contents/${path}`, {
      as: "octocat",
      json,
      // The description knows two bodies of a 409, which it can't tell apart.
      unchecked: json["sha"] === "deadbeef",
    });
  const made = await put({ message: "Add", content: base64("1\n") });
  expect(made).toMatchObject({
    status: 201,
    json: {
      content: { path: "src/new.ts", type: "file", size: 2 },
      commit: {
        message: "Add",
        author: { name: "Mona", email: "mona@example.com", date: "2025-01-15T10:30:00Z" },
      },
    },
  });
  expect(await put({ message: "Again", content: base64("2\n") })).toMatchObject({
    status: 422,
    json: { message: `Invalid request.\n\n"sha" wasn't supplied.` },
  });
  expect(await put({ message: "Again", content: base64("2\n"), sha: "deadbeef" })).toMatchObject({
    status: 409,
    json: { message: "src/new.ts does not match deadbeef" },
  });
  const { sha } = made.json.content;
  const someone = { name: "A", email: "a@x", date: "2020-02-03T04:05:06+02:00" };
  const changed = await put({ message: "Again", content: base64("2\n"), sha, author: someone });
  expect(changed).toMatchObject({
    status: 200,
    json: {
      commit: {
        author: { name: "A", date: "2020-02-03T02:05:06Z" },
        parents: [{ sha: made.json.commit.sha }],
      },
    },
  });
  const gone = await github.ask("DELETE /repos/octocat/demo/contents/src/new.ts", {
    as: "octocat",
    json: { message: "Remove", sha: changed.json.content.sha },
  });
  expect(gone).toMatchObject({ status: 200, json: { content: null, commit: { message: "Remove" } } });
  expect((await github.ask("GET /repos/octocat/demo/contents/src/new.ts")).status).toBe(404);
  expect(github.events()).toEqual(["push", "push", "push"]);
});

test.each([
  [422, "path contains a malformed path component", "a/..%2f..%2fb", {}],
  [422, "path contains a malformed path component", ".GIT/config", {}],
  [422, "path cannot start with a slash", "%2fetc/passwd", {}],
  [422, "content is not valid Base64", "a", { content: "?" }],
  [404, "Branch nowhere not found", "a", { branch: "nowhere" }],
  [422, "Invalid request.\n\nsrc is a directory.", "src", {}],
  [422, `Invalid request.\n\n"message" wasn't supplied.`, "a", { message: undefined }],
])(
  "a file that can't be committed is refused with %i %j, and nothing has changed",
  async (status, message, path, more) => {
    const github = await open();
    const json = { message: "m", content: "YQ==", ...more };
    const answer = await github.ask(`PUT /repos/octocat/demo/contents/${path}`, {
      as: "octocat",
      json,
      unchecked: true,
    });
    expect(answer).toMatchObject({ status, json: { message } });
    expect(github.events()).toEqual([]);
  },
);

test("the first commit of an empty repository is a file", async () => {
  const github = await open({ files: [] });
  expect(await github.ask("GET /repos/octocat/demo/contents/")).toMatchObject({
    status: 404,
    json: { message: "This repository is empty." },
  });
  const json = { message: "First", content: base64("# demo\n") };
  const made = await github.ask("PUT /repos/octocat/demo/contents/README.md", { as: "octocat", json });
  expect(made).toMatchObject({ status: 201, json: { commit: { parents: [] } } });
  expect(github.events()).toEqual(["create", "push"]);
});

test("a protected branch takes no file of who may not bypass it", async () => {
  const protection = {
    main: {
      checks: ["ci", "lint"],
      strict: false,
      reviews: 1,
      dismissStaleReviews: false,
      codeOwnerReviews: false,
      enforceAdmins: false,
      linearHistory: false,
      allowForcePushes: false,
      allowDeletions: false,
      restrictions: null,
    },
  };
  const github = await open({ protection });
  const json = { message: "m", content: "YQ==" };
  expect(
    await github.ask("PUT /repos/octocat/demo/contents/a", { as: "hubot", json, unchecked: true }),
  ).toMatchObject({
    status: 409,
    json: {
      message:
        "Could not create file: 2 of 2 required status checks are expected. Changes must be made through a pull request.",
      documentation_url: "https://docs.github.com/articles/about-protected-branches",
    },
  });
  expect((await github.ask("PUT /repos/octocat/demo/contents/a", { as: "octocat", json })).status).toBe(201);
});

test("submodules, links and large files are told for what they are", async () => {
  const github = await open({
    files: [
      ...files,
      file("big.txt", "x".repeat(1024 * 1024 + 1)),
      file("full.txt", "x".repeat(1024 * 1024)),
    ],
  });
  const send = (line: string, json: unknown) => github.ask(line, { as: "octocat", json });
  const git = "/repos/octocat/demo/git";
  const head = (await github.ask(`GET ${git}/ref/heads/main`)).json.object.sha as string;
  const entry = (path: string) => ({ path, mode: "160000", type: "commit", sha: "1".repeat(40) });
  const tree = await send(`POST ${git}/trees`, { base_tree: head, tree: [entry("dep"), entry("lost")] });
  const commit = await send(`POST ${git}/commits`, { message: "m", tree: tree.json.sha, parents: [head] });
  await send(`PATCH ${git}/refs/heads/main`, { sha: commit.json.sha });
  // The description knows no submodule without an address.
  const get = async (path: string) =>
    (await github.ask(`GET /repos/octocat/demo/contents/${path}`, { unchecked: path === "lost" })).json;
  expect(await get("dep")).toMatchObject({
    type: "submodule",
    submodule_git_url: "https://github.com/acme/dep.git",
    html_url: "https://github.com/acme/dep",
    git_url: null,
  });
  expect(await get("lost")).toMatchObject({ type: "submodule", submodule_git_url: null, html_url: null });
  expect(await get("big.txt")).toMatchObject({ encoding: "none", content: "", size: 1024 * 1024 + 1 });
  expect(await get("full.txt")).toMatchObject({ encoding: "base64", size: 1024 * 1024 });
  const accept = { headers: [["Accept", "application/vnd.github.raw"] as const] };
  expect((await github.ask("GET /repos/octocat/demo/contents/out", accept)).text).toBe("../elsewhere");
  const { files: told } = (await github.ask(`GET /repos/octocat/demo/commits/main`)).json;
  expect(told[0]).toMatchObject({
    filename: "dep",
    patch: `@@ -0,0 +1 @@\n+Subproject commit ${"1".repeat(40)}`,
  });
});

test("a readme in markup goes before one without, and a folder's own before none", async () => {
  const github = await open({
    files: [
      file("README", "plain"),
      file("readme.rst", "rst"),
      file("docs/README.markdown", "m"),
      file("docs/README", "p"),
    ],
  });
  expect((await github.ask("GET /repos/octocat/demo/readme")).json.path).toBe("readme.rst");
  expect((await github.ask("GET /repos/octocat/demo/readme/docs")).json.path).toBe("docs/README.markdown");
});

test("a file is removed only by who knows it", async () => {
  const github = await open();
  const remove = (json: unknown, path = "README.md") =>
    github.ask(`DELETE /repos/octocat/demo/contents/${path}`, { as: "octocat", json, unchecked: true });
  const { sha } = (await github.ask("GET /repos/octocat/demo/contents/README.md")).json;
  const wrong = "1".repeat(40);
  expect((await remove({ message: "m", sha }, "nowhere")).status).toBe(404);
  expect((await remove({ message: "m", sha }, "src")).status).toBe(404);
  expect(await remove({ message: "m", sha: wrong })).toMatchObject({
    status: 409,
    json: { message: `README.md does not match ${wrong}` },
  });
  expect((await remove({ message: "m", sha, branch: "main" })).json.commit.message).toBe("m");
});

test("people of a commit are taken as they are said, or refused", async () => {
  const github = await open();
  const put = (path: string, more: unknown) =>
    github.ask(`PUT /repos/octocat/demo/contents/${path}`, {
      as: "octocat",
      json: { message: "m", content: "", ...(more as object) },
      unchecked: true,
    });
  const name = { name: "A", email: "a@x" };
  expect((await put("a", { committer: name })).json.commit).toMatchObject({
    author: { name: "A", date: "2025-01-15T10:30:00Z" },
    committer: { name: "A" },
  });
  expect((await put("b", { author: { ...name, date: "2020-01-01T00:00:00" } })).json.commit.author.date).toBe(
    "2020-01-01T00:00:00Z",
  );
  expect(await put("c", { author: { ...name, date: "soon" } })).toMatchObject({ status: 422 });
  const by = await github.ask("GET /repos/octocat/demo/commits?author=a@x");
  expect(by.json).toHaveLength(2);
  expect((await github.ask("GET /repos/octocat/demo/commits?committer=octocat")).json).toMatchObject([
    { commit: { message: "m" } },
    {},
  ]);
});
