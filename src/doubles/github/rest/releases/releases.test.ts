import { expect, test } from "vitest";
import {
  bytesOf,
  repository,
  sampleGithub,
  token,
  user,
  type SampleGithub,
} from "../../../../../tests/samples/github.ts";

async function open(): Promise<SampleGithub> {
  return sampleGithub({
    users: [user("octocat"), user("hubot")],
    repositories: [
      repository("octocat/demo", { files: [{ path: "README.md", content: "# demo\n", mode: "100644" }] }),
      repository("octocat/empty"),
    ],
    tokens: [token("octocat"), token("hubot")],
  });
}

const releases = "/repos/octocat/demo/releases";

test("a release makes its tag, is the latest, is changed and goes while the tag stays", async () => {
  const github = await open();
  expect((await github.ask(`GET ${releases}/latest`)).status).toBe(404);
  const made = await github.ask(`POST ${releases}`, {
    as: "octocat",
    json: { tag_name: "v1.0.0", name: "One", body: "First." },
  });
  expect(made).toMatchObject({
    status: 201,
    json: { tag_name: "v1.0.0", target_commitish: "main", draft: false, author: { login: "octocat" } },
  });
  expect(made.json.upload_url).toBe(
    `http://127.0.0.1:40213/api/uploads/repos/octocat/demo/releases/${made.json.id}/assets{?name,label}`,
  );
  expect(made.headers["location"]).toBe(made.json.url);
  expect((await github.ask(`GET ${releases}/latest`)).json.id).toBe(made.json.id);
  expect((await github.ask(`GET ${releases}/tags/v1.0.0`)).json.id).toBe(made.json.id);
  const changed = await github.ask(`PATCH ${releases}/${made.json.id}`, {
    as: "octocat",
    json: { name: "Uno", body: "" },
  });
  expect(changed).toMatchObject({ status: 200, json: { name: "Uno", body: "", tag_name: "v1.0.0" } });
  expect((await github.ask(`DELETE ${releases}/${made.json.id}`, { as: "octocat" })).status).toBe(204);
  expect((await github.ask(`GET ${releases}/${made.json.id}`)).status).toBe(404);
  expect(github.events()).toEqual([
    "release.created",
    "create",
    "release.published",
    "release.released",
    "release.edited",
    "release.deleted",
  ]);
});

test("a draft has no tag, only those who may push see it, and publishing it makes the tag", async () => {
  const github = await open();
  const made = await github.ask(`POST ${releases}`, {
    as: "octocat",
    json: { tag_name: "v2", draft: true },
  });
  expect(made.json).toMatchObject({ draft: true, published_at: null, tarball_url: null });
  expect(github.events()).toEqual(["release.created"]);
  expect((await github.ask(`GET ${releases}/${made.json.id}`, { as: "hubot" })).status).toBe(404);
  expect((await github.ask(`GET ${releases}`)).json).toEqual([]);
  expect((await github.ask(`GET ${releases}`, { as: "octocat" })).json).toHaveLength(1);
  expect((await github.ask(`GET ${releases}/tags/v2`, { as: "octocat" })).status).toBe(404);
  const published = await github.ask(`PATCH ${releases}/${made.json.id}`, {
    as: "octocat",
    json: { draft: false },
  });
  expect(published.json).toMatchObject({ draft: false });
  expect(published.json.published_at).not.toBeNull();
  expect((await github.ask(`GET ${releases}/tags/v2`)).json.id).toBe(made.json.id);
  expect(github.events()).toContain("create");
});

test("the latest release is the one that says so, not a draft and not a prerelease", async () => {
  const github = await open();
  const make = async (json: object): Promise<number> =>
    (await github.ask(`POST ${releases}`, { as: "octocat", json })).json.id;
  const latest = async (): Promise<string> => (await github.ask(`GET ${releases}/latest`)).json.tag_name;
  await make({ tag_name: "v1" });
  await make({ tag_name: "v2-rc", prerelease: true });
  await make({ tag_name: "v0.9.1", make_latest: "false" });
  expect(await latest()).toBe("v1");
  const last = await make({ tag_name: "v3" });
  expect(await latest()).toBe("v3");
  await github.ask(`PATCH ${releases}/${last}`, { as: "octocat", json: { make_latest: "false" } });
  expect(await latest()).toBe("v1");
});

test("releases that can't be are refused with GitHub's own errors", async () => {
  const github = await open();
  const send = (json: object, name = "demo"): Promise<{ status: number; json: unknown }> =>
    github.ask(`POST /repos/octocat/${name}/releases`, { as: "octocat", json });
  await send({ tag_name: "v1" });
  const before = github.events().length;
  expect(await send({ tag_name: "v1" })).toMatchObject({
    status: 422,
    json: { errors: [{ resource: "Release", code: "already_exists", field: "tag_name" }] },
  });
  expect(await send({ tag_name: "v2", target_commitish: "nowhere" })).toMatchObject({
    status: 422,
    json: { errors: [{ resource: "Release", code: "invalid", field: "target_commitish" }, {}] },
  });
  expect(await send({ tag_name: "" })).toMatchObject({
    status: 422,
    json: { errors: [{ resource: "Release", code: "missing_field", field: "tag_name" }] },
  });
  expect(await send({ tag_name: "../x" })).toMatchObject({ status: 422 });
  expect(await send({ tag_name: "v1" }, "empty")).toMatchObject({
    status: 422,
    json: { message: "Repository is empty." },
  });
  expect(github.events()).toHaveLength(before);
});

test("files are uploaded, told, downloaded, renamed and removed", async () => {
  const github = await open();
  const { json: release } = await github.ask(`POST ${releases}`, { as: "octocat", json: { tag_name: "v1" } });
  const line = `POST /api/uploads/repos/octocat/demo/releases/${release.id}/assets`;
  const sent = await github.ask(`${line}?name=my%20file.bin&label=Tool`, {
    as: "octocat",
    bytes: Uint8Array.of(0, 255, 10),
    headers: [["Content-Type", "application/x-tool"]],
  });
  expect(sent).toMatchObject({
    status: 201,
    json: {
      name: "my.file.bin",
      label: "Tool",
      size: 3,
      content_type: "application/x-tool",
      state: "uploaded",
      digest: "sha256:712450d3c4a79eea9509e75dc1dacdeff58034df538536cfae2da882bd8a0c50",
      browser_download_url: "http://127.0.0.1:40213/octocat/demo/releases/download/v1/my.file.bin",
    },
  });
  const asset = `${releases}/assets/${sent.json.id}`;
  expect((await github.ask(`GET ${asset}`)).json.name).toBe("my.file.bin");
  const raw = await github.ask(`GET ${asset}`, { headers: [["Accept", "application/octet-stream"]] });
  expect(raw).toMatchObject({ status: 200 });
  expect(raw.headers["content-type"]).toBe("application/x-tool");
  expect(raw.headers["content-length"]).toBe("3");
  const again = await github.ask(`${line}?name=my%20file.bin`, { as: "octocat", bytes: bytesOf("x") });
  expect(again).toMatchObject({
    status: 422,
    json: { errors: [{ resource: "ReleaseAsset", code: "already_exists", field: "name" }] },
  });
  const changed = await github.ask(`PATCH ${asset}`, {
    as: "octocat",
    json: { name: "tool.bin", label: "The tool" },
  });
  expect(changed.json).toMatchObject({ name: "tool.bin", label: "The tool" });
  expect((await github.ask(`GET ${releases}/${release.id}`)).json.assets).toHaveLength(1);
  expect((await github.ask(`GET ${releases}/${release.id}/assets`)).json).toHaveLength(1);
  expect((await github.ask(`DELETE ${asset}`, { as: "octocat" })).status).toBe(204);
  expect((await github.ask(`GET ${asset}`)).status).toBe(404);
});

test("an upload without a name or without bytes is refused", async () => {
  const github = await open();
  const { json: release } = await github.ask(`POST ${releases}`, { as: "octocat", json: { tag_name: "v1" } });
  const line = `POST /api/uploads/repos/octocat/demo/releases/${release.id}/assets`;
  expect((await github.ask(line, { as: "octocat", bytes: bytesOf("x") })).status).toBe(400);
  expect((await github.ask(`${line}?name=a`, { as: "octocat" })).status).toBe(400);
  expect((await github.ask(`GET ${releases}/${release.id}/assets`)).json).toEqual([]);
});

test("notes are written for a release", async () => {
  const github = await open();
  const notes = await github.ask(`POST ${releases}/generate-notes`, {
    as: "octocat",
    json: { tag_name: "v1" },
  });
  expect(notes.json).toEqual({
    name: "v1",
    body: "**Full Changelog**: http://127.0.0.1:40213/octocat/demo/commits/v1",
  });
  const made = await github.ask(`POST ${releases}`, {
    as: "octocat",
    json: { tag_name: "v1", body: "Hello.", generate_release_notes: true },
  });
  expect(made.json).toMatchObject({
    name: "v1",
    body: "Hello.\n\n**Full Changelog**: http://127.0.0.1:40213/octocat/demo/commits/v1",
  });
});

test("a file keeps what is not changed of it, and gets a name where it has only an ending", async () => {
  const github = await open();
  const octocat = { as: "octocat" };
  const { json: made } = await github.ask(`POST ${releases}`, { ...octocat, json: { tag_name: "v1" } });
  const upload = await github.ask(
    `POST /api/uploads/repos/octocat/demo/releases/${made.id}/assets?name=.env&label=Settings`,
    { ...octocat, bytes: bytesOf("A=1") },
  );
  expect(upload).toMatchObject({
    status: 201,
    json: { name: "default.env", label: "Settings", content_type: "application/octet-stream" },
  });
  const change = (json: object) =>
    github.ask(`PATCH ${releases}/assets/${upload.json.id}`, { ...octocat, json });
  expect((await change({ label: "Variables" })).json).toMatchObject({
    name: "default.env",
    label: "Variables",
  });
  expect((await change({ name: "a b.env" })).json).toMatchObject({ name: "a.b.env", label: "Variables" });
});

test("a release counts its reactions once there are some", async () => {
  const github = await open();
  const made = await github.ask(`POST ${releases}`, { as: "octocat", json: { tag_name: "v1" } });
  expect(made.json.reactions).toBeUndefined();
  const release = `${releases}/${made.json.id}`;
  await github.ask(`POST ${release}/reactions`, { as: "hubot", json: { content: "rocket" } });
  expect((await github.ask(`GET ${release}`)).json.reactions).toMatchObject({ total_count: 1, rocket: 1 });
});
