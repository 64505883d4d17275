import { expect, test } from "vitest";
import {
  repository,
  sampleGithub,
  token,
  user,
  type SampleGithub,
} from "../../../../../tests/samples/github.ts";
import type { RepositoryConfig } from "../../config.ts";

async function open(more: Partial<RepositoryConfig> = {}): Promise<SampleGithub> {
  return sampleGithub({
    users: [user("octocat")],
    repositories: [
      repository("octocat/demo", {
        files: [
          { path: "README.md", content: "# demo\n", mode: "100644" },
          { path: "src/a.ts", content: "a\n", mode: "100644" },
        ],
        ...more,
      }),
    ],
    tokens: [token("octocat")],
  });
}

const at = "/repos/octocat/demo/git";

async function headOf(github: SampleGithub, ref = "heads/main"): Promise<string> {
  return (await github.ask(`GET ${at}/ref/${ref}`)).json.object.sha as string;
}

test("blob, tree, commit and branch are made one after the other, as programs commit several files", async () => {
  const github = await open();
  const send = (line: string, json: unknown) => github.ask(line, { as: "octocat", json });
  const head = await headOf(github);
  const blob = await send(`POST ${at}/blobs`, { content: "aGk=", encoding: "base64" });
  expect(blob).toMatchObject({ status: 201, json: { sha: "32f95c0d1244a78b2be1bab8de17906fabb2c4a8" } });
  const tree = await send(`POST ${at}/trees`, {
    base_tree: head,
    tree: [
      { path: "src/b.ts", mode: "100755", type: "blob", sha: blob.json.sha },
      { path: "c/d", mode: "100644", type: "blob", content: "new\n" },
      { path: "README.md", mode: "100644", type: "blob", sha: null },
    ],
  });
  expect(tree.json.tree.map((one: { path: string; type: string }) => `${one.type} ${one.path}`)).toEqual([
    "tree c",
    "tree src",
  ]);
  const commit = await send(`POST ${at}/commits`, {
    message: "Two files",
    tree: tree.json.sha,
    parents: [head],
  });
  expect(commit).toMatchObject({ status: 201, json: { message: "Two files", parents: [{ sha: head }] } });
  const made = await send(`POST ${at}/refs`, { ref: "refs/heads/topic", sha: commit.json.sha });
  expect(made).toMatchObject({
    status: 201,
    json: { ref: "refs/heads/topic", object: { type: "commit", sha: commit.json.sha } },
  });
  const all = await github.ask(`GET ${at}/trees/topic?recursive=1`);
  expect(all.json.tree.map((one: { path: string; mode: string }) => `${one.mode} ${one.path}`)).toEqual([
    "040000 c",
    "100644 c/d",
    "040000 src",
    "100644 src/a.ts",
    "100755 src/b.ts",
  ]);
  expect((await github.ask(`GET ${at}/blobs/${blob.json.sha}`)).json).toMatchObject({
    content: "aGk=\n",
    size: 2,
  });
  const raw = await github.ask(`GET ${at}/blobs/${blob.json.sha}`, {
    headers: [["Accept", "application/vnd.github.raw"]],
  });
  expect(raw.text).toBe("hi");
  expect((await github.ask(`GET ${at}/commits/${commit.json.sha}`)).json.tree.sha).toBe(tree.json.sha);
  expect(github.events()).toEqual(["changed", "changed", "changed", "create", "push"]);
});

test("branches go forward, are forced, found by their beginning and removed", async () => {
  const github = await open({
    branches: [
      {
        name: "topic/a",
        from: null,
        files: [{ path: "x", content: "x", mode: "100644" }],
        remove: [],
        sha: null,
        message: null,
      },
    ],
  });
  const [main, topic] = [await headOf(github), await headOf(github, "heads/topic/a")];
  const patch = (ref: string, json: unknown) =>
    github.ask(`PATCH ${at}/refs/${ref}`, { as: "octocat", json });
  expect((await patch("heads/main", { sha: topic })).json.object.sha).toBe(topic);
  expect(await patch("heads/main", { sha: main })).toMatchObject({
    status: 422,
    json: { message: "Update is not a fast forward" },
  });
  expect((await patch("heads/main", { sha: main, force: true })).status).toBe(200);
  const found = await github.ask(`GET ${at}/matching-refs/heads/topic`);
  expect(found.json.map(({ ref }: { ref: string }) => ref)).toEqual(["refs/heads/topic/a"]);
  expect((await github.ask(`GET ${at}/matching-refs/heads/none`)).json).toEqual([]);
  expect((await github.ask(`DELETE ${at}/refs/heads/topic/a`, { as: "octocat" })).status).toBe(204);
  expect((await github.ask(`GET ${at}/ref/heads/topic/a`)).status).toBe(404);
  expect(github.events()).toEqual(["push", "push", "delete", "push"]);
});

test.each([
  ["refs/heads/../x", "refs/heads/../x is not a valid ref name."],
  ["../x", "Reference name must start with 'refs/' and contain at least two slashes."],
  ["refs/heads/main", "Reference already exists"],
  ["refs/heads/main/sub", "Reference update failed"],
  ["refs/heads/a.lock", "refs/heads/a.lock is not a valid ref name."],
])("a reference named %s is refused: %s", async (ref, message) => {
  const github = await open();
  const sha = await headOf(github);
  const answer = await github.ask(`POST ${at}/refs`, { as: "octocat", json: { ref, sha } });
  expect(answer).toMatchObject({ status: 422, json: { message } });
  expect(github.events()).toEqual([]);
});

test("what git's parts can't take is refused with GitHub's sentences", async () => {
  const github = await open();
  const [sha, nowhere] = [await headOf(github), "1".repeat(40)];
  const refused = async (line: string, json: unknown) => {
    const { status, json: body } = await github.ask(`${line.split(" ")[0]} ${at}/${line.split(" ")[1]}`, {
      as: "octocat",
      json,
      unchecked: true,
    });
    return `${status} ${body.message}`;
  };
  const entry = { path: "a", mode: "100644", type: "blob", content: "" };
  expect(await refused("POST refs", { ref: "refs/heads/x", sha: nowhere })).toBe("422 Object does not exist");
  expect(await refused("PATCH refs/heads/none", { sha })).toBe("422 Reference does not exist");
  expect(await refused("DELETE refs/heads/none", {})).toBe("422 Reference does not exist");
  expect(await refused("DELETE refs/heads/main", {})).toBe("422 Cannot delete the default branch");
  expect(await refused("POST trees", { tree: [{ ...entry, path: "/a" }] })).toBe(
    "422 tree.path cannot start with a slash",
  );
  expect(await refused("POST trees", { tree: [{ ...entry, path: "../a" }] })).toBe(
    "422 tree.path contains a malformed path component",
  );
  expect(await refused("POST trees", { tree: [entry], base_tree: nowhere })).toBe(
    "422 base_tree is not a valid tree oid",
  );
  expect(await refused("POST trees", { tree: [{ ...entry, content: undefined, sha: nowhere }] })).toBe(
    `422 tree.sha ${nowhere} is not a valid blob`,
  );
  expect(await refused("POST commits", { message: "m", tree: nowhere })).toBe("422 Tree SHA does not exist");
  const mode = { ...entry, content: undefined, sha };
  expect(await refused("POST trees", { tree: [{ ...mode, content: "x" }] })).toBe(
    "422 Must supply either tree.sha or tree.content",
  );
  expect(await refused("POST trees", { tree: [{ ...mode, mode: "040000" }] })).toBe(
    `422 tree.sha ${sha} is not a valid tree`,
  );
  expect(await refused("POST trees", { tree: [{ mode: "100644" }] })).toBe("422 tree.path is missing");
  expect(await refused("POST trees", { tree: [entry, entry] })).toBe("422 tree.path is not unique");
  expect(await refused("POST tags", { tag: "v", message: "m", object: nowhere, type: "commit" })).toMatch(
    /^422 Could not resolve/,
  );
  expect(await refused("POST tags", { tag: "v", message: "m", object: sha, type: "tree" })).toMatch(
    /^422 Invalid request/,
  );
  expect(await refused("POST refs", { ref: "refs/heads/x", sha: "short" })).toMatch(
    /^422 The sha parameter must be exactly 40/,
  );
  expect(await refused("GET blobs/short", undefined)).toMatch(/^422 The sha parameter/);
  expect(await refused(`GET blobs/${sha}`, undefined)).toBe("404 Not Found");
  expect(await refused(`GET commits/${nowhere}`, undefined)).toBe("404 Not Found");
  expect(await refused("GET trees/nowhere", undefined)).toBe("404 Not Found");
  expect(await refused("POST commits", { message: "m", tree: sha })).toBe("422 Tree SHA does not exist");
  expect(await refused("POST blobs", { content: "?", encoding: "base64" })).toBe(
    "422 content is not valid Base64",
  );
  expect(github.events()).toEqual([]);
});

test("an annotated tag is an object with a reference to it", async () => {
  const github = await open();
  const sha = await headOf(github);
  const tag = await github.ask(`POST ${at}/tags`, {
    as: "octocat",
    json: {
      tag: "v1",
      message: "First",
      object: sha,
      type: "commit",
      tagger: { name: "T", email: "t@x", date: "2024-01-01T00:00:00Z" },
    },
  });
  expect(tag).toMatchObject({
    status: 201,
    json: { tag: "v1", tagger: { name: "T", date: "2024-01-01T00:00:00Z" }, object: { sha, type: "commit" } },
  });
  await github.ask(`POST ${at}/refs`, { as: "octocat", json: { ref: "refs/tags/v1", sha: tag.json.sha } });
  expect((await github.ask(`GET ${at}/ref/tags/v1`)).json.object.type).toBe("tag");
  expect((await github.ask(`GET ${at}/tags/${tag.json.sha}`)).json.message).toBe("First");
  expect((await github.ask(`GET ${at}/trees/v1`)).json.tree).toHaveLength(2);
});

test("references to trees and blobs are tags, not branches; signatures are kept", async () => {
  const github = await open();
  const send = (line: string, json: unknown) => github.ask(line, { as: "octocat", json, unchecked: true });
  const head = await headOf(github);
  const blob = (await send(`POST ${at}/blobs`, { content: "text" })).json.sha as string;
  expect(await send(`POST ${at}/refs`, { ref: "refs/heads/blob", sha: blob })).toMatchObject({ status: 422 });
  expect((await send(`POST ${at}/refs`, { ref: "refs/tags/blob", sha: blob })).json.object.type).toBe("blob");
  const { tree } = (await github.ask(`GET ${at}/commits/${head}`)).json;
  expect((await github.ask(`GET ${at}/trees/${tree.sha}`)).json.sha).toBe(tree.sha);
  const sub = [{ path: "again", mode: "040000", type: "tree", sha: tree.sha }];
  expect((await send(`POST ${at}/trees`, { tree: sub })).json.tree).toMatchObject([
    { path: "again", type: "tree" },
  ]);
  const signed = {
    message: "m",
    tree: tree.sha,
    parents: [head],
    signature: "-----BEGIN PGP SIGNATURE-----\n\nx\n",
  };
  const commit = await send(`POST ${at}/commits`, signed);
  expect(commit.json.verification).toMatchObject({
    verified: false,
    reason: "unknown_key",
    signature: "-----BEGIN PGP SIGNATURE-----\n\nx",
  });
  const lost = { message: "m", tree: tree.sha, parents: ["1".repeat(40)] };
  expect(await send(`POST ${at}/commits`, lost)).toMatchObject({
    status: 422,
    json: { message: "Parent SHA does not exist or is not a commit object" },
  });
  const tag = { tag: "v2", message: "m", object: head, type: "commit" };
  expect((await send(`POST ${at}/tags`, tag)).json.tagger.name).toBe("octocat");
});

test("a repository without commits has no git to speak of", async () => {
  const github = await open({ files: [] });
  for (const path of ["ref/heads/main", "trees/main", "matching-refs/heads", `blobs/${"1".repeat(40)}`])
    expect(await github.ask(`GET ${at}/${path}`)).toMatchObject({
      status: 409,
      json: { message: "Git Repository is empty." },
    });
});
