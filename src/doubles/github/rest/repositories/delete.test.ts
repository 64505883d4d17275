import { expect, test } from "vitest";
import {
  repository,
  sampleGithub,
  token,
  user,
  type SampleGithub,
} from "../../../../../tests/samples/github.ts";

const files = [{ path: "README.md", content: "# demo", mode: "100644" as const }];

async function open(): Promise<SampleGithub> {
  const people = ["octocat", "hubot", "mona"];
  return sampleGithub({
    users: people.map((login) => user(login)),
    repositories: [
      repository("octocat/zoo", { files }),
      repository("hubot/zoo", { forkOf: "octocat/zoo" }),
      repository("octocat/other"),
    ],
    tokens: people.map((login) => token(login)),
  });
}

test("of a repository that is removed no row is left", async () => {
  const github = await open();
  const counts = (): unknown => github.world.query("github.state", null);
  const send = async (line: string, json: unknown = {}, as = "octocat"): Promise<number> => {
    const answer = await github.ask(line.replace(" ", " /"), { as, json });
    if (answer.status >= 300) throw new Error(`${line}: ${answer.status} ${answer.text}`);
    return answer.json?.id as number;
  };
  const other = await send("POST repos/octocat/other/issues", { title: "Stays" });
  const before = counts();
  const at = "repos/octocat/whole";
  await send("POST user/repos", { name: "whole", auto_init: true });
  const head = await github.ask(`GET /${at}/git/ref/heads/main`);
  const sha = head.json.object.sha as string;
  await send(`POST ${at}/milestones`, { title: "v1" });
  const issue = await send(`POST ${at}/issues`, { title: "One", milestone: 1, labels: ["bug"] });
  const comment = await send(`POST ${at}/issues/1/comments`, { body: "Yes" });
  await send(`POST ${at}/issues/1/reactions`, { content: "heart" });
  await send(`POST ${at}/issues/comments/${comment}/reactions`, { content: "heart" });
  await send(`POST ${at}/git/refs`, { ref: "refs/heads/topic", sha });
  await send(`PUT ${at}/contents/b`, { message: "b", content: "", branch: "topic" });
  await send(`POST ${at}/pulls`, { title: "Two", head: "topic", base: "main" });
  await send(`POST ${at}/pulls/2/reviews`, { event: "COMMENT", body: "Hm" });
  await send(`POST ${at}/statuses/${sha}`, { state: "success" });
  await send(`POST ${at}/releases`, { tag_name: "v1" });
  await send(`POST ${at}/hooks`, { config: { url: "https://x.example" } });
  await send(`POST ${at}/keys`, { key: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIabc" });
  await send(`PUT ${at}/collaborators/mona`);
  await send("PUT user/starred/octocat/whole", {}, "mona");
  await send(`PUT ${at}/subscription`, { subscribed: true });
  await send("POST repos/octocat/other/issues/1/sub_issues", { sub_issue_id: issue });
  await send(`PATCH ${at}`, { name: "renamed" });
  expect(counts()).not.toEqual(before);
  await send("DELETE repos/octocat/renamed");
  // What the issue that stays tells of the other one is its own.
  expect(counts()).toEqual({ ...(before as object), timeline: expect.any(Number) as number });
  expect((await github.ask(`GET /repos/octocat/other/issues/1`)).json.id).toBe(other);
});

test("who can't see a repository any more neither stars nor watches it, and its forks stay public", async () => {
  const github = await open();
  for (const as of ["mona", "octocat"]) await github.ask("PUT /user/starred/octocat/zoo", { as });
  await github.ask("PATCH /repos/octocat/zoo", { as: "octocat", json: { private: true } });
  expect((await github.ask("GET /repos/octocat/zoo", { as: "octocat" })).json).toMatchObject({
    stargazers_count: 1,
    forks_count: 0,
    network_count: 0,
  });
  expect((await github.ask("GET /repos/hubot/zoo")).json).toMatchObject({ fork: false, private: false });
});
