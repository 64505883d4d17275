import { describe, expect, test } from "vitest";
import { bytesOf, repository, sampleGithub, token, user } from "../../../../tests/samples/github.ts";
import { by, fine, open } from "../../../../tests/samples/github-tokens.ts";

const demo = "GET /repos/octocat/demo";
const secret = "GET /repos/octocat/secret";
const labels = "POST /repos/octocat/demo/labels";
const label = { name: "bug", color: "d73a4a" };

describe("GitHub decides about a request step by step", () => {
  test("1: a program that does not say what it is is refused, in text", async () => {
    const github = await open();
    for (const asking of [{ agent: null }, { agent: null, headers: [["User-Agent", " "]] }] as const) {
      const { status, headers, text } = await github.ask(demo, asking);
      expect([status, headers["content-type"]]).toEqual([403, "text/html"]);
      expect(text).toContain(
        "Request forbidden by administrative rules. Please make sure your request has a User-Agent header",
      );
    }
  });

  test("2: a version that there is not is refused before anything else is looked at", async () => {
    const github = await open();
    const headers = [["X-GitHub-Api-Version", "2021-01-01"]] as const;
    expect(await github.ask(demo, { headers })).toMatchObject({ status: 400, json: { status: "400" } });
    expect((await github.ask(demo, by("nobody's", { headers }))).status).toBe(400);
    for (const version of ["2022-11-28", "2026-03-10"])
      expect((await github.ask(demo, { headers: [["X-GitHub-Api-Version", version]] })).status).toBe(200);
  });

  test("3: a body that is no JSON object is refused before the token is looked at", async () => {
    const github = await open();
    for (const [text, message] of [
      ["{", "Problems parsing JSON"],
      ["name=bug&color=d73a4a", "Problems parsing JSON"],
      ["\u00ff", "Problems parsing JSON"],
      ["[]", "Body should be a JSON object"],
      ["null", "Body should be a JSON object"],
    ] as const) {
      const answered = await github.ask(labels, by("nobody's", { bytes: bytesOf(text) }));
      expect(answered).toMatchObject({ status: 400, json: { message } });
    }
    expect(github.events()).toEqual([]);
  });

  test("4: a token that is unknown, expired or revoked is refused on public endpoints as well", async () => {
    const github = await open([
      token("octocat", { name: "past", value: "ghp_past", expires: "2025-01-15T12:29:59+02:00" }),
      token("octocat", { name: "later", value: "ghp_later", expires: "2025-01-15T10:30:01Z" }),
      token("octocat", { name: "gone", value: "ghp_gone", revoked: true }),
    ]);
    for (const value of ["nobody's", "ghp_past", "ghp_gone", "GHP_OCTOCAT"]) {
      expect(await github.ask(demo, by(value))).toMatchObject({
        status: 401,
        json: {
          message: "Bad credentials",
          documentation_url: "https://docs.github.com/rest",
          status: "401",
        },
      });
    }
    const { status, headers } = await github.ask(demo, by("ghp_later"));
    expect([status, headers["github-authentication-token-expiration"]]).toEqual([
      200,
      "2025-01-15 10:30:01 UTC",
    ]);
  });

  test("4: a token comes as token, as Bearer, and as either half of Basic", async () => {
    const github = await open();
    for (const authorization of [
      "token ghp_octocat",
      "Token  ghp_octocat ",
      "bearer ghp_octocat",
      `Basic ${btoa("octocat:ghp_octocat")}`,
      `basic ${btoa("x-access-token:ghp_octocat")}`,
      `Basic ${btoa("ghp_octocat:x-oauth-basic")}`,
      `Basic ${btoa("ghp_octocat:")}`,
    ]) {
      const { json } = await github.ask("GET /user", { headers: [["Authorization", authorization]] });
      expect(json.login).toBe("octocat");
    }
    for (const authorization of [
      "",
      "token",
      "token ",
      "Bearer a b",
      "Basic",
      "Basic %%%",
      `Basic ${btoa("ghp_octocat")}`,
      `Basic ${btoa(":")}`,
      "Digest ghp_octocat",
      "ghp_octocat",
      `token ${"x".repeat(100_000)}`,
    ]) {
      const { status } = await github.ask(demo, { headers: [["Authorization", authorization]] });
      expect([authorization.slice(0, 40), status]).toEqual([authorization.slice(0, 40), 401]);
    }
  });

  test("4: an app's own JSON web token is refused as what it is, not as a wrong one", async () => {
    const github = await open();
    const { status, json } = await github.ask("GET /app", by("eyJhbGciOiJSUzI1NiJ9.e30.x"));
    expect([status, json.message]).toEqual([501, expect.stringContaining("JSON web token")]);
  });

  test("5: who has to be somebody is asked to sign in", async () => {
    const github = await open();
    for (const [line, asking] of [
      ["GET /user", {}],
      [labels, { json: label }],
    ] as const) {
      const { status, json } = await github.ask(line, asking);
      expect([status, json.message]).toEqual([401, "Requires authentication"]);
      expect(json.documentation_url).toMatch(/^https:\/\/docs.github.com\/rest\/./);
    }
  });

  test("7: a private repository is no repository to whoever may not see it", async () => {
    const github = await open([
      token("octocat", { name: "public", value: "ghp_public", scopes: ["public_repo"] }),
      token("octocat", { name: "hides", value: "ghp_hides", repositoryVisibility: "public" }),
      token("octocat", { name: "leaves", value: "ghp_leaves", repositoryVisibility: "private" }),
      fine({ metadata: "read" }, { repositories: ["octocat/demo"] }),
    ]);
    for (const asking of [{}, { as: "hubot" }, by("ghp_public"), by("ghp_hides"), by("github_pat_ci")]) {
      const { status, json } = await github.ask(secret, asking);
      expect([status, json.message, json.status]).toEqual([404, "Not Found", "404"]);
      expect((await github.ask(demo, asking)).status).toBe(200);
    }
    expect((await github.ask(secret, by("ghp_leaves"))).status).toBe(200);
    expect((await github.ask(demo, by("ghp_leaves"))).status).toBe(200);
    expect((await github.ask(secret, { as: "octocat" })).status).toBe(200);
  });

  test("8: a classic token without the scope gets 404, and is told what would do", async () => {
    const github = await open([
      token("octocat", { name: "narrow", value: "ghp_narrow", scopes: ["read:org", "gist"] }),
      token("octocat", { name: "enough", value: "ghp_enough", scopes: ["public_repo"] }),
    ]);
    const refused = await github.ask(labels, by("ghp_narrow", { json: label }));
    expect([refused.status, refused.json.message]).toEqual([404, "Not Found"]);
    expect(refused.headers["x-oauth-scopes"]).toBe("gist, read:org");
    expect((await github.ask(labels, by("ghp_enough", { json: label }))).status).toBe(201);
    const { headers } = await github.ask(demo, by("ghp_enough"));
    expect(headers["x-accepted-oauth-scopes"]).toBe("repo");
    const all = await github.ask(demo, { as: "octocat" });
    expect(all.headers["x-oauth-scopes"]?.split(", ")).toEqual(expect.arrayContaining(["repo", "admin:org"]));
    expect((await github.ask(demo)).headers).not.toHaveProperty("x-oauth-scopes");
  });

  test("8: a fine-grained token without the permission gets 403, and is told what would do", async () => {
    const github = await open([fine({ issues: "read" })]);
    const { status, json, headers } = await github.ask(labels, by("github_pat_ci", { json: label }));
    expect([status, json.message]).toEqual([403, "Resource not accessible by personal access token"]);
    expect(headers["x-accepted-github-permissions"]).toBe("issues=write; pull_requests=write");
    expect(headers).not.toHaveProperty("x-oauth-scopes");
  });

  test("8: either of two permissions will do", async () => {
    for (const permissions of [{ issues: "write" }, { pull_requests: "write" }] as const) {
      const github = await open([fine(permissions)]);
      expect((await github.ask(labels, by("github_pat_ci", { json: label }))).status).toBe(201);
    }
  });

  test("8: a token that is called an installation's is refused as one, and acts as its owner", async () => {
    const github = await open([
      token("octocat", {
        name: "app",
        value: "ghs_123",
        kind: "installation",
        permissions: { issues: "read" },
      }),
    ]);
    const { status, json } = await github.ask(labels, by("ghs_123", { json: label }));
    expect([status, json.message]).toEqual([403, "Resource not accessible by integration"]);
    expect((await github.ask("GET /user", by("ghs_123"))).json.login).toBe("octocat");
  });

  test("8: the document's own ghs_123 of octocat, alone, may do all that octocat may", async () => {
    const github = await sampleGithub({
      users: [user("octocat")],
      repositories: [repository("octocat/secret", { visibility: "private" })],
      tokens: [token("octocat", { value: "ghs_123", kind: "installation" })],
    });
    expect((await github.ask("GET /user", by("ghs_123"))).json.login).toBe("octocat");
    expect((await github.ask(secret, by("ghs_123"))).status).toBe(200);
    const made = await github.ask("POST /repos/octocat/secret/labels", by("ghs_123", { json: label }));
    expect(made.status).toBe(201);
  });

  test("8: a workflow's token acts as GitHub's bot, and is nobody to GET /user", async () => {
    const github = await open([
      token("octocat", {
        name: "workflow",
        value: "ghs_workflow",
        kind: "actions",
        repositories: ["octocat/demo"],
        permissions: { issues: "write" },
      }),
    ]);
    const made = await github.ask(labels, by("ghs_workflow", { json: label }));
    expect(made.status).toBe(201);
    const { status, json } = await github.ask("GET /user", by("ghs_workflow"));
    expect([status, json.message]).toEqual([403, "Resource not accessible by integration"]);
    expect((await github.ask(secret, by("ghs_workflow"))).status).toBe(404);
  });

  test("8: a token for other repositories reads a public one, and changes nothing there", async () => {
    const github = await open([fine({ issues: "write" }, { repositories: ["octocat/secret"] })]);
    expect((await github.ask(demo, by("github_pat_ci"))).status).toBe(200);
    const { status, json } = await github.ask(labels, by("github_pat_ci", { json: label }));
    expect([status, json.message]).toEqual([403, "Resource not accessible by personal access token"]);
    const made = await github.ask("POST /repos/octocat/secret/labels", by("github_pat_ci", { json: label }));
    expect(made.status).toBe(201);
  });

  test("8: an empty list allows nothing", async () => {
    const nothing = [
      fine({}),
      fine(null, { repositories: [] }),
      token("octocat", { name: "ci", value: "github_pat_ci", scopes: [] }),
    ];
    for (const one of nothing) {
      const github = await open([one]);
      expect((await github.ask(demo, by("github_pat_ci"))).status).toBe(403);
      expect((await github.ask(labels, by("github_pat_ci", { json: label }))).status).toBe(403);
      expect((await github.ask("GET /user", by("github_pat_ci"))).status).toBe(200);
    }
  });

  test("9: a role that does not reach gets 404, or GitHub's 403", async () => {
    const github = await open();
    expect((await github.ask(labels, { as: "hubot", json: label })).status).toBe(404);
    expect(github.events()).toEqual([]);
  });

  test("10: what is missing or of another type is told in GitHub's words", async () => {
    const github = await open();
    const asked = async (json: unknown): Promise<unknown> => {
      const answered = await github.ask(labels, { as: "octocat", json });
      return [answered.status, answered.json.message];
    };
    expect(await asked({ color: "d73a4a" })).toEqual([422, `Invalid request.\n\n"name" wasn't supplied.`]);
    expect(await asked({ name: 1 })).toEqual([
      422,
      "Invalid request.\n\nFor 'properties/name', 1 is not a string.",
    ]);
    expect(await asked({ name: "x", color: null, description: { a: [null, true] } })).toEqual([
      422,
      `Invalid request.\n\nFor 'properties/color', nil is not a string.\nFor 'properties/description', {"a"=>[nil, true]} is not a string.`,
    ]);
    expect((await github.ask(labels, { as: "hubot", json: {} })).status).toBe(404);
    expect(github.events()).toEqual([]);
  });

  test("11: an archived repository can be read only", async () => {
    const github = await open();
    const { status, json } = await github.ask("POST /repos/octocat/done/labels", {
      as: "octocat",
      json: label,
    });
    expect([status, json.message]).toEqual([403, "Repository was archived so is read-only."]);
    expect((await github.ask("GET /repos/octocat/done/labels")).status).toBe(200);
    const other = await github.ask("POST /repos/octocat/done/labels", { as: "hubot", json: label });
    expect(other.status).toBe(404);
  });
});
