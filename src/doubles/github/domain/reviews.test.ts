import { expect, test } from "vitest";
import {
  branch,
  file,
  lines,
  samplePulls,
  type SamplePulls,
} from "../../../../tests/samples/github-pulls.ts";

const mona = { as: "mona" };

async function headOf(github: SamplePulls): Promise<string> {
  return (await github.demo("GET /pulls/1")).json.head.sha;
}

async function shaOf(github: SamplePulls, path: string, ref: string): Promise<string> {
  return (await github.demo(`GET /contents/${path}?ref=${ref}`)).json.sha;
}

test("a review is submitted once, and asks for changes in words", async () => {
  const github = await samplePulls();
  await github.open("topic", {}, { as: "hubot" });
  const comment = { commit_id: await headOf(github), path: "README.md", line: 1, body: "Mine" };
  await github.demo("POST /pulls/1/comments", comment);
  const comments = [{ path: "README.md", line: 2, body: "Why?" }];
  const { id } = (await github.demo("POST /pulls/1/reviews", { comments }, mona)).json;
  await github.demo(`DELETE /pulls/1/reviews/${id}`, undefined, mona);
  expect((await github.demo("GET /pulls/1/comments")).json).toMatchObject([{ body: "Mine" }]);
  expect(
    (await github.demo("POST /pulls/1/reviews", { event: "REQUEST_CHANGES" }, mona)).json.errors,
  ).toEqual(["Could not request changes pull request review."]);
  const made = await github.demo("POST /pulls/1/reviews", { event: "APPROVE" }, mona);
  const again = await github.demo(`POST /pulls/1/reviews/${made.json.id}/events`, { event: "APPROVE" }, mona);
  expect(again).toMatchObject({ status: 422, json: { errors: ["Could not approve pull request review."] } });
});

test("a push dismisses approvals where the base says so, and nothing else", async () => {
  const github = await samplePulls();
  await github.demo("PUT /branches/main/protection", {
    required_status_checks: null,
    enforce_admins: null,
    required_pull_request_reviews: { dismiss_stale_reviews: true, required_approving_review_count: 1 },
    restrictions: null,
  });
  await github.open("topic", {}, { as: "hubot" });
  await github.demo("POST /pulls/1/reviews", { event: "COMMENT", body: "Hm." }, mona);
  await github.demo("POST /pulls/1/reviews", { event: "APPROVE" }, mona);
  await github.demo("PUT /contents/more", { message: "More", content: "eA==", branch: "topic" });
  const { json } = await github.demo("GET /pulls/1/reviews");
  expect(json.map(({ state }: { state: string }) => state)).toEqual(["COMMENTED", "DISMISSED"]);
  expect((await github.demo("GET /pulls/1")).json.mergeable_state).toBe("blocked");
});

test("asking nobody, or taking back who was not asked, changes nothing", async () => {
  const github = await samplePulls();
  await github.open("topic", {}, { as: "hubot" });
  const asked = (line: string, reviewers: readonly string[]) =>
    github.demo(`${line} /pulls/1/requested_reviewers`, { reviewers });
  await asked("POST", ["mona"]);
  const before = github.events();
  expect((await asked("POST", ["mona"])).json.requested_reviewers).toMatchObject([{ login: "mona" }]);
  expect((await asked("DELETE", ["octocat", "nobody"])).json.requested_reviewers).toHaveLength(1);
  expect(github.events()).toEqual(before);
});

test("comments stand at lines that are gone, at earlier commits, and at files without lines", async () => {
  const github = await samplePulls({
    branches: [branch("topic", { "README.md": lines({ 2: "two" }), "old.txt": "a\nb\n", "data.bin": "\0" })],
  });
  await github.open("topic");
  const commit_id = await headOf(github);
  await github.demo("DELETE /contents/old.txt", {
    message: "Remove old.txt",
    sha: await shaOf(github, "old.txt", "topic"),
    branch: "topic",
  });
  const at = (where: object) => github.demo("POST /pulls/1/comments", { body: "x", ...where });
  const head = await headOf(github);
  expect((await at({ commit_id: head, path: "README.md", position: 2 })).json).toMatchObject({
    side: "LEFT",
    line: 2,
    position: 2,
  });
  expect((await at({ commit_id: head, path: "README.md", position: 3 })).json).toMatchObject({
    side: "RIGHT",
    line: 2,
  });
  expect((await at({ commit_id, path: "old.txt", line: 2 })).json).toMatchObject({ line: 2 });
  expect((await at({ commit_id: head, path: "old.txt", line: 2 })).status).toBe(422);
  // The description has no room for a comment without a line.
  const where = { body: "x", commit_id: head, path: "data.bin", subject_type: "file" };
  expect((await github.demo("POST /pulls/1/comments", where, { unchecked: true })).json).toMatchObject({
    subject_type: "file",
    diff_hunk: "",
  });
});

test("a comment is outdated when its file goes, and stays where its file is not touched", async () => {
  const github = await samplePulls({
    branches: [branch("topic", { "README.md": lines({ 2: "two" }), "new.txt": "a\nb\n" })],
  });
  await github.open("topic");
  const commit_id = await headOf(github);
  const at = (path: string) => github.demo("POST /pulls/1/comments", { body: "x", commit_id, path, line: 2 });
  await at("README.md");
  await at("new.txt");
  await github.demo("DELETE /contents/new.txt", {
    message: "Remove it",
    sha: await shaOf(github, "new.txt", "topic"),
    branch: "topic",
  });
  // The description has no room for a comment that is outdated.
  const list = "GET /pulls/1/comments?sort=created&direction=asc";
  const { json } = await github.demo(list, undefined, { unchecked: true });
  expect(json).toMatchObject([
    { path: "README.md", line: 2, original_line: 2, position: 3 },
    { path: "new.txt", line: null, original_line: 2, position: null },
  ]);
});

test("a head that goes on after its pull request was closed is not followed", async () => {
  const github = await samplePulls({ files: [file("README.md", lines())] });
  await github.open("topic");
  const head = await headOf(github);
  await github.demo("PATCH /pulls/1", { state: "closed" });
  await github.demo("PUT /contents/more", { message: "More", content: "eA==", branch: "topic" });
  expect(await headOf(github)).toBe(head);
});

test("a head that is pushed by force says so", async () => {
  const github = await samplePulls();
  await github.open("topic");
  const { sha } = (await github.demo("GET /git/ref/heads/rival")).json.object;
  await github.demo("PATCH /git/refs/heads/topic", { sha, force: true });
  expect(await headOf(github)).toBe(sha);
  const told = (await github.demo("GET /issues/1/events", undefined, { unchecked: true })).json;
  expect(told).toMatchObject([{ event: "head_ref_force_pushed" }]);
});
