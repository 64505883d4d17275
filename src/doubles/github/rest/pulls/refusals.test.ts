import { expect, test } from "vitest";
import { file, lines, samplePulls, type SamplePulls } from "../../../../../tests/samples/github-pulls.ts";

const mona = { as: "mona" };
const hubot = { as: "hubot" };

async function opened(): Promise<SamplePulls> {
  const github = await samplePulls();
  await github.open("topic", {}, hubot);
  return github;
}

const comment = { path: "README.md", line: 2, body: "Why?" };

test("pull requests are listed by age, by comments or by what was changed last, in both directions", async () => {
  const github = await opened();
  await github.open("rival");
  await github.open("extra");
  await github.demo("POST /issues/2/comments", { body: "Hm." });
  const list = async (query: string): Promise<unknown> =>
    (await github.demo(`GET /pulls?${query}`)).json.map(({ number }: { number: number }) => number);
  expect(await list("")).toEqual([3, 2, 1]);
  expect(await list("direction=asc")).toEqual([1, 2, 3]);
  expect(await list("sort=popularity")).toEqual([1, 3, 2]);
  expect(await list("sort=popularity&direction=desc")).toEqual([2, 3, 1]);
  expect(await list("sort=updated")).toEqual([1, 3, 2]);
});

test("a title must say something, and a commit must be there to be looked for", async () => {
  const github = await opened();
  expect(await github.demo("PATCH /pulls/1", { title: " " })).toMatchObject({
    status: 422,
    json: { errors: [{ resource: "Issue", code: "missing_field", field: "title" }] },
  });
  const gone = "0".repeat(40);
  expect(await github.demo(`GET /commits/${gone}/pulls`)).toMatchObject({
    status: 422,
    json: { message: `No commit found for SHA: ${gone}` },
  });
});

test("a comment of a pending review is its author's own, who adds no other beside it", async () => {
  const github = await opened();
  const { id } = (await github.demo("POST /pulls/1/reviews", { comments: [comment] }, mona)).json;
  const [own] = (await github.demo(`GET /pulls/1/reviews/${id}/comments`, undefined, mona)).json;
  expect((await github.demo(`GET /pulls/comments/${own.id}`, undefined, mona)).json.body).toBe("Why?");
  expect((await github.demo(`GET /pulls/comments/${own.id}`)).status).toBe(404);
  const commit = (await github.demo("GET /pulls/1")).json.head.sha;
  const add = (as: string) =>
    github.demo("POST /pulls/1/comments", { ...comment, commit_id: commit }, { as });
  expect(await add("mona")).toMatchObject({
    status: 422,
    json: { errors: [{ field: "user_id" }] },
  });
  expect((await add("octocat")).status).toBe(201);
});

test("a review is changed by its author alone", async () => {
  const github = await opened();
  const made = await github.demo("POST /pulls/1/reviews", { event: "COMMENT", body: "Hm." }, mona);
  const review = `/pulls/1/reviews/${made.json.id}`;
  expect((await github.demo(`PUT ${review}`, { body: "Mine." })).status).toBe(403);
  expect((await github.demo(`PUT ${review}`, { body: "Yes." }, mona)).json.body).toBe("Yes.");
});

test("a review may be about an older commit of the pull request, and about no other", async () => {
  const github = await opened();
  const before = (await github.demo("GET /pulls/1")).json.head.sha;
  const content = Buffer.from("more").toString("base64");
  await github.demo("PUT /contents/more.txt", { message: "More", content, branch: "topic" });
  const review = (commit: string) =>
    github.demo("POST /pulls/1/reviews", { event: "APPROVE", commit_id: commit }, mona);
  expect(await review(before)).toMatchObject({ status: 200, json: { commit_id: before } });
  expect(await review("0".repeat(40))).toMatchObject({
    status: 422,
    json: { errors: ["The commit_id is not part of the pull request"] },
  });
});

test.for([
  ["Body can't be blank", { body: " " }],
  ["Path could not be resolved", { path: "nowhere.md" }],
  ["Line could not be resolved", { line: 99 }],
] as const)("a review with a comment that can't be is refused: %s", async ([why, more]) => {
  const github = await opened();
  const comments = [{ ...comment, ...more }];
  expect(await github.demo("POST /pulls/1/reviews", { comments }, mona)).toMatchObject({
    status: 422,
    json: { errors: [why] },
  });
  expect((await github.demo("GET /pulls/1/reviews", undefined, mona)).json).toEqual([]);
});

test("on a protected branch administrators alone dismiss reviews", async () => {
  const github = await opened();
  const approve = async (): Promise<string> => {
    const made = await github.demo("POST /pulls/1/reviews", { event: "APPROVE" }, mona);
    return `/pulls/1/reviews/${made.json.id}`;
  };
  const json = { message: "Look again." };
  const dismiss = (review: string, as: string) => github.demo(`PUT ${review}/dismissals`, json, { as });
  expect((await dismiss(await approve(), "stranger")).status).toBe(404);
  expect((await dismiss(await approve(), "hubot")).json.state).toBe("DISMISSED");
  await github.demo("PUT /branches/main/protection", {
    required_status_checks: null,
    enforce_admins: null,
    required_pull_request_reviews: null,
    restrictions: null,
  });
  const held = await approve();
  expect((await dismiss(held, "hubot")).status).toBe(403);
  expect((await dismiss(held, "octocat")).json.state).toBe("DISMISSED");
});

test("a comment on a pull request stands at the pull request's own address", async () => {
  const github = await opened();
  const made = await github.demo("POST /issues/1/comments", { body: "Hm." });
  expect(made.json.html_url).toMatch(/\/octocat\/demo\/pull\/1#issuecomment-\d+$/);
});

test("a file that was renamed tells its former name, and one that is gone the one it had", async () => {
  const files = [file("README.md", lines()), file("old.txt", lines({ 1: "first" })), file("z", "")];
  const moved = {
    name: "moved",
    from: null,
    files: [file("new.txt", lines({ 1: "first" }))],
    remove: ["old.txt", "z"],
    sha: null,
    message: null,
  };
  const github = await samplePulls({ files, branches: [moved] });
  await github.open("moved");
  expect((await github.demo("GET /pulls/1/files")).json).toMatchObject([
    { status: "renamed", filename: "new.txt", previous_filename: "old.txt" },
    { status: "removed", filename: "z" },
  ]);
});
