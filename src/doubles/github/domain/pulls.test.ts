import { expect, test } from "vitest";
import { branch, file, samplePulls, type SamplePulls } from "../../../../tests/samples/github-pulls.ts";
import { repository, token, user } from "../../../../tests/samples/github.ts";

/** The first sentence of a refusal. */
async function refusal(asked: ReturnType<SamplePulls["demo"]>): Promise<string> {
  const { status, json } = await asked;
  return `${status} ${json.errors?.[0]?.message ?? json.message}`;
}

async function shaOf(github: SamplePulls, name: string): Promise<string> {
  return (await github.demo(`GET /git/ref/heads/${name}`)).json.object.sha;
}

/** A commit without parents, that nothing leads to. */
async function orphan(github: SamplePulls): Promise<string> {
  const tree = [{ path: "README.md", mode: "100644", type: "blob", content: "orphan\n" }];
  const made = await github.demo("POST /git/trees", { tree });
  return (await github.demo("POST /git/commits", { message: "Orphan", tree: made.json.sha, parents: [] }))
    .json.sha;
}

const force = (github: SamplePulls, name: string, sha: string) =>
  github.demo(`PATCH /git/refs/heads/${name}`, { sha, force: true });

test("branches without common history can't be a pull request", async () => {
  const github = await samplePulls();
  await github.demo("POST /git/refs", { ref: "refs/heads/alone", sha: await orphan(github) });
  expect(await refusal(github.open("alone"))).toBe("422 The alone branch has no history in common with main");
});

test("a head that is replaced by another history can't be merged, and all of it is told", async () => {
  const github = await samplePulls();
  await github.open("topic");
  await force(github, "topic", await orphan(github));
  expect((await github.demo("GET /pulls/1")).json).toMatchObject({
    mergeable: false,
    mergeable_state: "dirty",
  });
  expect((await github.demo("GET /pulls/1/files")).json).toMatchObject([
    { filename: "README.md", status: "added", additions: 1 },
  ]);
  expect(await refusal(github.demo("PUT /pulls/1/merge"))).toBe("405 Pull Request is not mergeable");
});

test.each<[string, (github: SamplePulls) => Promise<unknown>, string]>([
  [
    "topic is deleted",
    (github) => github.demo("DELETE /git/refs/heads/topic"),
    "The topic branch has been deleted.",
  ],
  [
    "extra is deleted",
    (github) => github.demo("DELETE /git/refs/heads/extra"),
    "The extra branch has been deleted.",
  ],
  [
    "topic is another one",
    async (github) => force(github, "topic", await shaOf(github, "rival")),
    "The topic branch was force-pushed or recreated.",
  ],
  [
    "extra has all of it",
    async (github) => force(github, "extra", await shaOf(github, "topic")),
    "There are no new commits on the topic branch.",
  ],
])("a closed pull request is not opened again when %s", async (_when, change, why) => {
  const github = await samplePulls();
  await github.open("topic", { base: "extra" });
  await github.demo("PATCH /pulls/1", { state: "closed" });
  await change(github);
  expect(await refusal(github.demo("PATCH /pulls/1", { state: "open" }))).toBe(
    `422 state cannot be changed. ${why}`,
  );
  expect((await github.demo("GET /pulls/1")).json.state).toBe("closed");
});

test("a closed pull request whose head went on is opened again with its new commits", async () => {
  const github = await samplePulls();
  await github.open("topic");
  await github.demo("PATCH /pulls/1", { state: "closed" });
  await github.demo("PUT /contents/more", { message: "More", content: "eA==", branch: "topic" });
  expect((await github.demo("GET /pulls/1")).json).toMatchObject({ commits: 1 });
  expect((await github.demo("PATCH /pulls/1", { state: "open" })).json).toMatchObject({
    state: "open",
    commits: 2,
  });
});

test("the base is changed while a pull request is open, to a branch without its commits", async () => {
  const github = await samplePulls();
  await github.open("topic");
  const rebase = (base: string) => github.demo("PATCH /pulls/1", { base });
  expect((await rebase("main")).json.base.ref).toBe("main");
  expect(await refusal(rebase("topic"))).toBe(
    "422 There are no new commits between base branch 'topic' and head branch 'topic'",
  );
  expect((await rebase("extra")).json.base.ref).toBe("extra");
  await github.demo("PATCH /pulls/1", { state: "closed" });
  expect(await refusal(rebase("main"))).toBe("422 Cannot change the base branch of a closed pull request.");
  expect(github.events()).toEqual(["pull_request.opened", "pull_request.edited", "pull_request.closed"]);
});

test("a base that is deleted closes what was to be merged into it", async () => {
  const github = await samplePulls();
  await github.open("topic", { base: "extra" });
  await github.demo("DELETE /git/refs/heads/extra");
  expect((await github.demo("GET /pulls/1")).json).toMatchObject({ state: "closed", merged: false });
  const told = (await github.demo("GET /issues/1/events", undefined, { unchecked: true })).json;
  expect(told.map(({ event }: { event: string }) => event)).toEqual(["base_ref_deleted", "closed"]);
});

test("a base that has the commits by a push is a merge, which closes issues from the default branch only", async () => {
  const github = await samplePulls();
  await github.demo("POST /issues", { title: "one" });
  await github.open("topic", { base: "extra", body: "Fixes #1" });
  await force(github, "extra", await shaOf(github, "topic"));
  expect((await github.demo("GET /pulls/2")).json).toMatchObject({ state: "closed", merged: true });
  expect((await github.demo("GET /issues/1")).json.state).toBe("open");
});

test("a head named like the base was looked for in the base: it is found by the name of its repository where its owner has several forks", async () => {
  const github = await samplePulls(
    {},
    {
      users: ["octocat", "hubot"].map((login) => user(login)),
      repositories: [
        repository("octocat/demo", { files: [file("README.md", "# demo\n")] }),
        repository("hubot/demo", { forkOf: "octocat/demo", branches: [branch("topic", { a: "a\n" })] }),
        repository("hubot/second", { forkOf: "octocat/demo", branches: [branch("topic", { b: "b\n" })] }),
      ],
      tokens: ["octocat", "hubot"].map((login) => token(login)),
    },
  );
  const named = (head_repo: string) => github.open("hubot:topic", { head_repo }, { as: "hubot" });
  expect((await named("Hubot/Second")).json.head.repo.full_name).toBe("hubot/second");
  expect((await named("demo")).json.head.repo.full_name).toBe("hubot/demo");
  expect((await named("third")).status).toBe(422);
});

test("a renamed branch takes its own pull requests along, and no others", async () => {
  const github = await samplePulls();
  await github.open("topic");
  await github.open("rival");
  await github.demo("POST /branches/topic/rename", { new_name: "subject" });
  const { json } = await github.demo("GET /pulls?sort=created&direction=asc");
  expect(json.map(({ head }: { head: { ref: string } }) => head.ref)).toEqual(["subject", "rival"]);
});

test("a branch that is moved to where it is tells nothing", async () => {
  const github = await samplePulls();
  expect((await force(github, "topic", await shaOf(github, "topic"))).status).toBe(200);
  expect(github.events()).toEqual([]);
});
