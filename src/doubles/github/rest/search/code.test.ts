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
    users: [user("octocat", { email: "octocat@example.com" }), user("hubot")],
    repositories: [
      repository("octocat/demo", {
        files: [
          { path: "README.md", content: "# Demo\nSays hello.", mode: "100644" },
          { path: "src/hello.ts", content: "export const greeting = 'hi';\n", mode: "100644" },
          { path: "src/deep/more.ts", content: "greeting();\n", mode: "100644" },
          { path: "logo.png", content: "\u0000greeting", mode: "100644" },
        ],
        commits: [
          {
            message: "Fix the greeting",
            branch: null,
            files: [],
            remove: ["logo.png"],
            author: null,
            date: "2025-01-15T12:00:00Z",
          },
        ],
      }),
      repository("octocat/secret", {
        visibility: "private",
        files: [{ path: "a b.md", content: "greeting", mode: "100644" }],
      }),
      repository("hubot/empty"),
    ],
    tokens: [token("octocat"), token("hubot")],
  });
}

test.each([
  ["greeting", ["src/deep/more.ts", "src/hello.ts"]],
  ["greeting path:src/deep", ["src/deep/more.ts"]],
  ["path:/", ["README.md"]],
  ["greeting -path:src/deep", ["src/hello.ts"]],
  ["extension:ts const", ["src/hello.ts"]],
  ["filename:readme", ["README.md"]],
  ["hello in:path", ["src/hello.ts"]],
  ["hello", ["README.md"]],
  ["hello in:file,path", ["README.md", "src/hello.ts"]],
  ["language:Markdown says", ["README.md"]],
  ["language:typescript greeting -path:src/deep", ["src/hello.ts"]],
  ["size:<15", ["src/deep/more.ts"]],
  ["greeting user:hubot", []],
  ["greeting repo:octocat/demo is:public", ["src/deep/more.ts", "src/hello.ts"]],
  ["unheard:of", []],
  ["fork:only greeting", []],
])("code: %s", async (q, paths) => {
  const github = await open();
  const { json } = await github.ask(`GET /search/code?q=${encodeURIComponent(q)}`, { as: "hubot" });
  expect(json.items.map(({ path }: { path: string }) => path)).toEqual(paths);
});

test("what is found in code can be followed, and nobody may search who is not signed in", async () => {
  const github = await open();
  const { json } = await github.ask("GET /search/code?q=greeting+repo:octocat/secret", { as: "octocat" });
  const [{ url, git_url: blob, repository: found }] = json.items;
  expect(found.full_name).toBe("octocat/secret");
  const path = new URL(url).pathname + new URL(url).search;
  expect((await github.ask(`GET ${path}`, { as: "octocat" })).json.name).toBe("a b.md");
  expect((await github.ask(`GET ${new URL(blob).pathname}`, { as: "octocat" })).status).toBe(200);
  expect((await github.ask("GET /search/code?q=greeting")).status).toBe(401);
  expect((await github.ask("GET /search/code?q=a+language:klingon", { as: "octocat" })).status).toBe(422);
});

test.each([
  ["greeting", ["Fix the greeting"]],
  ["repo:octocat/demo", ["Fix the greeting", "Initial commit"]],
  ["repo:octocat/demo sort:author-date-asc", ["Initial commit", "Fix the greeting"]],
  ["author:octocat fix", ["Fix the greeting"]],
  ["author:hubot", []],
  ["committer-email:OCTOCAT@example.com fix", ["Fix the greeting"]],
  ["author-name:octocat initial", ["Initial commit"]],
  ["author-date:2025-01-15 fix", ["Fix the greeting"]],
  ["merge:true", []],
  ["parent:0000000 tree:0000000", []],
  ["org:octocat is:public fix", ["Fix the greeting"]],
  ["unheard:of", []],
  ["repo:octocat/demo sort:committer-date-desc", ["Fix the greeting", "Initial commit"]],
  ["hash:0000000", []],
])("commits: %s", async (q, messages) => {
  const github = await open();
  // The description calls the committer a git user, though it is an account as the author is.
  const asking = { as: "hubot", unchecked: true };
  const { json } = await github.ask(`GET /search/commits?q=${encodeURIComponent(q)}`, asking);
  expect(json.items.map(({ commit }: { commit: { message: string } }) => commit.message)).toEqual(messages);
});
