import { expect, test } from "vitest";
import { branch, file, samplePulls, type SamplePulls } from "../../../../../tests/samples/github-pulls.ts";
import { repository, token, user } from "../../../../../tests/samples/github.ts";

/** octocat's demo, and hubot's fork of it with a branch "topic". */
async function forked(): Promise<SamplePulls> {
  return samplePulls(
    {},
    {
      users: ["octocat", "hubot", "mona"].map((login) => user(login)),
      repositories: [
        repository("octocat/demo", { files: [file("README.md", "# demo\n")] }),
        repository("hubot/demo", {
          forkOf: "octocat/demo",
          branches: [branch("topic", { "fork.txt": "fork\n" })],
        }),
      ],
      tokens: ["octocat", "hubot", "mona"].map((login) => token(login)),
    },
  );
}

const hubot = { as: "hubot" };

test("a branch of a fork is brought, and told with its owner", async () => {
  const github = await forked();
  const made = await github.open("hubot:topic", {}, hubot);
  expect(made).toMatchObject({
    status: 201,
    json: {
      head: { label: "hubot:topic", ref: "topic", repo: { full_name: "hubot/demo", fork: true } },
      base: { label: "octocat:main", repo: { full_name: "octocat/demo" } },
      author_association: "NONE",
      maintainer_can_modify: true,
      changed_files: 1,
    },
  });
  expect((await github.open("hubot:topic", {}, hubot)).json.errors[0].message).toBe(
    "A pull request already exists for hubot:topic.",
  );
  expect((await github.open("hubot:main", {}, hubot)).json.errors[0].message).toBe(
    "No commits between octocat:main and hubot:main",
  );
  expect((await github.demo("GET /pulls?head=hubot:topic")).json).toHaveLength(1);
});

test("a push to the fork moves the head, and merging leaves the fork's branch alone", async () => {
  const github = await forked();
  await github.open("hubot:topic", {}, hubot);
  const json = { message: "More", content: "eA==", branch: "topic" };
  const pushed = await github.ask("PUT /repos/hubot/demo/contents/more.txt", { ...hubot, json });
  expect((await github.demo("GET /pulls/1")).json).toMatchObject({
    head: { sha: pushed.json.commit.sha },
    commits: 2,
  });
  expect((await github.demo("PUT /pulls/1/merge", {}, hubot)).status).not.toBe(200);
  expect((await github.demo("PUT /pulls/1/merge")).status).toBe(200);
  expect((await github.demo("GET /contents/more.txt")).status).toBe(200);
  expect((await github.ask("GET /repos/hubot/demo/branches/topic")).status).toBe(200);
  expect((await github.demo("GET /pulls/1")).json.author_association).toBe("CONTRIBUTOR");
});

test("who brings a fork's branch says whether others may push to it", async () => {
  const github = await forked();
  await github.open("hubot:topic", {}, hubot);
  const changed = await github.demo("PATCH /pulls/1", { maintainer_can_modify: false }, hubot);
  expect(changed.json.maintainer_can_modify).toBe(false);
});

test("a fork that is gone closes what it brought, which can't be opened again", async () => {
  const github = await forked();
  await github.open("hubot:topic", {}, hubot);
  expect((await github.ask("DELETE /repos/hubot/demo", hubot)).status).toBe(204);
  // The description says that there always is a repository; GitHub says null for one that is gone.
  const { json } = await github.demo("GET /pulls/1", undefined, { unchecked: true });
  expect(json).toMatchObject({ state: "closed", head: { label: "hubot:topic", repo: null }, commits: 1 });
  expect((await github.demo("PATCH /pulls/1", { state: "open" })).json.errors[0].message).toBe(
    "state cannot be changed. The repository that submitted this pull request has been deleted.",
  );
});

test("at most 250 commits of a pull request are listed, and all are counted", async () => {
  const commit = (index: number) => ({
    message: `Commit ${index}`,
    branch: "extra",
    files: [file("count", `${index}\n`)],
    remove: [],
    author: null,
    date: null,
  });
  const github = await samplePulls({ commits: Array.from({ length: 250 }, (_, index) => commit(index)) });
  await github.open("extra");
  expect((await github.demo("GET /pulls/1")).json.commits).toBe(251);
  const last = await github.demo("GET /pulls/1/commits?per_page=100&page=3");
  expect(last.json).toHaveLength(50);
});
