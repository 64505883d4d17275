import { expect, test } from "vitest";
import { sampleGithub, token, user } from "../../../../../tests/samples/github.ts";

test("the root says where everything is, at the address that it was asked under", async () => {
  const github = await sampleGithub({ users: [user("octocat")], tokens: [token("octocat")] });
  // GitHub answers more than its description tells, as recorded traffic shows.
  const { status, json, headers } = await github.ask("GET /api/v3/", { as: "octocat", unchecked: true });
  expect(status).toBe(200);
  expect(json).toMatchObject({
    current_user_url: "http://127.0.0.1:40213/api/v3/user",
    current_user_authorizations_html_url:
      "http://127.0.0.1:40213/settings/connections/applications{/client_id}",
    repository_url: "http://127.0.0.1:40213/api/v3/repos/{owner}/{repo}",
  });
  // What `gh auth status` looks at.
  expect(headers["x-oauth-scopes"]).toContain("repo");
});

test("it says something wise, and which versions it has", async () => {
  const github = await sampleGithub({});
  expect(await github.ask("GET /zen")).toMatchObject({ status: 200, text: "Keep it logically awesome." });
  expect((await github.ask("GET /versions")).json).toEqual(["2022-11-28", "2026-03-10"]);
});
