import { describe, expect, test } from "vitest";
import {
  repository,
  sampleGithub,
  token,
  user,
  type SampleGithub,
} from "../../../../tests/samples/github.ts";

const file = (path: string, content: string): { path: string; content: string; mode: "100644" } => ({
  path,
  content,
  mode: "100644",
});

async function open(): Promise<SampleGithub> {
  const files = [file("README.md", "# demo\n"), file("docs/a b.md", "words\n")];
  const onBranch = {
    name: "feature/one",
    from: null,
    files: [file("README.md", "# one\n")],
    remove: [],
    sha: null,
    message: null,
  };
  return sampleGithub({
    users: [user("octocat")],
    repositories: [
      repository("octocat/demo", { files, branches: [onBranch] }),
      repository("octocat/secret", { files, visibility: "private" }),
    ],
    tokens: [token("octocat")],
  });
}

const path = (url: string): string => url.replace("http://127.0.0.1:40213", "");

describe("the address of a file", () => {
  test.each(["README.md", "docs/a%20b.md"])("of %s, as the API tells it, has its bytes", async (name) => {
    const github = await open();
    const { json } = await github.ask(`GET /repos/octocat/demo/contents/${name}`);
    const { download_url: url, content } = json as { download_url: string; content: string };
    const { status, text } = await github.ask(`GET ${path(url)}`);
    expect([status, text]).toEqual([200, Buffer.from(content, "base64").toString()]);
  });

  test.each([
    ["/raw/octocat/demo/main/README.md", "# demo\n"],
    ["/raw/octocat/demo/refs/heads/main/README.md", "# demo\n"],
    ["/raw/octocat/demo/feature/one/README.md", "# one\n"],
    ["/octocat/demo/raw/feature/one/README.md", "# one\n"],
  ])("%s finds the longest branch", async (address, text) => {
    expect(await (await open()).ask(`GET ${address}`)).toMatchObject({ status: 200, text });
  });

  test("of a private repository needs a token", async () => {
    const github = await open();
    const address = "GET /raw/octocat/secret/main/README.md";
    expect((await github.ask(address)).status).toBe(404);
    expect((await github.ask(address, { as: "octocat" })).status).toBe(200);
  });

  test.each([
    "/raw/octocat/demo/main/none.md",
    "/raw/octocat/none/main/a",
    "/raw/octocat/demo/main",
    "/raw/",
  ])("%s is not there", async (address) => {
    expect((await (await open()).ask(`GET ${address}`)).status).toBe(404);
  });

  test("of a real host is the same", async () => {
    const asking = { origin: "http://raw.githubusercontent.com" };
    expect((await (await open()).ask("GET /octocat/demo/main/README.md", asking)).text).toBe("# demo\n");
  });
});

test("a file of a release is found by its tag and name", async () => {
  const github = await open();
  const json = { tag_name: "v1/0" };
  const release = await github.ask("POST /repos/octocat/demo/releases", { as: "octocat", json });
  const upload = path((release.json as { upload_url: string }).upload_url).replace(/\{.*$/, "?name=a.zip");
  const made = await github.ask(`POST ${upload}`, {
    as: "octocat",
    bytes: Buffer.from("PK"),
    headers: [["Content-Type", "application/zip"]],
  });
  const { browser_download_url: url } = made.json as { browser_download_url: string };
  expect(await github.ask(`GET ${path(url)}`)).toMatchObject({ status: 200, text: "PK" });
  expect((await github.ask(`GET ${path(url).replace("a.zip", "b.zip")}`)).status).toBe(404);
});
