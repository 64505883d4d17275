import { describe, expect, test } from "vitest";
import { token } from "../../../../tests/samples/github.ts";
import { by, fine, open } from "../../../../tests/samples/github-tokens.ts";

const secret = "GET /repos/octocat/secret";
const labels = "POST /repos/octocat/demo/labels";
const label = { name: "bug", color: "d73a4a" };

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
