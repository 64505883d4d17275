import { expect, test } from "backlot/vitest";

/** What a program does: the address and the token come from its environment. */
async function openIssue(title) {
  const { GITHUB_API_URL, GITHUB_TOKEN } = process.env;
  return fetch(`${GITHUB_API_URL}/repos/octocat/demo/issues`, {
    method: "POST",
    headers: { authorization: `token ${GITHUB_TOKEN}` },
    body: JSON.stringify({ title }),
  });
}

/** Stands for the class of a client. */
class Client {
  constructor(options) {
    this.options = options;
  }
}

test("an issue that the program opened is there", async ({ world }) => {
  expect((await openIssue("Found a bug")).status).toBe(201);
  expect(world.github.issue("octocat/demo", 1)).toMatchObject({ title: "Found a bug", state: "open" });
  expect(world.github.calls).toHaveLength(1);
});

test("a client is made with the selected token, and one without", async ({ world }) => {
  const { options } = world.github.octokit(Client);
  expect(options).toMatchObject({ baseUrl: world.env.GITHUB_API_URL, auth: world.env.GITHUB_TOKEN });
  expect(world.github.octokitOptions({ token: null })).not.toHaveProperty("auth");
  expect(world.github.issue("octocat/demo", 1)).toBeUndefined();
});
