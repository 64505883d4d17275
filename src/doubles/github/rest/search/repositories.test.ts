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

test("forks are left out unless they are asked for, and what is counted orders what is found", async () => {
  const file = { path: "main.go", content: "package main", mode: "100644" } as const;
  const github = await sampleGithub({
    users: [user("octocat"), user("hubot")],
    repositories: [
      repository("octocat/tool", {
        files: [file],
        labels: [{ name: "Help Wanted", color: "008672", description: null }],
      }),
      repository("octocat/tool-two", {
        labels: [{ name: "good first issue", color: "7057ff", description: null }],
      }),
      repository("hubot/tool", { forkOf: "octocat/tool" }),
    ],
    tokens: [token("octocat"), token("hubot")],
  });
  const json = (name: string): object => ({ as: "octocat", json: { title: "x", labels: [name] } });
  await github.ask("POST /repos/octocat/tool/issues", json("help wanted"));
  await github.ask("POST /repos/octocat/tool-two/issues", json("good first issue"));
  expect((await github.ask("PUT /user/starred/octocat/tool", { as: "hubot" })).status).toBe(204);
  const found = async (q: string, more = ""): Promise<unknown> => {
    const asking = { as: "hubot" };
    const answer = await github.ask(`GET /search/repositories?q=${encodeURIComponent(q)}${more}`, asking);
    return answer.json.items.map(({ full_name: name }: { full_name: string }) => name);
  };
  expect(await found("tool", "&sort=stars")).toEqual(["octocat/tool", "octocat/tool-two"]);
  expect(await found("tool", "&sort=stars&order=asc")).toEqual(["octocat/tool-two", "octocat/tool"]);
  expect(await found("tool sort:forks")).toEqual(["octocat/tool", "octocat/tool-two"]);
  expect(await found("tool sort:help-wanted-issues")).toEqual(["octocat/tool", "octocat/tool-two"]);
  expect(await found("tool sort:updated fork:true")).toHaveLength(3);
  expect(await found("tool fork:only")).toEqual(["hubot/tool"]);
  expect(await found("stars:>=1")).toEqual(["octocat/tool"]);
  expect(await found("forks:1")).toEqual(["octocat/tool"]);
  expect(await found("help-wanted-issues:>0")).toEqual(["octocat/tool"]);
  expect(await found("good-first-issues:>0")).toEqual(["octocat/tool-two"]);
  expect(await found("language:GO")).toEqual(["octocat/tool"]);
  expect(await found("updated:2025 pushed:>2024 mirror:false octocat/tool-two")).toEqual([
    "octocat/tool-two",
  ]);
  expect(await found("unheard:of")).toEqual([]);
  const issues = await github.ask("GET /search/issues?q=x+language:go", { unchecked: true });
  expect(issues.json.total_count).toBe(1);
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
  ["org:octocat location:earth", []],
  ["created:2025-01-15", ["hubot", "octocat"]],
  ["unheard:of", []],
  ["mona sort:repositories", ["octocat"]],
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
  expect((await github.ask("GET /search/labels?repository_id=3&q=unheard:of")).json.total_count).toBe(0);
});
