import { describe, expect, test } from "vitest";
import {
  branch,
  file,
  lines,
  samplePulls,
  type SamplePulls,
} from "../../../../tests/samples/github-pulls.ts";
import { bytesOf, type Asking } from "../../../../tests/samples/github.ts";

/** Asks, and holds that nothing has changed. */
async function refused(
  github: SamplePulls,
  line: string,
  asking: Asking = {},
): Promise<{ readonly status: number; readonly message: string }> {
  const before = [github.events().length, JSON.stringify(github.state().tables)];
  const answer = await github.ask(line, { as: "octocat", ...asking });
  expect([github.events().length, JSON.stringify(github.state().tables)]).toEqual(before);
  return { status: answer.status, message: answer.json.message as string };
}

const demo = "/repos/octocat/demo";

describe("who calls", () => {
  test.each([
    "token ghp_whoever",
    "Bearer ghp_whoever",
    "Basic Z2hwX3dob2V2ZXI6",
    "Basic !!!",
    "Basic",
    "Basic " + Buffer.from("octocat:hunter2").toString("base64"),
    "Digest username=octocat",
    "token",
    "token ",
    "token ghp_octocat ghp_octocat",
    "token,ghp_octocat",
    "ghp_octocat",
    "",
    "token \u0000",
    "token " + " ".repeat(30_000) + "x y",
    "Bearer " + "a".repeat(60_000),
    "token __proto__",
    "token constructor",
  ])("an unknown token or a header that carries none: %j", async (authorization) => {
    const github = await samplePulls();
    const { as: _nobody, ...nobody } = {
      as: undefined,
      headers: [["Authorization", authorization]] as const,
    };
    const answer = await github.ask(`POST ${demo}/issues`, { ...nobody, json: { title: "No" } });
    expect(answer).toMatchObject({ status: 401, json: { message: "Bad credentials" } });
    expect(github.events()).toEqual([]);
  });

  test("of several headers the first one counts, and none is joined to another", async () => {
    const github = await samplePulls();
    const both = (first: string, second: string): Asking => ({
      headers: [
        ["Authorization", first],
        ["authorization", second],
      ],
    });
    expect((await github.ask("GET /user", both("token ghp_octocat", "token ghp_nobody"))).status).toBe(200);
    expect((await github.ask("GET /user", both("token ghp_nobody", "token ghp_octocat"))).status).toBe(401);
  });
});

describe("bodies", () => {
  test.each([
    ["no JSON", "{"],
    ["a form", "title=No&body=x"],
    ["no UTF-8", '{"title": "\u00ff"}'],
    ["nothing but blanks", "  \n"],
    ["two values", '{"title":"No"}{}'],
    ["a comment", '{"title":"No"} // x'],
    ["not a number", '{"title":NaN}'],
    ["too deep", `{"title":${"[".repeat(200)}${"]".repeat(200)}}`],
    ["far too deep", "[".repeat(200_000)],
  ])("%s is malformed JSON", async (_what, text) => {
    const github = await samplePulls();
    const bytes = Uint8Array.from(text, (one) => one.charCodeAt(0));
    expect(await refused(github, `POST ${demo}/issues`, { bytes })).toEqual({
      status: 400,
      message: "Problems parsing JSON",
    });
  });

  test.each(["[]", '"title"', "7", "null", "true"])("%s is no object", async (text) => {
    const github = await samplePulls();
    expect(await refused(github, `POST ${demo}/issues`, { bytes: bytesOf(text) })).toEqual({
      status: 400,
      message: "Body should be a JSON object",
    });
  });

  test.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "x", ""])(
    "JSON that says it is %j is read all the same, as GitHub does",
    async (type) => {
      const github = await samplePulls();
      const headers = [["Content-Type", type]] as const;
      const answer = await github.ask(`POST ${demo}/issues`, {
        as: "octocat",
        json: { title: "A" },
        headers,
      });
      expect(answer.status).toBe(201);
    },
  );

  test("names that every object has are fields like others", async () => {
    const github = await samplePulls();
    const bytes = bytesOf(
      '{"title":"A","__proto__":{"labels":["x"]},"constructor":{"prototype":{"body":"x"}}}',
    );
    const { json } = await github.ask(`POST ${demo}/issues`, { as: "octocat", bytes });
    expect(json).toMatchObject({ title: "A", labels: [], body: null });
    expect(({} as { labels?: unknown }).labels).toBeUndefined();
  });
});

describe("paths of contents", () => {
  const put = { message: "Add", content: "aGVsbG8=" };

  test.each([
    "../x",
    "..%2Fx",
    "%2e%2e/x",
    "%2e%2e%2fx",
    "a/../../x",
    "a/./b",
    ".",
    "..",
    ".git/config",
    ".GIT/config",
    "a/.git/config",
    "a//b",
    "%2Fetc/passwd",
    "a%00b",
    "git~1/config",
    "a/" + "b/".repeat(3_000) + "c",
    "x".repeat(5_000),
  ])("nothing is written to %j", async (path) => {
    const github = await samplePulls();
    const { status } = await refused(github, `PUT ${demo}/contents/${path}`, { json: put });
    expect([404, 422]).toContain(status);
  });

  test.each(["../secret/README.md", "..%2f..%2fetc/passwd", "%2e%2e/README.md", "README.md/x", "%00"])(
    "nothing is read from %j",
    async (path) => {
      const github = await samplePulls();
      const { status } = await refused(github, `GET ${demo}/contents/${path}`);
      expect([400, 404]).toContain(status);
    },
  );

  test("a percent sign that begins no byte is refused", async () => {
    const github = await samplePulls();
    for (const path of ["%", "%zz", "%e0%a4", "%c0%ae%c0%ae/x"])
      expect((await refused(github, `GET ${demo}/contents/${path}`)).status).toBe(400);
  });

  test.each(["../x", ".git/x", "a/../b", "/x", "a//b", "", "."])("no tree has an entry %j", async (path) => {
    const github = await samplePulls();
    const json = { tree: [{ path, mode: "100644", type: "blob", content: "x" }] };
    expect((await refused(github, `POST ${demo}/git/trees`, { json })).status).toBe(422);
  });
});

describe("names of references", () => {
  const bad = [
    "../x",
    "a..b",
    "a b",
    "a~1",
    "a^",
    "a:b",
    "a?",
    "a*",
    "a[b",
    "a\\b",
    ".a",
    "a/.b",
    "a.lock",
    "a/",
  ];

  test.each([...bad, "a//b", "@{u}", "a@{1}", "a.", "\u0001", "\u007f", ""])("%j is none", async (name) => {
    const github = await samplePulls();
    const { sha } = (await github.demo("GET /git/ref/heads/main")).json.object;
    for (const ref of [`refs/heads/${name}`, `refs/tags/${name}`]) {
      const { status } = await refused(github, `POST ${demo}/git/refs`, { json: { ref, sha } });
      expect(status).toBe(422);
    }
  });

  test.each(bad)("no branch is renamed to %j", async (name) => {
    const github = await samplePulls();
    const { status } = await refused(github, `POST ${demo}/branches/topic/rename`, {
      json: { new_name: name },
    });
    expect(status).toBe(422);
  });

  test.each(["x", "heads/x", "/refs/heads/x", "refs", "refs/x", "HEAD"])(
    "%j does not begin as one",
    async (ref) => {
      const github = await samplePulls();
      const { sha } = (await github.demo("GET /git/ref/heads/main")).json.object;
      expect((await refused(github, `POST ${demo}/git/refs`, { json: { ref, sha } })).status).toBe(422);
    },
  );

  test("nothing is read or moved by a name that is none", async () => {
    const github = await samplePulls();
    for (const ref of ["heads/../x", "heads/%2e%2e%2fx", "../heads/main"]) {
      expect((await refused(github, `GET ${demo}/git/ref/${ref}`)).status).toBe(404);
      const { status } = await refused(github, `DELETE ${demo}/git/refs/${ref}`);
      expect([404, 422]).toContain(status);
    }
  });
});

describe("impossible merges", () => {
  test("a conflict, a wrong head, a draft, a closed and a merged one are not merged", async () => {
    const github = await samplePulls({ branches: [...conflicting, branch("wip", { "wip.txt": "x\n" })] });
    for (const head of ["topic", "rival"]) await github.open(head);
    await github.open("wip", { draft: true });
    const merge = (number: number, json = {}): ReturnType<typeof refused> =>
      refused(github, `PUT ${demo}/pulls/${number}/merge`, { json });

    expect(await merge(1, { sha: "0".repeat(40) })).toMatchObject({ status: 409 });
    expect((await github.demo("PUT /pulls/1/merge", {})).status).toBe(200);
    expect(await merge(1)).toMatchObject({ status: 405 });
    for (const merge_method of ["merge", "squash", "rebase"])
      expect(await merge(2, { merge_method })).toMatchObject({ status: 405 });
    expect(await merge(2, { merge_method: "octopus" })).toMatchObject({ status: 422 });
    expect(await merge(3)).toMatchObject({ status: 405 });
    await github.demo("PATCH /pulls/2", { state: "closed" });
    expect(await merge(2)).toMatchObject({ status: 405 });
    expect(await merge(99)).toMatchObject({ status: 404 });
  });

  test("branches with a conflict, that are not there, or have nothing in common are not merged", async () => {
    const github = await samplePulls({ branches: conflicting });
    const merge = (base: string, head: string): ReturnType<typeof refused> =>
      refused(github, `POST ${demo}/merges`, { json: { base, head } });
    expect(await merge("topic", "rival")).toEqual({ status: 409, message: "Merge conflict" });
    expect(await merge("topic", "none")).toMatchObject({ status: 404 });
    expect(await merge("none", "topic")).toMatchObject({ status: 404 });
    expect(await merge("../x", "topic")).toMatchObject({ status: 404 });
  });

  test("a pull request that can't be is not opened", async () => {
    const github = await samplePulls();
    for (const [head, base] of [
      ["main", "main"],
      ["none", "main"],
      ["topic", "none"],
      ["nobody:topic", "main"],
      ["../x", "main"],
      [":", "main"],
    ])
      expect((await refused(github, `POST ${demo}/pulls`, { json: { title: "A", head, base } })).status).toBe(
        422,
      );
  });
});

const conflicting = [
  branch("topic", { "README.md": lines({ 2: "two" }) }),
  branch("rival", { "README.md": lines({ 2: "deux" }) }),
];

test("a file is not replaced by who does not know it", async () => {
  const github = await samplePulls({ files: [file("a.txt", "a\n")] });
  // The description has two kinds of 409, each of which fits the other's answers.
  const put = (more: object): ReturnType<typeof refused> =>
    refused(github, `PUT ${demo}/contents/a.txt`, {
      json: { message: "A", content: "Yg==", ...more },
      unchecked: true,
    });
  expect((await put({})).status).toBe(422);
  expect((await put({ sha: "0".repeat(40) })).status).toBe(409);
  expect((await put({ content: "***" })).status).toBe(422);
  expect((await put({ branch: "none" })).status).toBe(404);
});
