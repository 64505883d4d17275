import { expect, test } from "vitest";
import { file, lines, samplePulls, type SamplePulls } from "../../../../../tests/samples/github-pulls.ts";

const mona = { as: "mona" };
const hubot = { as: "hubot" };

async function opened(): Promise<SamplePulls> {
  const github = await samplePulls();
  await github.open("topic", {}, hubot);
  return github;
}

test("a review is pending until it is submitted, and nobody else sees it before", async () => {
  const github = await opened();
  const made = await github.demo(
    "POST /pulls/1/reviews",
    { body: "Hm.", comments: [{ path: "README.md", line: 2, body: "Why?" }] },
    mona,
  );
  expect(made).toMatchObject({ status: 200, json: { state: "PENDING", user: { login: "mona" } } });
  const review = `/pulls/1/reviews/${made.json.id}`;
  expect((await github.demo(`GET ${review}`)).status).toBe(404);
  expect((await github.demo("GET /pulls/1/reviews")).json).toEqual([]);
  expect((await github.demo("GET /pulls/1/comments")).json).toEqual([]);
  expect((await github.demo("GET /pulls/1")).json.review_comments).toBe(0);
  expect((await github.demo("GET /pulls/1/reviews", undefined, mona)).json).toHaveLength(1);
  const changed = await github.demo(`PUT ${review}`, { body: "Better." }, mona);
  expect(changed.json).toMatchObject({ body: "Better.", state: "PENDING" });
  expect((await github.demo(`PUT ${review}`, { body: " " }, mona)).json.errors).toEqual([
    "Body can't be blank",
  ]);
  const done = await github.demo(`POST ${review}/events`, { event: "REQUEST_CHANGES" }, mona);
  expect(done.json).toMatchObject({ state: "CHANGES_REQUESTED", body: "Better." });
  expect(done.json.submitted_at).toBeDefined();
  expect((await github.demo(`GET ${review}/comments`)).json).toMatchObject([{ body: "Why?", position: 3 }]);
  expect((await github.demo("GET /pulls/1")).json.review_comments).toBe(1);
  expect(github.events()).toEqual([
    "pull_request.opened",
    "pull_request_review.pending",
    "pull_request_review.edited",
    "pull_request_review.submitted",
    "pull_request_review_comment.created",
  ]);
});

test("a pending review is dropped with its comments, a submitted one is not", async () => {
  const github = await opened();
  const comments = [{ path: "README.md", position: 3, body: "Why?" }];
  const made = await github.demo("POST /pulls/1/reviews", { comments }, mona);
  const dropped = await github.demo(`DELETE /pulls/1/reviews/${made.json.id}`, undefined, mona);
  expect(dropped).toMatchObject({ status: 200, json: { state: "PENDING" } });
  expect((await github.demo("GET /pulls/1/reviews", undefined, mona)).json).toEqual([]);
  const approved = await github.demo("POST /pulls/1/reviews", { event: "APPROVE" }, mona);
  const refused = await github.demo(`DELETE /pulls/1/reviews/${approved.json.id}`, undefined, mona);
  expect(refused).toMatchObject({
    status: 422,
    json: { errors: ["Can not delete a non-pending pull request review"] },
  });
});

test("reviews that can't be are refused with GitHub's own errors", async () => {
  const github = await opened();
  const refused = async (json: object, asking: object = mona): Promise<unknown> => {
    const answer = await github.demo("POST /pulls/1/reviews", json, asking);
    return [answer.status, answer.json.errors];
  };
  expect(await refused({ event: "APPROVE" }, hubot)).toEqual([
    422,
    ["Can not approve your own pull request"],
  ]);
  expect(await refused({ event: "REQUEST_CHANGES", body: "x" }, hubot)).toEqual([
    422,
    ["Can not request changes on your own pull request"],
  ]);
  expect(await refused({ event: "COMMENT" })).toEqual([422, ["Could not comment pull request review."]]);
  expect(await refused({ comments: [{ path: "README.md", line: 9, body: "x" }] })).toEqual([
    422,
    ["Line could not be resolved"],
  ]);
  expect(await refused({ comments: [{ path: "nope", line: 1, body: "x" }] })).toEqual([
    422,
    ["Path could not be resolved"],
  ]);
  await github.demo("POST /pulls/1/reviews", {}, mona);
  expect(await refused({})).toEqual([422, ["User can only have one pending review per pull request"]]);
  expect(github.events()).toEqual(["pull_request.opened", "pull_request_review.pending"]);
});

test("an approval is dismissed with a reason, by those who may write", async () => {
  const github = await opened();
  const { json: review } = await github.demo("POST /pulls/1/reviews", { event: "APPROVE" }, mona);
  const dismissals = `PUT /pulls/1/reviews/${review.id}/dismissals`;
  expect((await github.demo(dismissals, { message: "No." }, { as: "stranger" })).status).not.toBe(200);
  expect((await github.demo(dismissals, { message: "" })).status).toBe(422);
  expect((await github.demo(dismissals, { message: "Old." })).json).toMatchObject({ state: "DISMISSED" });
  expect((await github.demo(dismissals, { message: "Old." })).json.errors).toEqual([
    "Can not dismiss a dismissed pull request review",
  ]);
  const [, , event] = (await github.demo("GET /issues/1/timeline")).json;
  expect(event).toMatchObject({
    event: "review_dismissed",
    dismissed_review: { state: "approved", review_id: review.id, dismissal_message: "Old." },
  });
});

test("reviewers are asked, listed, and no longer asked when they have reviewed or are taken back", async () => {
  const github = await opened();
  const ask = (json: object) => github.demo("POST /pulls/1/requested_reviewers", json);
  const asked = await ask({ reviewers: ["mona", "OCTOCAT"] });
  expect(asked).toMatchObject({
    status: 201,
    json: { requested_reviewers: [{ login: "mona" }, { login: "octocat" }] },
  });
  expect((await ask({ reviewers: ["hubot"] })).json.message).toBe(
    "Review cannot be requested from pull request author.",
  );
  for (const login of ["stranger", "nobody"])
    expect((await ask({ reviewers: [login] })).json.message).toMatch(
      /^Reviews may only be requested from collaborators\. .* of the octocat\/demo repository\.$/,
    );
  await github.demo("POST /pulls/1/reviews", { event: "COMMENT", body: "Seen." }, mona);
  expect((await github.demo("GET /pulls/1/requested_reviewers")).json).toMatchObject({
    users: [{ login: "octocat" }],
    teams: [],
  });
  await github.demo("DELETE /pulls/1/requested_reviewers", { reviewers: ["octocat"] });
  expect((await github.demo("GET /pulls/1")).json.requested_reviewers).toEqual([]);
  const events = (await github.demo("GET /issues/1/timeline")).json;
  expect(events.map(({ event }: { event: string }) => event)).toEqual([
    "committed",
    "review_requested",
    "review_requested",
    "reviewed",
    "review_request_removed",
  ]);
});

test("comments stand at lines of the difference, are answered, changed and removed", async () => {
  const github = await opened();
  const { sha } = (await github.demo("GET /pulls/1")).json.head;
  const say = (json: object, asking: object = mona) =>
    github.demo(
      "POST /pulls/1/comments",
      { body: "Hm.", commit_id: sha, path: "README.md", ...json },
      asking,
    );
  const made = await say({ line: 2, side: "RIGHT" });
  expect(made).toMatchObject({
    status: 201,
    json: {
      position: 3,
      line: 2,
      side: "RIGHT",
      start_line: null,
      diff_hunk: "@@ -1,5 +1,5 @@\n line 1\n-line 2\n+two",
      commit_id: sha,
      subject_type: "line",
    },
  });
  expect((await say({ line: 2, side: "LEFT", start_line: 1, start_side: "LEFT" })).json).toMatchObject({
    position: 2,
    side: "LEFT",
    start_line: 1,
  });
  expect((await say({ position: 1 })).json).toMatchObject({ line: 1, side: "RIGHT" });
  const answer = await github.demo(
    `POST /pulls/1/comments/${made.json.id}/replies`,
    { body: "Because." },
    hubot,
  );
  expect(answer.json).toMatchObject({ in_reply_to_id: made.json.id, position: 3, user: { login: "hubot" } });
  const below = await say({ in_reply_to: answer.json.id, body: "I see." });
  expect(below.json.in_reply_to_id).toBe(made.json.id);
  expect((await github.demo("GET /pulls/1/comments")).json).toHaveLength(5);
  expect(
    (await github.demo("GET /pulls/comments?sort=created&direction=desc&per_page=1")).json,
  ).toMatchObject([{ id: below.json.id }]);
  const one = `/pulls/comments/${made.json.id}`;
  expect((await github.demo(`PATCH ${one}`, { body: "Oh." }, mona)).json.body).toBe("Oh.");
  expect((await github.demo(`PATCH ${one}`, { body: "Mine." }, { as: "stranger" })).status).toBe(403);
  expect((await github.demo(`POST ${one}/reactions`, { content: "heart" })).status).toBe(201);
  expect((await github.demo(`GET ${one}`)).json.reactions).toMatchObject({ heart: 1, total_count: 1 });
  expect((await github.demo(`DELETE ${one}`, undefined, mona)).status).toBe(204);
  expect((await github.demo(`GET ${one}`)).status).toBe(404);
  expect((await github.demo("GET /pulls/1")).json.review_comments).toBe(4);
});

test("comments at lines that the difference does not show are refused", async () => {
  const github = await opened();
  const { sha } = (await github.demo("GET /pulls/1")).json.head;
  const refused = async (json: object): Promise<unknown> => {
    const said = { body: "Hm.", commit_id: sha, path: "README.md", ...json };
    const answer = await github.demo("POST /pulls/1/comments", said, mona);
    return [answer.status, answer.json.errors?.[0]?.field];
  };
  expect(await refused({ line: 9 })).toEqual([422, "pull_request_review_thread.line"]);
  expect(await refused({ line: 2, start_line: 99 })).toEqual([422, "pull_request_review_thread.line"]);
  expect(await refused({})).toEqual([422, "pull_request_review_thread.line"]);
  expect(await refused({ line: 2, path: "../README.md" })).toEqual([422, "pull_request_review_thread.path"]);
  expect(await refused({ line: 2, commit_id: "0".repeat(40) })).toEqual([422, "commit_id"]);
  expect(await refused({ line: 2, body: "" })).toEqual([422, "body"]);
  expect(await refused({ line: 2, in_reply_to: 99 })).toEqual([404, undefined]);
  expect(github.events()).toEqual(["pull_request.opened"]);
});

test("a comment follows its line into the next version, and is outdated when the line was changed", async () => {
  const github = await opened();
  const { sha } = (await github.demo("GET /pulls/1")).json.head;
  const said = { body: "Hm.", commit_id: sha, path: "README.md", line: 2 };
  await github.demo("POST /pulls/1/comments", said, mona);
  const put = async (content: string): Promise<string> => {
    const before = (await github.demo("GET /contents/README.md?ref=topic")).json.sha;
    const text = Buffer.from(content).toString("base64");
    const json = { message: "More", content: text, sha: before, branch: "topic" };
    return (await github.demo("PUT /contents/README.md", json, hubot)).json.commit.sha;
  };
  const next = await put(`zero\n${lines({ 2: "two" })}`);
  expect((await github.demo("GET /pulls/comments/1")).json).toMatchObject({
    line: 3,
    original_line: 2,
    position: 4,
    commit_id: next,
    original_commit_id: sha,
  });
  await put(`zero\n${lines({ 2: "zwei" })}`);
  // The description says that these are never null; GitHub says so of outdated comments all the same.
  const outdated = await github.demo("GET /pulls/comments/1", undefined, { unchecked: true });
  expect(outdated.json).toMatchObject({ line: null, position: null, original_line: 2, commit_id: next });
  expect((await github.demo("GET /pulls/1")).json.commits).toBe(3);
});

test("a whole file is commented as well", async () => {
  const github = await samplePulls({
    commits: [
      { message: "b", branch: "extra", files: [file("b", "b\n")], remove: [], author: null, date: null },
    ],
  });
  await github.open("extra", {}, hubot);
  const { sha } = (await github.demo("GET /pulls/1")).json.head;
  const made = await github.demo(
    "POST /pulls/1/comments",
    { body: "New?", commit_id: sha, path: "b", subject_type: "file" },
    // The description says that a line is never null; a comment on a file has none.
    { ...mona, unchecked: true },
  );
  expect(made).toMatchObject({ status: 201, json: { subject_type: "file", line: null } });
});
