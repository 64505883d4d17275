import { expect, test } from "vitest";
import {
  repository,
  sampleGithub,
  token,
  user,
  type SampleGithub,
} from "../../../../../tests/samples/github.ts";

async function open(): Promise<SampleGithub> {
  return sampleGithub({
    users: [user("octocat")],
    repositories: [
      repository("octocat/demo", { files: [{ path: "README.md", content: "# demo\n", mode: "100644" }] }),
    ],
    tokens: [token("octocat")],
  });
}

const repo = "/repos/octocat/demo";

test("the newest status of each context counts, and together they come to one", async () => {
  const github = await open();
  const none = await github.ask(`GET ${repo}/commits/main/status`);
  expect(none.json).toMatchObject({ state: "pending", total_count: 0, statuses: [] });
  const { sha } = none.json;
  const say = (json: object): Promise<{ status: number }> =>
    github.ask(`POST ${repo}/statuses/${sha}`, { as: "octocat", json });
  expect(await say({ state: "pending" })).toMatchObject({
    status: 201,
    json: { context: "default", description: null, target_url: null, creator: { login: "octocat" } },
  });
  await say({ state: "failure", context: "ci", target_url: "https://ci.example.com/1" });
  expect((await github.ask(`GET ${repo}/commits/heads%2Fmain/status`)).json.state).toBe("failure");
  await say({ state: "success", context: "ci", description: "fine" });
  expect((await github.ask(`GET ${repo}/commits/${sha}/status`)).json).toMatchObject({
    state: "pending",
    total_count: 2,
    statuses: [{ context: "default" }, { context: "ci", state: "success" }],
  });
  await say({ state: "success" });
  expect((await github.ask(`GET ${repo}/commits/main/status`)).json.state).toBe("success");
  const all = await github.ask(`GET ${repo}/commits/main/statuses?per_page=3`);
  expect(all.json.map(({ id }: { id: number }) => id)).toEqual([4, 3, 2]);
  expect(github.events()).toEqual(["status", "status", "status", "status"]);
});

test("statuses that can't be are refused with GitHub's own errors", async () => {
  const github = await open();
  const say = (revision: string, json: object): Promise<{ status: number; json: unknown }> =>
    github.ask(`POST ${repo}/statuses/${revision}`, { as: "octocat", json });
  expect(await say("0".repeat(40), { state: "success" })).toMatchObject({
    status: 422,
    json: { message: `No commit found for SHA: ${"0".repeat(40)}` },
  });
  expect(await say("main", {})).toMatchObject({ status: 422 });
  expect(await say("main", { state: "success", description: "x".repeat(141) })).toMatchObject({
    status: 422,
    json: { errors: [{ message: "description is too long (maximum is 140 characters)" }] },
  });
  expect((await say("main", { state: "success", description: "x".repeat(140) })).status).toBe(201);
  expect(await say("main", { state: "success", target_url: "javascript:x" })).toMatchObject({ status: 422 });
  expect((await github.ask(`GET ${repo}/commits/nope/status`)).status).toBe(404);
});

test("a commit has at most 1,000 statuses of one context", async () => {
  const github = await open();
  const say = (context: string): Promise<{ status: number }> =>
    github.ask(`POST ${repo}/statuses/main`, {
      as: "octocat",
      unchecked: true,
      json: { state: "success", context },
    });
  for (let count = 0; count < 1_000; count += 1) await say("ci");
  expect(await say("ci")).toMatchObject({
    status: 422,
    json: { errors: [{ message: "This SHA and context has reached the maximum number of statuses." }] },
  });
  expect((await say("other")).status).toBe(201);
});
