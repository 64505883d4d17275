import { describe, expect, test } from "vitest";
import { repository, sampleGithub, token, user } from "../../../../tests/samples/github.ts";
import type { Asking, SampleGithub } from "../../../../tests/samples/github.ts";
import type { GithubConfig, TokenConfig } from "../config.ts";

const secret = "GET /repos/octocat/secret";
const labels = "POST /repos/octocat/demo/labels";
const label = { name: "bug", color: "d73a4a" };

/** Sends the token of that value. */
function by(value: string, more: Asking = {}): Asking {
  return { ...more, headers: [["Authorization", `Bearer ${value}`], ...(more.headers ?? [])] };
}

/** octocat with a public, a private and an archived repository, and hubot, who has none. */
function open(tokens: readonly TokenConfig[] = [], more: Partial<GithubConfig> = {}): Promise<SampleGithub> {
  return sampleGithub({
    users: [user("octocat"), user("hubot")],
    repositories: [
      repository("octocat/demo", { formerNames: ["octocat/old"] }),
      repository("octocat/secret", { visibility: "private" }),
      repository("octocat/done", { archived: true }),
    ],
    tokens: [token("octocat"), token("hubot"), ...tokens],
    ...more,
  });
}

/** A fine-grained token of octocat. */
function fine(permissions: TokenConfig["permissions"], more: Partial<TokenConfig> = {}): TokenConfig {
  return token("octocat", { name: "ci", value: "github_pat_ci", kind: "fine-grained", permissions, ...more });
}

describe("tokens that are only recorded", () => {
  const values = ["ghp_octocat", "ghp_nobody", "eyJhbGciOiJSUzI1NiJ9.e30.x"];

  test("nothing is refused for their sake, and the journal says so", async () => {
    const github = await open(
      [
        fine({}),
        token("hubot", { name: "gone", value: "ghp_gone", revoked: true, expires: "2020-01-01T00:00:00Z" }),
      ],
      { auth: "accept" },
    );
    for (const value of [...values, "github_pat_ci", "ghp_gone"])
      expect((await github.ask(secret, by(value))).status).toBe(200);
    expect((await github.ask(secret)).status).toBe(200);
    expect((await github.ask(labels, by("ghp_gone", { json: label }))).status).toBe(201);
    expect((await github.ask("GET /user", by("ghp_hubot"))).json.login).toBe("hubot");
    expect((await github.ask("GET /user")).json.login).toBe("octocat");
    const said = github.world.log
      .read(0, github.world.log.count)
      .flatMap((record) => (record.kind === "call" ? [record.identity] : []));
    expect(said.every((identity) => identity?.accepted === true)).toBe(true);
    expect(said[0]).toEqual({ carried: "octocat's token", actor: "octocat", accepted: true });
    expect(said[1]).toEqual({ carried: null, actor: "octocat", accepted: true });
  });

  test("where there is no user, nobody is signed in", async () => {
    const github = await open([], { auth: "accept", users: [], repositories: [], tokens: [] });
    expect((await github.ask("GET /user", by("x"))).status).toBe(401);
  });
});
