import { expect, test } from "vitest";
import { repository, sampleGithub, token, user } from "../../../../tests/samples/github.ts";

test("step 12: a repository that was renamed is where it is now, with the scopes that GitHub names there", async () => {
  const github = await sampleGithub({
    users: [user("octocat")],
    repositories: [repository("octocat/demo", { formerNames: ["octocat/old"] })],
    tokens: [token("octocat")],
  });
  const { status, headers } = await github.ask("GET /repos/octocat/old", { as: "octocat" });
  expect([status, headers["location"]]).toEqual([301, expect.stringMatching(/\/repositories\/1$/)]);
  expect(headers["x-accepted-oauth-scopes"]).toContain("delete_repo");
});
