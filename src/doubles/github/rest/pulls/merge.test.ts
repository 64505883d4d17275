import { expect, test } from "vitest";
import {
  branch,
  file,
  lines,
  samplePulls,
  type SamplePulls,
} from "../../../../../tests/samples/github-pulls.ts";
import { repository } from "../../../../../tests/samples/github.ts";

/** What the newest commit of main says. */
async function tip(github: SamplePulls, name = "main"): Promise<Record<string, unknown>> {
  const { json } = await github.demo(`GET /git/ref/heads/${name}`);
  const commit = (await github.demo(`GET /git/commits/${json.object.sha}`)).json;
  return {
    sha: commit.sha,
    message: commit.message,
    parents: commit.parents.map(({ sha }: { sha: string }) => sha),
    author: commit.author.name,
    committer: commit.committer.name,
  };
}

async function shaOf(github: SamplePulls, name: string): Promise<string> {
  return (await github.demo(`GET /git/ref/heads/${name}`)).json.object.sha;
}

const settings = repository("octocat/demo").settings;

test("merging makes a commit with both parents, closes the pull request and tells main", async () => {
  const github = await samplePulls();
  const [main, topic] = [await shaOf(github, "main"), await shaOf(github, "topic")];
  await github.open("topic", {}, { as: "hubot" });
  expect((await github.demo("GET /pulls/1/merge")).status).toBe(404);
  const merged = await github.demo("PUT /pulls/1/merge", {}, { as: "mona" });
  expect(merged).toMatchObject({
    status: 200,
    json: { merged: true, message: "Pull Request successfully merged" },
  });
  expect(await tip(github)).toEqual({
    sha: merged.json.sha,
    message: "Merge pull request #1 from octocat/topic\n\nBring topic",
    parents: [main, topic],
    author: "mona",
    committer: "GitHub",
  });
  expect((await github.demo("GET /pulls/1/merge")).status).toBe(204);
  expect((await github.demo("GET /pulls/1")).json).toMatchObject({
    state: "closed",
    merged: true,
    mergeable: null,
    mergeable_state: "unknown",
    merged_by: { login: "mona" },
    merge_commit_sha: merged.json.sha,
    commits: 1,
    changed_files: 1,
  });
  expect(github.events()).toEqual(["pull_request.opened", "pull_request.closed", "push"]);
  // GitHub tells a `state_reason` here, which the description does not name.
  const told = (await github.demo("GET /issues/1/events", undefined, { unchecked: true })).json;
  expect(told.map(({ event }: { event: string }) => event)).toEqual(["merged", "closed"]);
});

test("squashing makes one commit of the author's, with those who helped", async () => {
  const github = await samplePulls({
    commits: [
      {
        message: "Third\n\nWhy.",
        branch: "topic",
        files: [file("b", "b\n")],
        remove: [],
        author: null,
        date: null,
      },
    ],
  });
  const main = await shaOf(github, "main");
  await github.open("topic", {}, { as: "hubot" });
  await github.demo("PUT /pulls/1/merge", { merge_method: "squash" });
  const commit = await tip(github);
  expect(commit).toMatchObject({ parents: [main], author: "hubot", committer: "GitHub" });
  expect(commit["message"]).toMatch(
    /^Bring topic \(#1\)\n\n\* Work on topic\n\n\* Third\n\nWhy\.\n\nCo-authored-by: octocat <.*>$/,
  );
  expect((await github.demo("GET /contents/b")).status).toBe(200);
});

test("a squashed commit says what it is told to, or what the only commit said", async () => {
  const github = await samplePulls();
  await github.open("topic");
  await github.open("extra");
  await github.demo("PUT /pulls/1/merge", { merge_method: "squash" });
  expect((await tip(github))["message"]).toBe("Work on topic (#1)");
  const own = { merge_method: "squash", commit_title: "Own", commit_message: "Words." };
  await github.demo("PUT /pulls/2/merge", own);
  expect((await tip(github))["message"]).toBe("Own\n\nWords.");
});

test("rebasing puts the commits on top, written by whoever wrote them", async () => {
  const github = await samplePulls({
    commits: [
      { message: "On main", branch: null, files: [file("m", "m\n")], remove: [], author: null, date: null },
      { message: "Second", branch: "extra", files: [file("e", "e\n")], remove: [], author: null, date: null },
    ],
  });
  await github.open("extra");
  await github.open("topic");
  expect((await github.demo("PUT /pulls/2/merge", { merge_method: "merge" })).status).toBe(200);
  const main = await shaOf(github, "main");
  const merged = await github.demo("PUT /pulls/1/merge", { merge_method: "rebase" }, { as: "hubot" });
  const second = await tip(github);
  expect(second).toMatchObject({
    sha: merged.json.sha,
    message: "Second",
    author: "octocat",
    committer: "hubot",
  });
  const [first] = second["parents"] as string[];
  expect((await github.demo(`GET /git/commits/${first}`)).json).toMatchObject({
    message: "Work on extra",
    parents: [{ sha: main }],
  });
});

test("merges that can't be are refused with GitHub's own words, and nothing has changed", async () => {
  const github = await samplePulls({
    settings: { ...settings, allowSquashMerge: false, allowRebaseMerge: false },
  });
  await github.open("topic");
  await github.open("rival", { draft: true });
  const refused = async (number: number, json: object): Promise<string> => {
    const answer = await github.demo(`PUT /pulls/${number}/merge`, json);
    return `${answer.status} ${answer.json.message}`;
  };
  expect(await refused(1, { merge_method: "squash" })).toBe(
    "405 Squash merges are not allowed on this repository.",
  );
  expect(await refused(1, { merge_method: "rebase" })).toBe(
    "405 Rebase merges are not allowed on this repository.",
  );
  expect(await refused(1, { sha: "0".repeat(40) })).toBe(
    "409 Head branch was modified. Review and try the merge again.",
  );
  expect(await refused(2, {})).toBe("405 Pull Request is still a draft");
  const before = github.events();
  await github.demo("PUT /pulls/1/merge");
  expect(await refused(1, {})).toBe("405 Pull Request is not mergeable");
  expect((await github.demo("GET /pulls/2")).json).toMatchObject({ mergeable: false });
  expect(await refused(3, {})).toBe("404 Not Found");
  expect(github.events().slice(before.length)).toEqual(["pull_request.closed", "push", "changed"]);
  expect((await github.demo("PUT /pulls/1/merge", {}, { as: "stranger" })).status).not.toBe(200);
});

test("what reaches the default branch closes the issues that it says it fixes, and no others", async () => {
  const github = await samplePulls({
    commits: [
      {
        message: "Closes #2",
        branch: "topic",
        files: [file("x", "x\n")],
        remove: [],
        author: null,
        date: null,
      },
    ],
  });
  for (const title of ["one", "two", "three"]) await github.demo("POST /issues", { title });
  await github.open("topic", { body: "Fixes #1, see #3" });
  await github.demo("PUT /pulls/4/merge");
  const states = (await github.demo("GET /issues?state=all&sort=created&direction=asc")).json;
  expect(states.map(({ state }: { state: string }) => state)).toEqual(["closed", "closed", "open", "closed"]);
  expect(states[0]).toMatchObject({ state_reason: "completed" });
});

test("a merged branch is deleted where the settings say so, and stays when it is the default one", async () => {
  const github = await samplePulls({ settings: { ...settings, deleteBranchOnMerge: true } });
  await github.open("topic");
  await github.demo("PUT /pulls/1/merge");
  expect((await github.demo("GET /git/ref/heads/topic")).status).toBe(404);
  expect(github.events()).toEqual([
    "pull_request.opened",
    "pull_request.closed",
    "push",
    "delete",
    "push",
    "changed",
  ]);
  await github.demo("POST /pulls", { title: "back", head: "main", base: "extra" });
  await github.demo("PUT /pulls/2/merge");
  expect((await github.demo("GET /git/ref/heads/main")).status).toBe(200);
});

test("a head is brought up to date with its base", async () => {
  const github = await samplePulls();
  await github.open("topic");
  await github.open("extra");
  expect((await github.demo("PUT /pulls/2/update-branch", {})).status).toBe(422);
  await github.demo("PUT /pulls/1/merge");
  const [main, extra] = [await shaOf(github, "main"), await shaOf(github, "extra")];
  const wrong = await github.demo("PUT /pulls/2/update-branch", { expected_head_sha: main });
  expect(wrong.status).toBe(422);
  expect((await github.demo("PUT /pulls/2/update-branch", { expected_head_sha: extra })).status).toBe(202);
  const updated = await tip(github, "extra");
  expect(updated).toMatchObject({
    message: "Merge branch 'main' into extra",
    parents: [extra, main],
  });
  expect((await github.demo("GET /pulls/2")).json).toMatchObject({
    head: { sha: updated["sha"] },
    changed_files: 1,
  });
  expect(github.events().slice(-2)).toEqual(["push", "pull_request.synchronize"]);
});

test("a pull request whose commits somebody pushed to the base is merged", async () => {
  const github = await samplePulls();
  await github.demo("POST /issues", { title: "one" });
  await github.open("topic", { body: "Resolves #1" });
  const topic = await shaOf(github, "topic");
  await github.demo("PATCH /git/refs/heads/main", { sha: topic }, { as: "hubot" });
  expect((await github.demo("GET /pulls/2")).json).toMatchObject({
    merged: true,
    merged_by: { login: "hubot" },
    commits: 1,
  });
  expect((await github.demo("GET /issues/1")).json.state).toBe("closed");
});

test("what a head brings is counted against its base as it is, after both have moved", async () => {
  const github = await samplePulls({
    branches: [
      branch("topic", { "README.md": lines({ 2: "two" }) }),
      branch("next", { "README.md": lines({ 2: "two", 9: "nine" }) }, "topic"),
    ],
  });
  await github.open("next");
  expect((await github.demo("GET /pulls/1")).json).toMatchObject({ commits: 2, additions: 2 });
  await github.open("topic");
  await github.demo("PUT /pulls/2/merge");
  expect((await github.demo("GET /pulls/1")).json).toMatchObject({ commits: 1, additions: 1, state: "open" });
});
