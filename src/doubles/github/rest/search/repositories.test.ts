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
    users: [user("octocat", { name: "Mona Lisa", email: "mona@example.com" }), user("hubot")],
    repositories: [
      repository("octocat/hello-world", { description: "Says hello", topics: ["greeting", "demo"] }),
      repository("octocat/secret", { visibility: "private", description: "hello" }),
      repository("hubot/tools", {
        archived: true,
        isTemplate: true,
        labels: [{ name: "help wanted", color: "008672", description: "Needs attention" }],
      }),
    ],
    tokens: [token("octocat"), token("hubot")],
  });
}

test.each([
  ["hello", ["octocat/hello-world"]],
  ["hell", ["octocat/hello-world"]],
  ["hello in:name", ["octocat/hello-world"]],
  ["says in:name", []],
  ["says in:description", ["octocat/hello-world"]],
  ["greeting", ["octocat/hello-world"]],
  ["user:hubot", ["hubot/tools"]],
  ["topic:demo", ["octocat/hello-world"]],
  ["topics:>1", ["octocat/hello-world"]],
  ["is:private", []],
  ["is:public archived:false", ["octocat/hello-world"]],
  ["template:true", ["hubot/tools"]],
  ["stars:0 fork:true", ["hubot/tools", "octocat/hello-world"]],
  ["created:2025-01-15 language:go", []],
  ["repo:octocat/hello-world", ["octocat/hello-world"]],
])("repositories: %s", async (q, names) => {
  const github = await open();
  const answer = await github.ask(`GET /search/repositories?q=${encodeURIComponent(q)}`, { as: "hubot" });
  expect(answer.json.items.map(({ full_name }: { full_name: string }) => full_name)).toEqual(names);
});

test("private repositories are found by those who may see them", async () => {
  const github = await open();
  const found = await github.ask("GET /search/repositories?q=hello", { as: "octocat" });
  expect(found.json.total_count).toBe(2);
  expect((await github.ask("GET /search/repositories?q=")).status).toBe(422);
});

test.each([
  ["octo", ["octocat"]],
  ["mona", ["octocat"]],
  ["mona in:login", []],
  ["mona in:email", ["octocat"]],
  ["type:org", []],
  ["type:user", ["hubot", "octocat"]],
  ["user:hubot", ["hubot"]],
  ["repos:1 sort:joined", ["hubot", "octocat"]],
  ["fullname:Lisa followers:0", ["octocat"]],
])("users: %s", async (q, logins) => {
  const github = await open();
  const answer = await github.ask(`GET /search/users?q=${encodeURIComponent(q)}`);
  expect(answer.json.items.map(({ login }: { login: string }) => login)).toEqual(logins);
});

test("labels of a repository are found by name and description", async () => {
  const github = await open();
  const list = async (query: string): Promise<number> =>
    (await github.ask(`GET /search/labels?${query}`)).status;
  const found = await github.ask("GET /search/labels?repository_id=3&q=attention");
  expect(found.json).toMatchObject({ total_count: 1, items: [{ name: "help wanted", score: 1 }] });
  expect(await list("repository_id=2&q=x")).toBe(404);
  expect(await list("q=x")).toBe(422);
});
