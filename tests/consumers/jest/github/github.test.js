const { test } = require("backlot/jest");

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
  expect(world.github.octokit(Client).options).toMatchObject({ auth: world.env.GITHUB_TOKEN });
});
