import { expect, test } from "vitest";
import { repository, sampleGithub, token, user } from "../../../../tests/samples/github.ts";

test("who has committed to the default branch is a contributor, who has not is nobody", async () => {
  const github = await sampleGithub({
    users: [user("octocat"), user("hubot"), user("stranger")],
    repositories: [
      repository("octocat/demo", {
        commits: [{ message: "First", branch: null, files: [], remove: [], author: "hubot", date: null }],
      }),
      repository("octocat/empty"),
    ],
    tokens: [token("octocat"), token("hubot"), token("stranger")],
  });
  const associated = async (as: string, name: string): Promise<unknown> =>
    (await github.ask(`POST /repos/octocat/${name}/issues`, { as, json: { title: "x" } })).json
      .author_association;
  expect(await associated("hubot", "demo")).toBe("CONTRIBUTOR");
  expect(await associated("hubot", "empty")).toBe("NONE");
  expect(await associated("stranger", "demo")).toBe("NONE");
  expect(await associated("octocat", "demo")).toBe("OWNER");
});
