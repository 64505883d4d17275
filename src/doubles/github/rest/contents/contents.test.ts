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
