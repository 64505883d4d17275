import { expect, test } from "vitest";
import { branch, samplePulls } from "../../../../tests/samples/github-pulls.ts";
import { repository, sampleGithub, token, user } from "../../../../tests/samples/github.ts";

/** GitHub's own limits: what is at the limit is written, what is one past it is refused in GitHub's way. */
const names = (count: number, start = "l"): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${start}${index}`);

test("an issue has 100 labels and no more", async () => {
  const github = await samplePulls();
  expect((await github.demo("POST /issues", { title: "A", labels: names(100) })).status).toBe(201);
  const events = github.events().length;
  const more = await github.demo("POST /issues/1/labels", { labels: ["more"] });
  expect(more).toMatchObject({ status: 422, json: { errors: [{ field: "labels" }] } });
  expect((await github.demo("POST /issues", { title: "B", labels: names(101) })).status).toBe(422);
  expect(github.events()).toHaveLength(events);
  expect((await github.demo("PUT /issues/1/labels", { labels: names(100, "m") })).status).toBe(200);
});

test("an issue has 2,500 comments and no more", async () => {
  const github = await samplePulls();
  await github.demo("POST /issues", { title: "A" });
  const issue = github.state().tables.issue.rows["1"];
  // As if there were as many: writing them takes long.
  github.state().tables.issue.rows["1"] = { ...(issue as NonNullable<typeof issue>), comments: 2_499 };
  expect((await github.demo("POST /issues/1/comments", { body: "last" })).status).toBe(201);
  const events = github.events().length;
  expect(await github.demo("POST /issues/1/comments", { body: "more" })).toMatchObject({
    status: 403,
    json: { message: "Commenting is disabled on issues with more than 2500 comments" },
  });
  expect(github.events()).toHaveLength(events);
});

test("an issue has 10 assignees, and whoever comes later is left out", async () => {
  const logins = names(12, "u");
  const github = await sampleGithub({
    users: ["octocat", ...logins].map((login) => user(login)),
    repositories: [
      repository("octocat/demo", { collaborators: Object.fromEntries(logins.map((one) => [one, "write"])) }),
    ],
    tokens: [token("octocat")],
  });
  const ask = (line: string, json: object): ReturnType<typeof github.ask> =>
    github.ask(line, { as: "octocat", json });
  const opened = await ask("POST /repos/octocat/demo/issues", { title: "A", assignees: logins });
  expect(opened.json.assignees).toHaveLength(10);
  const more = await ask("POST /repos/octocat/demo/issues/1/assignees", { assignees: ["u11"] });
  expect(more.json.assignees).toHaveLength(10);
});

test.each([
  ["an issue's title", "POST /issues", 256, (text: string) => ({ title: text })],
  ["an issue's body", "POST /issues", 65_536, (text: string) => ({ title: "A", body: text })],
  ["a comment", "POST /issues/1/comments", 65_536, (text: string) => ({ body: text })],
  ["a label's name", "POST /labels", 50, (text: string) => ({ name: text })],
  [
    "a label's description",
    "POST /labels",
    100,
    (text: string) => ({ name: text.length, description: text }),
  ],
  [
    "a pull request's title",
    "POST /pulls",
    256,
    (text: string) => ({ title: text, head: "topic", base: "main" }),
  ],
  [
    "a pull request's body",
    "POST /pulls",
    65_536,
    (text: string) => ({ title: "A", body: text, head: "extra", base: "main" }),
  ],
  [
    "a release's body",
    "POST /releases",
    125_000,
    (text: string) => ({ tag_name: `v${text.length}`, body: text }),
  ],
  [
    "a status's description",
    "POST /statuses/main",
    140,
    (text: string) => ({ state: "success", description: text }),
  ],
  ["a status's context", "POST /statuses/main", 255, (text: string) => ({ state: "success", context: text })],
] as const)("%s: %s takes %i characters and no more", async (_what, line, most, json) => {
  const github = await samplePulls({ branches: [branch("topic", { a: "b" }), branch("extra", { c: "d" })] });
  await github.demo("POST /issues", { title: "First" });
  const named = (text: string): object => {
    const body = json(text);
    return "name" in body && typeof body.name === "number" ? { ...body, name: `n${body.name}` } : body;
  };
  expect((await github.demo(line, named("x".repeat(most)))).status).toBe(201);
  const events = github.events().length;
  expect((await github.demo(line, named("x".repeat(most + 1)))).status).toBe(422);
  expect(github.events()).toHaveLength(events);
});

test("an event has 20 hooks of a repository and no more", async () => {
  const github = await samplePulls();
  const hook = (index: number, events: readonly string[]): ReturnType<typeof github.demo> =>
    github.demo("POST /hooks", { config: { url: `https://example.com/${index}` }, events });
  for (let index = 0; index < 20; index += 1) expect((await hook(index, ["push"])).status).toBe(201);
  expect(await hook(20, ["issues", "push"])).toMatchObject({
    status: 422,
    json: { errors: [{ message: 'The "push" event cannot have more than 20 hooks' }] },
  });
  expect((await hook(21, ["issues"])).status).toBe(201);
  expect((await github.demo("PATCH /hooks/21", { events: ["push"] })).status).toBe(422);
  expect((await github.demo("PATCH /hooks/20", { events: ["push"], active: false })).status).toBe(200);
});
