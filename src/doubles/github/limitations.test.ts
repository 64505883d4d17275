import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  repository,
  sampleGithub,
  token,
  user,
  type Asking,
  type SampleGithub,
} from "../../../tests/samples/github.ts";
import type { GithubConfig, TokenConfig } from "./config.ts";

// What simulacat's guide says that its simulator does not do, row by row, as it is done here.

const demo = "GET /repos/octocat/demo";
const secret = "GET /repos/octocat/secret";
const labels = "POST /repos/octocat/demo/labels";
const label = { name: "bug", color: "d73a4a" };
const integration = "Resource not accessible by integration";

/** Sends a token of that value. */
function by(value: string, more: Asking = {}): Asking {
  return { ...more, headers: [["Authorization", `token ${value}`], ...(more.headers ?? [])] };
}

/** octocat with a public and a private repository, hubot with none, and more tokens. */
function open(tokens: readonly TokenConfig[] = [], more: Partial<GithubConfig> = {}): Promise<SampleGithub> {
  return sampleGithub({
    users: [user("octocat"), user("hubot")],
    repositories: [repository("octocat/demo"), repository("octocat/secret", { visibility: "private" })],
    tokens: [token("octocat"), token("hubot"), ...tokens],
    ...more,
  });
}

function fine(more: Partial<TokenConfig>): TokenConfig {
  return token("octocat", { name: "ci", value: "github_pat_ci", kind: "fine-grained", ...more });
}

async function left(github: SampleGithub, asking: Asking = {}): Promise<string | undefined> {
  return (await github.ask(demo, asking)).headers["x-ratelimit-limit"];
}

type Check = () => Promise<void>;

describe("in all modes", () => {
  test.each<[aspect: string, check: Check]>([
    [
      "Rate limiting",
      async () => {
        const github = await open([], { rateLimits: { limits: {}, secondary: null } });
        expect([await left(github), await left(github, { as: "octocat" })]).toEqual(["60", "5000"]);
        const limited = await open([], { rateLimits: { limits: { core: 1 }, secondary: null } });
        await limited.ask(demo, { as: "octocat" });
        const refused = await limited.ask(demo, { as: "octocat" });
        expect([refused.status, refused.headers["x-ratelimit-remaining"]]).toEqual([403, "0"]);
        expect(refused.json.message).toMatch(/^API rate limit exceeded for user ID /);
      },
    ],
    [
      "Secondary rate limits",
      async () => {
        const secondary = { after: 1, times: 1, retryAfterSeconds: 30 };
        const github = await open([], { rateLimits: { limits: {}, secondary } });
        expect((await github.ask(demo)).status).toBe(200);
        const refused = await github.ask(demo);
        expect([refused.status, refused.headers["retry-after"]]).toEqual([403, "30"]);
        expect(refused.json.message).toContain("secondary rate limit");
        expect((await github.ask(demo)).status).toBe(200);
      },
    ],
    [
      "Conditional requests",
      async () => {
        const github = await open();
        const { headers } = await github.ask(demo);
        for (const condition of [
          ["If-None-Match", headers["etag"] ?? ""],
          ["If-Modified-Since", headers["last-modified"] ?? ""],
        ] as const) {
          const { status, text } = await github.ask(demo, { headers: [condition] });
          expect([status, text]).toEqual([304, ""]);
        }
      },
    ],
    [
      "Audit logging",
      async () => {
        const github = await open();
        await github.ask(secret, { as: "octocat" });
        await github.ask(secret, by("ghp_wrong"));
        await github.ask(demo);
        const calls = github.world.log.read(0, github.world.log.count).filter((one) => one.kind === "call");
        expect(calls.map(({ identity }) => identity)).toMatchObject([
          { carried: "octocat's token", actor: "octocat" },
          // Nobody's token is nobody's name.
          undefined,
          { carried: null, actor: null },
        ]);
        expect(JSON.stringify(github.world.log.read(0, github.world.log.count))).not.toContain("ghp_octocat");
      },
    ],
    [
      "API versioning",
      async () => {
        const github = await open();
        const version = (value: string): Asking => ({ headers: [["X-GitHub-Api-Version", value]] });
        const answered = await github.ask(demo, version("2022-11-28"));
        expect(answered.headers["x-github-api-version-selected"]).toBe("2022-11-28");
        expect((await github.ask(demo, version("2021-01-01"))).status).toBe(400);
      },
    ],
  ])("%s", async (_aspect, check) => {
    expect.hasAssertions();
    await check();
  });
});

describe("without a token", () => {
  test.each<[aspect: string, check: Check]>([
    [
      "Private repository access",
      async () => {
        const github = await open();
        const { status, json } = await github.ask(secret);
        expect([status, json.message]).toEqual([404, "Not Found"]);
        expect((await github.ask("GET /users/octocat/repos")).json).toHaveLength(1);
      },
    ],
    [
      "Endpoint restrictions",
      async () => {
        const github = await open();
        const { status, json } = await github.ask("GET /user");
        expect([status, json.message]).toEqual([401, "Requires authentication"]);
        expect((await github.ask(labels, { json: label })).status).toBe(401);
      },
    ],
    [
      "IP-based throttling",
      async () => {
        const github = await open([], { rateLimits: { limits: { core: 1 }, secondary: null } });
        expect((await github.ask(demo)).status).toBe(200);
        const refused = await github.ask("GET /users/octocat");
        expect(refused.status).toBe(403);
        expect(refused.json.message).toContain("Authenticated requests get a higher rate limit");
        expect((await github.ask(demo, { as: "hubot" })).status).toBe(200);
      },
    ],
  ])("%s", async (_aspect, check) => {
    expect.hasAssertions();
    await check();
  });
});

describe("with a token", () => {
  test.each<[aspect: string, check: Check]>([
    [
      "Token validation",
      async () => {
        const github = await open();
        const { status, json } = await github.ask(demo, by("ghp_wrong"));
        expect([status, json.message]).toEqual([401, "Bad credentials"]);
      },
    ],
    [
      "Permission enforcement",
      async () => {
        const github = await open([
          fine({ permissions: { issues: "read" } }),
          token("octocat", { name: "old", value: "ghp_old", scopes: ["read:org"] }),
        ]);
        const refused = await github.ask(labels, by("github_pat_ci", { json: label }));
        expect([refused.status, refused.json.message]).toEqual([
          403,
          "Resource not accessible by personal access token",
        ]);
        expect(refused.headers["x-accepted-github-permissions"]).toBe("issues=write; pull_requests=write");
        const { status, headers } = await github.ask(labels, by("ghp_old", { json: label }));
        expect([status, headers["x-oauth-scopes"]]).toEqual([404, "read:org"]);
      },
    ],
    [
      "Token expiration",
      async () => {
        const github = await open([fine({ expires: "2025-01-15T11:00:00Z", permissions: null })]);
        expect((await github.ask(secret, by("github_pat_ci"))).status).toBe(200);
        github.world.clock.advance(30 * 60_000);
        expect((await github.ask(secret, by("github_pat_ci"))).status).toBe(401);
      },
    ],
    [
      "Token format validation",
      async () => {
        // The prefix decides how GitHub refuses; a value that nobody declared is refused whatever it looks like.
        const github = await open([
          token("octocat", { name: "app", value: "ghs_1", kind: "installation", permissions: {} }),
          fine({ permissions: {} }),
        ]);
        const refusal = async (value: string): Promise<unknown> =>
          (await github.ask(labels, by(value, { json: label }))).json.message;
        expect(await refusal("ghs_1")).toBe(integration);
        expect(await refusal("github_pat_ci")).toBe("Resource not accessible by personal access token");
        for (const value of ["ghp_2", "gho_2", "ghs_2", "anything"])
          expect(await refusal(value)).toBe("Bad credentials");
      },
    ],
    [
      "Token revocation",
      async () => {
        const github = await open([fine({ revoked: true, permissions: null })]);
        expect((await github.ask(demo, by("github_pat_ci"))).status).toBe(401);
      },
    ],
    [
      "Repository visibility",
      async () => {
        const github = await open([fine({ permissions: null, repositoryVisibility: "public" })]);
        expect((await github.ask(demo, by("github_pat_ci"))).status).toBe(200);
        expect((await github.ask(secret, by("github_pat_ci"))).status).toBe(404);
      },
    ],
    [
      "Repository scoping",
      async () => {
        const github = await open([fine({ permissions: null, repositories: ["octocat/demo"] })]);
        expect((await github.ask(labels, by("github_pat_ci", { json: label }))).status).toBe(201);
        expect((await github.ask(secret, by("github_pat_ci"))).status).toBe(404);
      },
    ],
    [
      "Per-request token switching",
      async () => {
        const github = await open();
        const login = async (as: string): Promise<unknown> =>
          (await github.ask("GET /user", { as })).json.login;
        expect([await login("octocat"), await login("hubot"), await login("octocat")]).toEqual([
          "octocat",
          "hubot",
          "octocat",
        ]);
      },
    ],
    [
      "Authorization header format",
      async () => {
        const github = await open();
        for (const scheme of ["token", "Bearer", "bearer"]) {
          const headers = [["Authorization", `${scheme} ghp_octocat`]] as const;
          expect((await github.ask("GET /user", { headers })).json.login).toBe("octocat");
        }
      },
    ],
  ])("%s", async (_aspect, check) => {
    expect.hasAssertions();
    await check();
  });
});

test("what is not here yet stands in FIDELITY.md, by simulacat's names", () => {
  const page = readFileSync(new URL("FIDELITY.md", import.meta.url), "utf8");
  const [, coming = ""] = page.split("\n## Coming\n");
  const told = [...(coming.split("\n## ")[0] ?? "").matchAll(/^- \*\*(.+?)\*\*/gm)].map(([, name]) => name);
  expect(told).toEqual(
    expect.arrayContaining([
      "OAuth applications",
      "SAML/SSO enforcement",
      "App endpoints",
      "Installation token exchange",
      "JWT authentication",
      "Webhook delivery",
      "Token lifetime",
      "Manifest flow",
    ]),
  );
});
