import { expect, test } from "vitest";
import type { ProtectionConfig } from "../../config.ts";
import { file, samplePulls, type SamplePulls } from "../../../../../tests/samples/github-pulls.ts";

const free: ProtectionConfig = {
  checks: [],
  strict: false,
  reviews: null,
  dismissStaleReviews: false,
  codeOwnerReviews: false,
  enforceAdmins: false,
  linearHistory: false,
  allowForcePushes: false,
  allowDeletions: false,
  restrictions: null,
};

const hubot = { as: "hubot" };
const mona = { as: "mona" };

/** A pull request of hubot's into a protected main. */
async function opened(protection: Partial<ProtectionConfig>): Promise<SamplePulls> {
  const github = await samplePulls({ protection: { main: { ...free, ...protection } } });
  await github.open("topic", {}, hubot);
  return github;
}

async function mergedBy(github: SamplePulls, as: string, json: object = {}): Promise<string> {
  const answer = await github.demo("PUT /pulls/1/merge", json, { as });
  return `${answer.status} ${answer.json.message}`;
}

async function stateOf(github: SamplePulls, number = 1): Promise<string> {
  return (await github.demo(`GET /pulls/${number}`)).json.mergeable_state;
}

const say = (github: SamplePulls, state: string, context: string) =>
  github.demo("POST /statuses/topic", { state, context });

test("required checks block until they have passed; administrators may merge all the same", async () => {
  const github = await opened({ checks: ["ci", "lint"] });
  expect(await stateOf(github)).toBe("blocked");
  expect(await mergedBy(github, "hubot")).toBe("405 2 of 2 required status checks are expected.");
  await say(github, "success", "lint");
  expect(await mergedBy(github, "hubot")).toBe('405 Required status check "ci" is expected.');
  await say(github, "pending", "ci");
  expect(await mergedBy(github, "hubot")).toBe('405 Required status check "ci" is pending.');
  await say(github, "failure", "ci");
  expect(await mergedBy(github, "hubot")).toBe('405 Required status check "ci" is failing.');
  await say(github, "success", "ci");
  expect(await stateOf(github)).toBe("clean");
  await say(github, "failure", "other");
  expect(await stateOf(github)).toBe("unstable");
  await say(github, "failure", "ci");
  expect(await mergedBy(github, "octocat")).toBe("200 Pull Request successfully merged");
});

test("required reviews count those of people who may write, and a request for changes blocks", async () => {
  const github = await opened({ reviews: 1, enforceAdmins: true });
  const needed = "405 At least 1 approving review is required by reviewers with write access.";
  expect(await mergedBy(github, "octocat")).toBe(needed);
  await github.demo("POST /pulls/1/reviews", { event: "APPROVE" }, { as: "stranger" });
  expect(await mergedBy(github, "octocat")).toBe(needed);
  await github.demo("POST /pulls/1/reviews", { event: "REQUEST_CHANGES", body: "No." }, mona);
  expect(await stateOf(github)).toBe("blocked");
  await github.demo("POST /pulls/1/reviews", { event: "COMMENT", body: "Still no." }, mona);
  expect(await mergedBy(github, "octocat")).toMatch(/^405 Changes have been requested/);
  await github.demo("POST /pulls/1/reviews", { event: "APPROVE" }, mona);
  expect(await stateOf(github)).toBe("clean");
  expect(await mergedBy(github, "octocat")).toBe("200 Pull Request successfully merged");
});

test("a new commit dismisses approvals where the protection says so", async () => {
  const github = await opened({ reviews: 1, dismissStaleReviews: true });
  await github.demo("POST /pulls/1/reviews", { event: "APPROVE" }, mona);
  expect(await stateOf(github)).toBe("clean");
  const json = { message: "More", content: "eA==", branch: "topic" };
  await github.demo("PUT /contents/more.txt", json, hubot);
  expect(await stateOf(github)).toBe("blocked");
  expect((await github.demo("GET /pulls/1/reviews")).json).toMatchObject([{ state: "DISMISSED" }]);
  expect(github.events().slice(-2)).toEqual(["pull_request.synchronize", "pull_request_review.dismissed"]);
});

test("a head has to be up to date where the protection is strict", async () => {
  const github = await samplePulls({
    protection: { main: { ...free, checks: ["ci"], strict: true } },
    commits: [
      { message: "m", branch: null, files: [file("m", "m\n")], remove: [], author: null, date: null },
    ],
  });
  await github.open("topic", {}, hubot);
  await github.open("extra", {}, hubot);
  await github.demo("PUT /pulls/2/merge", {});
  await say(github, "success", "ci");
  expect(await stateOf(github)).toBe("behind");
  expect(await mergedBy(github, "hubot")).toBe("405 The head branch is not up to date with the base branch.");
  await github.demo("PUT /pulls/1/update-branch", {}, hubot);
  await say(github, "success", "ci");
  expect(await mergedBy(github, "hubot")).toBe("200 Pull Request successfully merged");
});

test("only those who may push to a restricted branch merge into it, and linear history has no merge commits", async () => {
  const github = await opened({ restrictions: ["mona"], linearHistory: true });
  expect(await mergedBy(github, "hubot", { merge_method: "squash" })).toBe(
    "405 You're not authorized to push to this branch.",
  );
  expect(await mergedBy(github, "mona")).toBe("405 This branch must not contain merge commits.");
  expect(await mergedBy(github, "mona", { merge_method: "squash" })).toBe(
    "200 Pull Request successfully merged",
  );
});

test("a draft cannot be merged, and its checks and a conflict are told", async () => {
  const github = await samplePulls();
  await github.open("topic", { draft: true });
  await github.open("rival");
  expect(await stateOf(github)).toBe("draft");
  await say(github, "pending", "ci");
  expect(await stateOf(github, 2)).toBe("clean");
  await github.demo("PUT /pulls/2/merge");
  expect(await stateOf(github)).toBe("dirty");
});
