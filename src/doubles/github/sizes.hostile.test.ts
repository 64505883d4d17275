import { beforeAll, describe, expect, test } from "vitest";
import { lineAt } from "../../../tests/samples/calls.ts";
import { branch, file } from "../../../tests/samples/github-pulls.ts";
import { repository, sampleGithub, token, user, type SampleGithub } from "../../../tests/samples/github.ts";
import type { GithubConfig, IssueConfig } from "./config.ts";

/** Milliseconds: what took tens of them on the machine that this was measured on. Growing with the square is far above. */
const callMsMax = 1_500;

function issue(index: number): IssueConfig {
  return {
    repository: "octocat/demo",
    number: null,
    title: `Issue ${index} alpha`,
    body: `${"What went wrong, and how to see it. ".repeat(10)} See #${index}`,
    state: "open",
    stateReason: null,
    author: null,
    labels: ["bug"],
    assignees: [],
    milestone: null,
    locked: false,
    comments: [],
    at: lineAt(1),
  };
}

const large: Partial<GithubConfig> = {
  users: [user("octocat")],
  tokens: [token("octocat")],
  repositories: [
    repository("octocat/demo", {
      files: [file("a", "b")],
      labels: [{ name: "bug", color: "ff0000", description: null }],
    }),
    repository("octocat/files", {
      files: Array.from({ length: 5_000 }, (_, index) =>
        file(`d${index % 50}/f${index}.txt`, `file ${index}\n`),
      ),
      branches: [branch("topic", { "d1/f1.txt": "x\n" })],
    }),
    repository("octocat/history", {
      files: [file("a", "0")],
      branches: [branch("old", { z: "1" }), branch("side", { y: "1" })],
      commits: Array.from({ length: 2_000 }, (_, index) => ({
        message: `Change ${index}`,
        branch: null,
        files: [file("a", String(index))],
        remove: [],
        author: null,
        date: null,
      })),
    }),
  ],
  issues: Array.from({ length: 2_000 }, (_, index) => issue(index)),
};

let github: SampleGithub;
beforeAll(async () => {
  github = await sampleGithub(large);
});

async function timely(line: string, json?: unknown): Promise<number> {
  const started = performance.now();
  const asking = { as: "octocat", unchecked: true, ...(json === undefined ? {} : { json }) };
  const { status } = await github.ask(line, asking);
  expect([line, performance.now() - started < callMsMax]).toEqual([line, true]);
  return status;
}

describe("2,000 issues, 5,000 files and 2,000 commits", () => {
  test.each([
    "demo/issues?per_page=100&page=20",
    "demo/issues/events?per_page=100",
    "demo/issues/7/timeline",
    "demo/issues/comments",
    "files/git/trees/main?recursive=1",
    "files/contents/d1",
    "files/compare/main...topic",
    "files/languages",
    "history/commits?per_page=100&page=20",
    "history/commits?path=z",
    "history/compare/old...main",
    "history/compare/main...old",
    "history/contributors",
    "history/stats/contributors",
  ])("are read in time: %s", async (path) => {
    expect(await timely(`GET /repos/octocat/${path}`)).toBe(200);
  });

  test.each([
    "issues?q=alpha+is:open&per_page=100",
    "issues?q=wrong+sort:updated-asc&page=10&per_page=100",
    "issues?q=repo:octocat/demo+label:bug+NOT+beta",
    "code?q=file+repo:octocat/files",
    "commits?q=Change+repo:octocat/history",
    "repositories?q=user:octocat",
    "labels?q=bug&repository_id=1",
  ])("are searched in time: %s", async (query) => {
    expect(await timely(`GET /search/${query}`)).toBeLessThan(500);
  });

  test("are written in time", async () => {
    expect(await timely("POST /repos/octocat/files/pulls", { title: "A", head: "topic", base: "main" })).toBe(
      201,
    );
    expect(await timely("POST /repos/octocat/history/pulls", { title: "A", head: "old", base: "main" })).toBe(
      201,
    );
    const put = { message: "Add", content: "aGVsbG8=" };
    expect(await timely("PUT /repos/octocat/files/contents/d1/new", put)).toBe(201);
    expect(await timely("PUT /repos/octocat/history/contents/new", put)).toBe(201);
    expect(await timely("PUT /repos/octocat/history/pulls/1/merge", {})).toBe(200);
    expect(await timely("POST /repos/octocat/history/merges", { base: "main", head: "side" })).toBe(201);
    expect(await timely("DELETE /repos/octocat/demo/labels/bug")).toBe(204);
    expect(await timely("DELETE /repos/octocat/files")).toBe(204);
  });
});

test("a text full of what texts are read for takes no longer than its characters", async () => {
  const texts = [
    "#1 ",
    "@octocat ",
    "@a-",
    "<!--",
    "-->",
    "`",
    "`\n",
    "```\n",
    "~~~",
    "fixes ",
    "fixes: ",
    "https://github.com/",
    "https://github.com/a/b/issues/",
    "octocat/demo#",
    "a/",
    "GH-",
    "\n\n",
    "# ",
    "* ",
    "[](",
    "&",
    "<",
  ];
  for (const text of texts) {
    const body = text.repeat(65_536).slice(0, 65_536);
    expect(await timely("POST /repos/octocat/demo/issues", { title: "A", body })).toBe(201);
  }
});

test.each([
  ["lines of no file stand in the other", (index: number) => [`a ${index}`, `b ${index}`]],
  ["all lines are alike", () => ["same", "same"]],
  [
    "every other line is another",
    (index: number) => [`${index}`, index % 2 === 0 ? `${index}` : `x ${index}`],
  ],
  ["lines come in another order", (index: number) => [`${index}`, `${(index * 7919) % 20_000}`]],
  ["lines come from a few", (index: number) => [`${index % 3}`, `${(index * index) % 5}`]],
] as const)("files of 20,000 lines are compared in time: %s", async (_what, linesOf) => {
  const both = Array.from({ length: 20_000 }, (_, index) => linesOf(index));
  const [base, head] = [0, 1].map((at) => `${both.map((pair) => pair[at]).join("\n")}\n`);
  github = await sampleGithub({
    users: [user("octocat")],
    tokens: [token("octocat")],
    repositories: [
      repository("octocat/demo", {
        files: [file("a.txt", base ?? "")],
        branches: [branch("topic", { "a.txt": `${head ?? ""}last\n` })],
      }),
    ],
  });
  expect(await timely("GET /repos/octocat/demo/compare/main...topic")).toBe(200);
  const pull = { title: "A", head: "topic", base: "main" };
  expect(await timely("POST /repos/octocat/demo/pulls", pull)).toBe(201);
});

test("heads that are all one header, one path or one query are answered in time", async () => {
  const long = 60_000;
  for (const [name, value] of [
    ["Accept", `application/vnd.github${".a".repeat(long / 2)}`],
    ["Accept", `application/vnd.github-${"-".repeat(long)}`],
    ["Accept", "application/vnd.github.raw,".repeat(long / 27)],
    ["Authorization", `token ${" ".repeat(long)}x y`],
    ["Authorization", `Basic ${"A".repeat(long)}`],
    ["If-None-Match", '"a",'.repeat(long / 4)],
    ["If-Modified-Since", "Mon, ".repeat(long / 5)],
    ["X-GitHub-Api-Version", "2".repeat(long)],
  ] as const) {
    const started = performance.now();
    const headers = [[name, value]] as const;
    const { status } = await github.ask("GET /repos/octocat/demo", { headers, unchecked: true });
    expect([name, status < 500, performance.now() - started < callMsMax]).toEqual([name, true, true]);
  }
  const flood = Array.from({ length: 2_000 }, (_, index) => [`X-${index}`, "a"] as const);
  const { status } = await github.ask("GET /repos/octocat/demo", { headers: flood });
  expect(status).toBe(200);
  for (const path of [
    `/${"a/".repeat(long / 2)}`,
    `/repos/octocat/demo/contents/${"a/".repeat(long / 2)}`,
    `/repos/octocat/demo/compare/${".".repeat(long)}`,
    `/repos/octocat/demo/compare/${"a..".repeat(long / 3)}`,
    `/repos/octocat/demo/git/ref/${"a/".repeat(long / 2)}`,
    `/search/issues?q=${"(".repeat(long)}`,
    `/search/issues?q=${"NOT+".repeat(long / 4)}`,
    `/search/issues?q=${"a:".repeat(100)}`,
    `/search/issues?q=${"%22".repeat(80)}`,
    `/search/issues?q=${"-".repeat(250)}`,
    `/search/code?q=${"a+".repeat(120)}`,
    `/issues?${"a&".repeat(long / 2)}`,
    `/issues?labels=${"a,".repeat(long / 2)}`,
  ])
    expect(await timely(`GET ${path}`)).toBeLessThan(500);
});
