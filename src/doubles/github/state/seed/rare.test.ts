import { expect, test } from "vitest";
import { githubOf } from "../../../../../tests/samples/github-section.ts";
import { repository, sampleGithub, type SampleGithub } from "../../../../../tests/samples/github.ts";

/** The GitHub of a file. */
async function open(text: string): Promise<SampleGithub> {
  return sampleGithub(await githubOf(text));
}

const octocat = '[[github.users]]\nlogin = "octocat"\n[[github.users]]\nlogin = "hubot"\n';

const demo = `${octocat}
[[github.repositories]]
owner = "hubot"
name = "demo"
fork_of = "octocat/demo"
branches = [{ name = "fork", files = { "fork.txt" = "f" } }]
[[github.repositories]]
owner = "octocat"
name = "demo"
files = { "README.md" = "# demo" }
branches = [{ name = "topic", files = { "topic.txt" = "t" } }, { name = "same", from = "topic" }]
`;

const pull = (head: string): string =>
  `[[github.pull_requests]]\nrepository = "octocat/demo"\ntitle = "From ${head}"\nhead = "${head}"\nbase = "main"\nmerged = true\n`;

test("a fork that is described before what it is a fork of has its branches", async () => {
  const github = await open(demo);
  const { json } = await github.ask("GET /repos/hubot/demo/branches");
  expect(json.map(({ name }: { name: string }) => name)).toEqual(["fork", "main", "same", "topic"]);
});

test("heads of merged pull requests are branches with or without their owners, of forks, and without commits of their own", async () => {
  const github = await open(demo + pull("octocat:topic") + pull("hubot:fork") + pull("same"));
  const { json } = await github.ask("GET /repos/octocat/demo/commits");
  const messages = json.map(({ commit }: { commit: { message: string } }) => commit.message.split("\n")[0]);
  expect(messages).toContain("Merge pull request #1 from octocat/topic");
  expect(messages).toContain("Merge pull request #2 from hubot/fork");
  expect(messages.join()).not.toContain("#3");
  expect((await github.ask("GET /repos/octocat/demo/pulls/3")).json).toMatchObject({
    merged: true,
    head: { label: "octocat:same" },
  });
});

test("what an organization has without any user is its own", async () => {
  const github = await open(
    '[[github.organizations]]\nlogin = "acme"\n[[github.repositories]]\nowner = "acme"\nname = "app"\nfiles = { a = "a" }\n[[github.issues]]\nrepository = "acme/app"\ntitle = "x"\n',
  );
  expect((await github.ask("GET /repos/acme/app/issues/1")).json.user.login).toBe("acme");
});

test("an app belongs to itself where there is nobody else, and is installed under an id that is free", async () => {
  const alone = await open('[[github.apps]]\nslug = "ci"\n');
  expect((await alone.ask("GET /apps/ci")).json.owner.login).toBe("ci[bot]");
  const installed = await open(
    `${octocat}[[github.apps]]\nslug = "github-actions"\n[[github.installations]]\napp = "github-actions"\naccount = "octocat"\n[[github.tokens]]\nkind = "actions"\nowner = "octocat"\n`,
  );
  expect((await installed.ask("GET /apps/github-actions")).json.owner.login).toBe("octocat");
  expect((await installed.ask("GET /users/github-actions[bot]")).json.type).toBe("Bot");
  const state = installed.world.query("github.state", null);
  expect(state).toMatchObject({ installation: 1, account: 3 });
});

test("a SHA that is said of a branch without commits names none", async () => {
  const github = await sampleGithub({
    ...(await githubOf(octocat)),
    repositories: [repository("octocat/demo", { sha: "a".repeat(40) })],
  });
  expect((await github.ask("GET /repos/octocat/demo/branches")).json).toEqual([]);
});
