import { expect, test } from "vitest";
import { sampleIssues, type SampleIssues } from "../../../../../tests/samples/github-issues.ts";
import { token } from "../../../../../tests/samples/github.ts";

async function withIssues(): Promise<SampleIssues> {
  const github = await sampleIssues();
  await github.demo("POST /milestones", { title: "v1.0" });
  await github.demo("POST /issues", {
    title: "The sesame is closed",
    body: "Open up, @tess!",
    labels: ["bug", "help wanted"],
    assignees: ["hubot"],
    milestone: 1,
  });
  await github.demo("POST /issues", { title: "A door", body: "No pop" }, { as: "stranger" });
  await github.demo("POST /issues", { title: "Foo-bar fails", body: "sesame?" });
  await github.demo("POST /issues/2/comments", { body: "Say sesame" }, { as: "hubot" });
  await github.demo("PATCH /issues/3", { state: "closed", state_reason: "not_planned" });
  await github.demo("PUT /issues/3/lock");
  await github.demo("POST /issues/2/reactions", { content: "rocket" });
  const json = { title: "Secret sesame", body: "" };
  await github.ask("POST /repos/octocat/secret/issues", { as: "octocat", json });
  await github.demo("PATCH /issues/1", { body: "Open up, @tess! Or else." });
  return github;
}

async function numbers(github: SampleIssues, q: string, as = "stranger", more = ""): Promise<unknown> {
  const answer = await github.ask(`GET /search/issues?q=${encodeURIComponent(q)}${more}`, { as });
  expect(answer).toMatchObject({ status: 200, json: { incomplete_results: false, search_type: "lexical" } });
  return answer.json.items.map(({ number }: { number: number }) => number);
}

test.each([
  ["sesame", [3, 2, 1]],
  ["SESAME in:title", [1]],
  ["sesame in:title,body", [3, 1]],
  ["sesame in:comments", [2]],
  ["sesame -is:closed", [2, 1]],
  ["sesame NOT door", [3, 1]],
  ['"say sesame"', [2]],
  ['"sesame say"', []],
  ["foo-bar", [3]],
  ["sesam", []],
  ["sesame repo:octocat/demo", [3, 2, 1]],
  ["sesame user:octocat", [3, 2, 1]],
  ["is:issue is:open", [2, 1]],
  ["type:issue", [3, 2, 1]],
  ["is:pr", []],
  ["is:merged", []],
  ["is:unheard-of", []],
  ["type:unheard-of", []],
  ["is:locked", [3]],
  ["is:unlocked sesame", [2, 1]],
  ["is:public", [3, 2, 1]],
  ["state:closed", [3]],
  ['reason:"not planned"', [3]],
  ["author:octocat", [3, 1]],
  ["author:@me", [2]],
  ["-author:octocat", [2]],
  ["assignee:hubot", [1]],
  ["assignee:*", [1]],
  ["mentions:tess", [1]],
  ["commenter:hubot", [2]],
  ["involves:hubot", [2, 1]],
  ['label:"help wanted"', [1]],
  ["label:bug label:wontfix", []],
  ["label:wontfix,BUG", [1]],
  ["-label:bug", [3, 2]],
  ["milestone:v1.0", [1]],
  ["no:label no:assignee no:milestone", [3, 2]],
  ["has:label", [1]],
  ["no:project", [3, 2, 1]],
  ["no:unheard-of", []],
  ["comments:>0", [2]],
  ["comments:many", []],
  ["comments:0..0", [3, 1]],
  ["reactions:>=1", [2]],
  ["interactions:2", [2]],
  ["created:2025-01-15", [3, 2, 1]],
  ["updated:>2025-01-15", []],
  ["closed:<=2025", [3]],
  ["archived:false", [3, 2, 1]],
  ["label:bug OR author:stranger", [2, 1]],
  ["label:bug OR(author:stranger)", [2, 1]],
  ["(label:bug OR is:locked) sesame", [3, 1]],
  ["unheard:of", []],
  ["sort:created-asc sesame", [1, 2, 3]],
  ["sesame sort:comments", [2, 3, 1]],
  ["head:x", []],
])("%s", async (q, found) => {
  expect(await numbers(await withIssues(), q)).toEqual(found);
});

test("results are ordered as asked for, page by page", async () => {
  const github = await withIssues();
  expect(await numbers(github, "sesame", "stranger", "&sort=created&order=asc")).toEqual([1, 2, 3]);
  expect(await numbers(github, "sesame", "stranger", "&sort=reactions-rocket")).toEqual([2, 3, 1]);
  expect(await numbers(github, "sesame", "stranger", "&sort=updated&per_page=1")).toHaveLength(1);
  expect(await numbers(github, "sesame sort:reactions", "stranger")).toEqual([2, 3, 1]);
  expect(await numbers(github, "sesame sort:interactions-asc", "stranger")).toEqual([3, 1, 2]);
  expect(await numbers(github, "sesame", "stranger", "&sort=reactions-tada&order=asc")).toEqual([3, 2, 1]);
  const page = await github.ask("GET /search/issues?q=sesame&per_page=2&page=2");
  expect(page.json).toMatchObject({ total_count: 3, items: [{ number: 1, score: 1 }] });
});

test("an issue without a body has none in a search either, though the description says that it is a text", async () => {
  const github = await sampleIssues();
  await github.demo("POST /issues", { title: "sesame" });
  const { json } = await github.ask("GET /search/issues?q=sesame", { unchecked: true });
  expect(json.items).toMatchObject([{ title: "sesame", body: null }]);
});

test("a search by meaning says that it is none", async () => {
  const github = await withIssues();
  const answer = await github.ask("GET /search/issues?q=sesame&search_type=semantic");
  expect(answer.json).toMatchObject({
    search_type: "lexical",
    lexical_fallback_reason: ["service_unavailable"],
  });
});

test("apps that act for a user say what they search for", async () => {
  const github = await sampleIssues([
    token("octocat", { name: "app", value: "ghu_octocat", kind: "app-user" }),
  ]);
  const headers = [["Authorization", "token ghu_octocat"]] as const;
  expect(await github.ask("GET /search/issues?q=x", { headers })).toMatchObject({
    status: 422,
    json: { errors: [{ message: "Query must include 'is:issue' or 'is:pull-request'" }] },
  });
  expect((await github.ask("GET /search/issues?q=x+is:issue", { headers })).status).toBe(200);
});

test("only what the caller may see is found", async () => {
  const github = await withIssues();
  expect(await numbers(github, "secret", "octocat")).toEqual([1]);
  expect(await numbers(github, "secret", "stranger")).toEqual([]);
  expect(await numbers(github, "repo:octocat/secret repo:octocat/demo sesame", "stranger")).toHaveLength(3);
});

test.each([
  ["", { code: "missing" }],
  ["%20", { code: "missing" }],
  [
    "repo:octocat/secret",
    {
      code: "invalid",
      message:
        "The listed users and repositories cannot be searched either because the resources do not exist or you do not have permission to view them.",
    },
  ],
  [
    "author:nobody",
    {
      message:
        "The listed users cannot be searched either because the users do not exist or you do not have permission to view the users.",
    },
  ],
  ["x".repeat(257), { message: "The search is longer than 256 characters." }],
  ["a+OR+b+OR+c+OR+d+OR+e+OR+f+OR+g", { message: "More than five AND / OR / NOT operators were used." }],
  [
    "created:soon",
    {
      message:
        '"soon" is not a recognized date/time format. Please provide an ISO 8601 date/time value, such as YYYY-MM-DD.',
    },
  ],
])("%s can't be searched for", async (q, error) => {
  const github = await withIssues();
  expect(await github.ask(`GET /search/issues?q=${q}`, { as: "stranger" })).toMatchObject({
    status: 422,
    json: { message: "Validation Failed", errors: [{ resource: "Search", field: "q", ...error }] },
  });
});

test("a search at the limits is answered, and results past the thousandth are not", async () => {
  const github = await withIssues();
  const long = `${"x".repeat(256)}+label:${"y".repeat(300)}`;
  expect((await github.ask(`GET /search/issues?q=${long}`)).status).toBe(200);
  expect((await github.ask("GET /search/issues?q=a+OR+b+OR+c+OR+d+OR+e+OR+f")).status).toBe(200);
  expect((await github.ask("GET /search/issues?q=a&per_page=100&page=10")).status).toBe(200);
  expect(await github.ask("GET /search/issues?q=a&per_page=100&page=11")).toMatchObject({
    status: 422,
    json: { message: "Only the first 1000 search results are available" },
  });
});
