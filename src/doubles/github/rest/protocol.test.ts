import { describe, expect, test } from "vitest";
import {
  repository,
  sampleGithub,
  token,
  user,
  type SampleGithub,
} from "../../../../tests/samples/github.ts";

function open(labels = 0): Promise<SampleGithub> {
  const label = (index: number): { name: string; color: string; description: null } => ({
    name: `label ${index}`,
    color: "d73a4a",
    description: null,
  });
  return sampleGithub({
    users: [user("octocat"), user("hubot")],
    repositories: [
      repository("octocat/demo", { labels: Array.from({ length: labels }, (_, index) => label(index)) }),
      repository("octocat/secret", { visibility: "private" }),
    ],
    tokens: [token("octocat"), token("hubot")],
  });
}

const api = "http://127.0.0.1:40213";

describe("the headers of an answer", () => {
  test("are those of recorded traffic", async () => {
    const github = await open();
    const { headers } = await github.ask("GET /repos/octocat/demo", { as: "octocat" });
    expect(headers).toMatchObject({
      "access-control-allow-origin": "*",
      "cache-control": "private, max-age=60, s-maxage=60",
      "content-security-policy": "default-src 'none'",
      "content-type": "application/json; charset=utf-8",
      date: "Wed, 15 Jan 2025 10:30:00 GMT",
      etag: expect.stringMatching(/^"[0-9a-f]{64}"$/) as unknown,
      server: "github.com",
      "x-github-api-version-selected": "2022-11-28",
      "x-github-media-type": "github.v3; format=json",
      "x-github-request-id": "BACC:0000:0001",
    });
    expect(headers["access-control-expose-headers"]).toContain("ETag, Link, Location, Retry-After");
    expect(headers["vary"]).toContain("Authorization");
  });

  test("let anybody keep what nobody has to sign in for", async () => {
    const { headers } = await (await open()).ask("GET /repos/octocat/demo");
    expect(headers["cache-control"]).toBe("public, max-age=60, s-maxage=60");
    expect(headers["vary"]).not.toContain("Authorization");
  });

  test("of a refusal say nothing of keeping it", async () => {
    const { status, headers } = await (await open()).ask("GET /repos/octocat/none");
    expect(status).toBe(404);
    expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(["etag"]));
    expect(headers["cache-control"]).toBeUndefined();
  });

  test("of an answer without a body have no type and no length", async () => {
    const github = await open(1);
    const { status, headers } = await github.ask("DELETE /repos/octocat/demo/labels/label%200", {
      as: "octocat",
    });
    expect(status).toBe(204);
    expect(headers["content-type"]).toBeUndefined();
    expect(headers["content-length"]).toBeUndefined();
  });

  test.each([
    ["application/vnd.github.v3+json", "github.v3; format=json"],
    ["application/vnd.github+json", "github.v3; format=json"],
    ["application/vnd.github.v3.raw", "github.v3; param=raw"],
    ["application/vnd.github.raw+json", "github.v3; param=raw; format=json"],
    ["application/vnd.github.nebula-preview+json", "github.nebula-preview; format=json"],
    ["text/html, application/json;q=0.9", "github.v3; format=json"],
    ["*/*", "github.v3; format=json"],
  ])("say which media type %s is", async (accept, said) => {
    const { headers } = await (
      await open()
    ).ask("GET /repos/octocat/demo", { headers: [["Accept", accept]] });
    expect(headers["x-github-media-type"]).toBe(said);
  });
});

test("only JSON is answered with, unless an operation has other types", async () => {
  const github = await open();
  const ask = (line: string, accept: string): Promise<{ status: number; json: unknown }> =>
    github.ask(line, { headers: [["Accept", accept]] });
  expect(await ask("GET /repos/octocat/demo", "text/html")).toMatchObject({
    status: 415,
    json: { message: "Unsupported 'Accept' header: 'text/html'. Must accept 'application/json'." },
  });
  expect((await ask("GET /repos/octocat/demo", "application/vnd.github.v3+xml")).status).toBe(415);
  expect((await ask("GET /repos/octocat/demo", "text/html,*/*;q=0.8")).status).toBe(200);
  expect((await ask("GET /zen", "text/plain")).status).toBe(200);
});

describe("asking again", () => {
  test("by ETag gets 304 without a body until something has changed", async () => {
    const github = await open();
    const line = "GET /repos/octocat/demo/labels";
    const first = await github.ask(line);
    const etag = first.headers["etag"] ?? "";
    const again = (value: string): Promise<{ status: number; text: string }> =>
      github.ask(line, { headers: [["If-None-Match", value]] });
    for (const value of [etag, `W/${etag}`, `"other", ${etag}`, "*"])
      expect(await again(value)).toMatchObject({ status: 304, text: "" });
    expect((await again('"other"')).status).toBe(200);
    await github.ask("POST /repos/octocat/demo/labels", { as: "octocat", json: { name: "new" } });
    expect((await again(etag)).status).toBe(200);
  });

  test("gets a weak ETag where answers may be compressed", async () => {
    const github = await open();
    const headers = [["Accept-Encoding", "gzip, deflate"]] as const;
    expect((await github.ask("GET /users/octocat", { headers })).headers["etag"]).toMatch(/^W\/"/);
  });

  test("a 304 says its ETag, and nothing of a body", async () => {
    const github = await open();
    const { etag = "" } = (await github.ask("GET /users/octocat")).headers;
    const { headers } = await github.ask("GET /users/octocat", { headers: [["If-None-Match", etag]] });
    expect(headers).toMatchObject({ etag, "cache-control": "public, max-age=60, s-maxage=60" });
    expect(headers["content-type"]).toBeUndefined();
  });

  test("a write is never answered with 304", async () => {
    const github = await open();
    const asking = { as: "octocat", json: { name: "new" }, headers: [["If-None-Match", "*"]] as const };
    expect((await github.ask("POST /repos/octocat/demo/labels", asking)).status).toBe(201);
  });
});

describe("a list", () => {
  const line = "GET /repos/octocat/demo/labels";
  const at = (query: string): string => `<${api}/repositories/1/labels?${query}>`;

  test("that fits on one page has no Link", async () => {
    expect((await (await open(3)).ask(line)).headers["link"]).toBeUndefined();
  });

  test("links to what comes before, next, last and first, by the number of its repository", async () => {
    const github = await open(5);
    const link = async (query: string): Promise<string | undefined> =>
      (await github.ask(`${line}?${query}`)).headers["link"];
    expect(await link("per_page=2")).toBe(
      `${at("per_page=2&page=2")}; rel="next", ${at("per_page=2&page=3")}; rel="last"`,
    );
    expect(await link("page=2&per_page=2")).toBe(
      `${at("page=1&per_page=2")}; rel="prev", ${at("page=3&per_page=2")}; rel="next", ${at("page=3&per_page=2")}; rel="last", ${at("page=1&per_page=2")}; rel="first"`,
    );
    expect(await link("per_page=2&page=3")).toBe(
      `${at("per_page=2&page=2")}; rel="prev", ${at("per_page=2&page=1")}; rel="first"`,
    );
    expect(await link("per_page=2&page=9")).toBe(
      `${at("per_page=2&page=3")}; rel="prev", ${at("per_page=2&page=3")}; rel="last", ${at("per_page=2&page=1")}; rel="first"`,
    );
  });

  test("can be followed by its links, and keeps what else was asked", async () => {
    const github = await open(5);
    let next: string | undefined = "/repos/octocat/demo/labels?per_page=2&x=%26";
    const names: string[] = [];
    while (next !== undefined) {
      const answer = await github.ask(`GET ${next}`);
      for (const { name } of answer.json as readonly { name: string }[]) names.push(name);
      next = /<http:\/\/127\.0\.0\.1:40213([^>]+)>; rel="next"/.exec(answer.headers["link"] ?? "")?.[1];
      if (next !== undefined) expect(next).toContain("x=%26");
    }
    expect(names).toEqual(["label 0", "label 1", "label 2", "label 3", "label 4"]);
  });

  test("of everything there is goes on from the last one seen, and has no end to link to", async () => {
    const github = await open();
    const link = async (query: string): Promise<string | undefined> =>
      (await github.ask(`GET /users${query}`)).headers["link"];
    expect(await link("?per_page=1")).toBe(
      `<${api}/users?per_page=1&since=1>; rel="next", <${api}/users{?since}>; rel="first"`,
    );
    expect(await link("?per_page=1&since=1")).toBeUndefined();
  });

  test("of results of a search ends with the thousandth", async () => {
    const github = await open();
    const answer = await github.ask("GET /search/repositories?q=demo&per_page=100&page=11", {
      as: "octocat",
    });
    expect(answer).toMatchObject({
      status: 422,
      json: { message: "Only the first 1000 search results are available" },
    });
  });

  test("of /api/v3 links below it", async () => {
    const github = await open(5);
    const { headers } = await github.ask("GET /api/v3/repos/octocat/demo/labels?per_page=4");
    expect(headers["link"]).toContain(`<${api}/api/v3/repositories/1/labels?per_page=4&page=2>`);
  });
});

describe("addresses by number", () => {
  test.each([
    ["/repositories/1", { full_name: "octocat/demo" }],
    ["/repositories/1/labels/label%200", { name: "label 0" }],
  ])("%s is what it names", async (path, json) => {
    expect(await (await open(1)).ask(`GET ${path}`)).toMatchObject({ status: 200, json });
  });

  test.each(["/repositories/2", "/repositories/99", "/user/99/repos", "/organizations/1/repos"])(
    "%s is not there for who may not know",
    async (path) => {
      expect((await (await open()).ask(`GET ${path}`)).status).toBe(404);
    },
  );
});

describe("what is no operation", () => {
  test.each([
    ["GET /nowhere", 404, "Not Found"],
    ["GET /repos/octocat/demo/", 404, "Not Found"],
    ["DELETE /zen", 404, "Not Found"],
    ["GET /repos/octocat/%zz", 400, "Bad Request"],
  ])("%s is answered as GitHub does", async (line, status, message) => {
    const answer = await (await open()).ask(line);
    expect(answer).toMatchObject({
      status,
      json: { message, documentation_url: "https://docs.github.com/rest", status: String(status) },
    });
    expect(answer.headers["x-backlot-refusal"]).toBeUndefined();
  });

  test("browsers may send anything from anywhere", async () => {
    const { status, headers } = await (await open()).ask("OPTIONS /repos/octocat/demo");
    expect(status).toBe(204);
    expect(headers).toMatchObject({
      "access-control-allow-origin": "*",
      "access-control-allow-methods": "GET, POST, PATCH, PUT, DELETE",
      "access-control-max-age": "86400",
    });
    expect(headers["access-control-allow-headers"]).toContain("Authorization, Content-Type");
  });

  test("a HEAD has the headers of a GET, and no body", async () => {
    const github = await open();
    const [head, get] = [await github.ask("HEAD /users/octocat"), await github.ask("GET /users/octocat")];
    expect(head).toMatchObject({ status: 200, text: "" });
    expect(head.headers["content-length"]).toBe(get.headers["content-length"]);
    expect(head.headers["etag"]).toBe(get.headers["etag"]);
  });
});

test("programs that were led here from GitHub's own names get those back", async () => {
  const github = await open();
  const asking = { origin: "http://api.github.com" };
  const { json } = await github.ask("GET /repos/octocat/demo", asking);
  expect(json).toMatchObject({
    url: "https://api.github.com/repos/octocat/demo",
    html_url: "https://github.com/octocat/demo",
  });
});

test("assets are uploaded to their own host only", async () => {
  const github = await open();
  const line = "POST /repos/octocat/demo/releases/1/assets?name=a";
  expect((await github.ask(line, { as: "octocat", bytes: Buffer.from("x") })).status).toBe(404);
  const asking = { as: "octocat", origin: "http://uploads.github.com" };
  expect((await github.ask("GET /repos/octocat/demo", asking)).status).toBe(404);
});
