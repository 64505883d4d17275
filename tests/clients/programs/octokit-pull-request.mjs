// The whole life of a pull request: branch, commit, open, review, check, merge, and the issue that it closes.
import { Octokit } from "octokit";

const make = (auth) =>
  new Octokit({
    baseUrl: process.env.GITHUB_API_URL,
    auth,
    throttle: { enabled: false },
    retry: { enabled: false },
  });
const octocat = make(process.env.GITHUB_TOKEN).rest;
const hubot = make("ghp_hubot").rest;
const repo = { owner: "octocat", repo: "demo" };
const say = (value) => console.log(JSON.stringify(value));
const base64 = (text) => Buffer.from(text).toString("base64");

const issue = (await octocat.issues.create({ ...repo, title: "The greeting is wrong" })).data;
const main = (await octocat.git.getRef({ ...repo, ref: "heads/main" })).data.object.sha;
await octocat.git.createRef({ ...repo, ref: "refs/heads/fix", sha: main });
const before = (await octocat.repos.getContent({ ...repo, path: "greeting.txt", ref: "fix" })).data;
const commit = await octocat.repos.createOrUpdateFileContents({
  ...repo,
  path: "greeting.txt",
  branch: "fix",
  message: "Say hello",
  content: base64("hello\n"),
  sha: before.sha,
});
say({ committed: commit.data.commit.message });

const pull = (
  await octocat.pulls.create({
    ...repo,
    title: "Say hello",
    head: "fix",
    base: "main",
    body: `Fixes #${issue.number}`,
  })
).data;
const number = { ...repo, pull_number: pull.number };
say({
  opened: pull.number,
  state: pull.state,
  changed: (await octocat.pulls.listFiles(number)).data.map((file) => file.patch),
});
const diff = await octocat.pulls.get({ ...number, mediaType: { format: "diff" } });
say({ diff: diff.data.split("\n").slice(-3) });

await octocat.pulls
  .merge(number)
  .catch((error) => say({ early: error.status, message: error.response.data.message }));
await octocat.pulls.requestReviewers({ ...number, reviewers: ["hubot"] });
await hubot.pulls.createReview({ ...number, event: "APPROVE", body: "Good." });
await octocat.repos.createCommitStatus({ ...repo, sha: pull.head.sha, state: "success", context: "ci" });
const ready = (await octocat.pulls.get(number)).data;
say({
  mergeable: ready.mergeable,
  state: ready.mergeable_state,
  commits: ready.commits,
  additions: ready.additions,
});

const merged = await octocat.pulls.merge({ ...number, merge_method: "squash" });
say({ merged: merged.data.merged });
const after = (await octocat.issues.get({ ...repo, issue_number: issue.number })).data;
say({ issue: after.state, reason: after.state_reason });
const content = (await octocat.repos.getContent({ ...repo, path: "greeting.txt" })).data;
say({ content: Buffer.from(content.content, "base64").toString() });
await octocat.git.getRef({ ...repo, ref: "heads/fix" }).catch((error) => say({ branch: error.status }));
