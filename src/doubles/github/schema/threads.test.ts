import { describe, expect, test } from "vitest";
import { githubOf, githubProblems } from "../../../../tests/samples/github-section.ts";

const start = `[[github.users]]
login = "octocat"
[[github.users]]
login = "hubot"
[[github.repositories]]
owner = "octocat"
name = "demo"
files = { "README.md" = "# demo" }
branches = [{ name = "topic", files = { "topic.txt" = "t" } }]
labels = ["bug"]
milestones = ["v1"]
`;

function problems(lines: string): Promise<readonly string[]> {
  return githubProblems(`${start}${lines}`);
}

const issue = '[[github.issues]]\nrepository = "octocat/demo"\ntitle = "A"\n';
const pull = '[[github.pull_requests]]\nrepository = "octocat/demo"\ntitle = "P"\n';

describe("issues", () => {
  test("come with plain values where nothing is said", async () => {
    const { issues } = await githubOf(
      `${start}${issue}labels = ["BUG"]\nmilestone = "v1"\ncomments = ["Hi", { author = "hubot", body = "Ho" }]\n${issue}state = "closed"\n`,
    );
    expect(issues[0]).toMatchObject({
      repository: "octocat/demo",
      number: null,
      state: "open",
      stateReason: null,
      labels: ["BUG"],
      comments: [
        { author: null, body: "Hi" },
        { author: "hubot", body: "Ho" },
      ],
    });
    expect(issues[1]?.stateReason).toBe("completed");
  });

  test("name what is there", async () => {
    expect(
      await problems(
        `${issue}labels = ["bgu"]\nassignees = ["hubt"]\nmilestone = "v2"\nauthor = "octocta"\n[[github.issues]]\nrepository = "octocat/dem"\ntitle = "B"\nlabels = ["nothing"]\n`,
      ),
    ).toEqual([
      '15 unknown-name: github.issues[0].labels[0]: there is no label "bgu" in octocat/demo (bug)',
      '16 unknown-name: github.issues[0].assignees[0]: there is no user "hubt" (hubot)',
      '17 unknown-name: github.issues[0].milestone: there is no milestone "v2" in octocat/demo (v1)',
      '18 unknown-name: github.issues[0].author: there is no user "octocta" (octocat)',
      '20 unknown-name: github.issues[1].repository: there is no repository "octocat/dem" (octocat/demo)',
    ]);
  });

  test("an open one has no reason to be closed", async () => {
    expect(await problems(`${issue}state_reason = "completed"\n`)).toEqual([
      "15 impossible-state: github.issues[0] is open and has the reason completed",
    ]);
    expect(await problems(`${issue}state = "closed"\nstate_reason = "reopened"\n`)).toEqual([
      "16 impossible-state: github.issues[0] is closed and has the reason reopened",
    ]);
  });

  test("numbers are one sequence with pull requests", async () => {
    expect(await problems(`${issue}number = 7\n${pull}head = "topic"\nnumber = 7\n`)).toEqual([
      "20 declared-twice: number 7 of octocat/demo is declared twice (number 7 of octocat/demo)",
    ]);
    const [zero] = await problems(`${issue}number = 0\n`);
    expect(zero).toContain("15 invalid-value: github.issues[0].number");
    const [state] = await problems(`${issue}state = "merged"\n`);
    expect(state).toContain("15 invalid-value: github.issues[0].state");
  });
});

describe("pull requests", () => {
  test("go into the default branch, and are closed when merged", async () => {
    const { pullRequests } = await githubOf(`${start}${pull}head = "topic"\nmerged = true\n`);
    expect(pullRequests[0]).toMatchObject({ base: "main", head: "topic", state: "closed", merged: true });
  });

  test("states that GitHub can't be in", async () => {
    expect(
      await problems(`${pull}head = "topic"\nmerged = true\nstate = "open"\ndraft = true\nauthor = "hubot"
reviews = [{ author = "hubot", state = "APPROVED" }]
requested_reviewers = ["Hubot"]
`),
    ).toEqual([
      "16 impossible-state: github.pull_requests[0] is merged and open",
      "18 impossible-state: github.pull_requests[0] is merged and a draft",
      "20 impossible-state: github.pull_requests[0] is approved or held up by its own author hubot",
      "21 impossible-state: github.pull_requests[0] asks its own author for a review",
    ]);
  });

  test("branches are there and different, and asked for once", async () => {
    expect(await problems(`${pull}head = "topci"\nbase = "man"\n`)).toEqual([
      '15 unknown-name: github.pull_requests[0].head: there is no branch "topci" in octocat/demo (topic)',
      '16 unknown-name: github.pull_requests[0].base: there is no branch "man" in octocat/demo (main)',
    ]);
    expect(await problems(`${pull}head = "octocat:main"\n`)).toEqual([
      '15 impossible-state: github.pull_requests[0] merges "main" into itself',
    ]);
    expect(await problems(`${pull}head = "hubot:topic"\n`)).toEqual([
      '15 unknown-name: github.pull_requests[0].head: "hubot" has no fork of octocat/demo',
    ]);
    const [twice] = await problems(`${pull}head = "topic"\n${pull}head = "octocat:topic"\n`);
    expect(twice).toContain("19 declared-twice: an open pull request of octocat:topic into main");
  });

  test("bring a commit that the base does not have", async () => {
    expect(
      await problems(
        `[[github.repositories]]\nowner = "hubot"\nname = "demo"\nfork_of = "octocat/demo"\n${pull}head = "hubot:main"\n`,
      ),
    ).toEqual([
      '19 impossible-state: github.pull_requests[0]: "hubot:main" has no commit that "main" has not',
    ]);
  });

  test("a fork's branch is a head", async () => {
    const { pullRequests } = await githubOf(
      `${start}[[github.repositories]]\nowner = "hubot"\nname = "demo-copy"\nfork_of = "octocat/demo"\nfiles = { "more.txt" = "m" }\n${pull}head = "hubot:main"\n`,
    );
    expect(pullRequests[0]?.head).toBe("hubot:main");
  });
});

describe("releases, apps and what happens by itself", () => {
  test("releases have tags of their own and files of different names", async () => {
    const release = '[[github.releases]]\nrepository = "octocat/demo"\ntag = "v1"\n';
    expect(
      await problems(
        `${release}assets = [{ name = "a", text = "1" }, { name = "a", text = "2" }]\n${release}draft = true\n${release}target = "nope"\n`,
      ),
    ).toEqual([
      '15 declared-twice: the asset "a" is declared twice (the asset "a")',
      '22 declared-twice: the release "v1" of octocat/demo is declared twice (the release "v1" of octocat/demo)',
      '23 unknown-name: github.releases[2].target: there is no branch "nope" in octocat/demo',
    ]);
  });

  test("a published release needs a commit", async () => {
    const empty = '[[github.repositories]]\nowner = "hubot"\nname = "empty"\n';
    expect(await problems(`${empty}[[github.releases]]\nrepository = "hubot/empty"\ntag = "v1"\n`)).toEqual([
      "16 impossible-state: github.releases[0] is published, and hubot/empty has no commit",
    ]);
  });

  test("an installation's token acts as its app, and is one of the tokens", async () => {
    const { installations, tokens } = await githubOf(`${start}
[[github.apps]]
slug = "release-bot"
permissions = ["contents:read"]
[[github.installations]]
app = "release-bot"
account = "octocat"
repositories = ["octocat/demo"]
access_token = "ghs_release"
`);
    expect(installations[0]).toMatchObject({ id: 1, app: "release-bot", permissions: null });
    expect(tokens).toMatchObject([
      { name: "release-bot on octocat", kind: "installation", value: "ghs_release", installation: 1 },
    ]);
  });

  test("installations reach what their account has, each app once", async () => {
    const installed = '[[github.installations]]\napp = "bot"\naccount = "hubot"\n';
    expect(
      await problems(
        `[[github.apps]]\nslug = "bot"\n${installed}repositories = ["octocat/demo"]\n${installed}[[github.installations]]\napp = "bto"\naccount = "nobody"\n[[github.tokens]]\nowner = "octocat"\ninstallation = 9\n`,
      ),
    ).toEqual([
      "17 impossible-state: github.installations[0]: octocat/demo does not belong to hubot",
      "19 declared-twice: the installation of bot on hubot is declared twice (the installation of bot on hubot)",
      '22 unknown-name: github.installations[2].app: there is no app "bto" (bot)',
      '23 unknown-name: github.installations[2].account: there is no user or organization "nobody"',
      "26 unknown-name: github.tokens[0].installation: there is no installation with the id 9",
    ]);
  });

  test("limits and transitions are read", async () => {
    const { rateLimits, transitions } = await githubOf(`${start}
[github.rate_limits]
core = 100
secondary = { after = 3 }
[[github.transitions]]
when = { requests = 2, request = "GET /repos/octocat/demo" }
request = "POST /repos/octocat/demo/issues"
json = { title = "By itself" }
[[github.transitions]]
name = "second"
when = { event = "issues.opened", repository = "octocat/demo" }
request = "PATCH /repos/octocat/demo"
as = "octocat"
times = 2
`);
    expect(rateLimits).toEqual({
      limits: { core: 100 },
      secondary: { after: 3, times: 1, retryAfterSeconds: 60 },
    });
    expect(transitions).toMatchObject([
      {
        name: "POST /repos/octocat/demo/issues",
        when: { kind: "requests", count: 2, method: "GET", path: "/repos/octocat/demo" },
        body: '{"title":"By itself"}',
        times: 1,
      },
      {
        name: "second",
        when: { kind: "event", event: "issues.opened", repository: "octocat/demo" },
        times: 2,
      },
    ]);
  });
});
