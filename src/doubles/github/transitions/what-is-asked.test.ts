import { expect, test } from "vitest";
import { lineAt } from "../../../../tests/samples/calls.ts";
import { organization } from "../../../../tests/samples/github-organization.ts";
import {
  repository,
  sampleGithub,
  token,
  user,
  type SampleGithub,
} from "../../../../tests/samples/github.ts";
import { loadSection } from "../../../../tests/samples/section.ts";
import type { Layer } from "../../../core/index.ts";
import type { GithubConfig, TransitionConfig } from "../config.ts";
import { githubSection } from "../index.ts";

const zen = { kind: "requests", count: 1, method: "GET", path: "/zen" } as const;

/** What happens after one look at /zen, unless it is said otherwise. */
async function open(
  more: Partial<TransitionConfig>,
  config: Partial<GithubConfig> = {},
  layers: readonly Layer[] = [],
): Promise<SampleGithub> {
  const blank = { name: "it", when: zen, body: null, as: null, times: 1, at: lineAt(1), request: "" };
  return sampleGithub(
    {
      users: [user("octocat"), user("hubot")],
      organizations: [organization("acme", { members: { hubot: "admin", octocat: "member" } })],
      repositories: [repository("octocat/demo"), repository("acme/app")],
      tokens: [token("octocat")],
      transitions: [{ ...blank, ...more }],
      ...config,
    },
    layers,
  );
}

const problems = ({ world }: SampleGithub): readonly string[] => world.findings.map(({ what }) => what);

test.each<[string, Partial<TransitionConfig>, string, boolean]>([
  ["any path", { when: { ...zen, path: null } }, "GET /meta", true],
  ["any method", { when: { ...zen, method: "*" } }, "GET /zen", true],
  ["another method", { when: { ...zen, method: "POST" } }, "GET /zen", false],
  ["a path in other case", { when: { ...zen, path: "/ZEN" } }, "GET /zen", true],
  ["all below a path", { when: { ...zen, path: "/repos/**" } }, "GET /repos/octocat/demo/labels", true],
  [
    "all below a longer path",
    { when: { ...zen, path: "/repos/octocat/demo/**" } },
    "GET /repos/octocat/demo",
    false,
  ],
  ["all below another path", { when: { ...zen, path: "/orgs/**" } }, "GET /repos/octocat/demo", false],
])("a call fits %s: %j after %s is %j", async (_what, more, line, fits) => {
  const label = { request: "POST /repos/octocat/demo/labels", body: '{"name":"done"}' };
  const github = await open({ ...label, ...more });
  await github.ask(line);
  expect(github.events()).toEqual(fits ? ["backlot.transition", "label.created"] : []);
  expect(problems(github)).toEqual([]);
});

test("a star is a change like any other, though no event tells of it", async () => {
  const github = await open({ request: "PUT /user/starred/octocat/demo" });
  await github.ask("GET /zen");
  const starred = (await github.ask("GET /repos/octocat/demo/stargazers")).json;
  expect(starred).toMatchObject([{ login: "octocat" }]);
  expect(problems(github)).toEqual([]);
});

test("who runs an organization does what is about it", async () => {
  const github = await open({ request: "POST /repos/acme/app/issues", body: '{"title":"x"}' });
  await github.ask("GET /zen");
  const { json } = await github.ask("GET /repos/acme/app/issues/1");
  expect(json.user.login).toBe("hubot");
});

test.each([
  [
    "a path whose owner is nobody's",
    { request: "POST /repos/nobody/x/issues", body: '{"title":"x"}' },
    "nobody is called nobody",
  ],
  [
    "a body with a blank that the call does not fill",
    { request: "POST /repos/octocat/demo/issues", body: '{"title":"{{title}}"}' },
    "{{title}} is nothing that the event tells",
  ],
  [
    "what is refused without a body",
    { request: "DELETE /repos/octocat/demo/labels/none" },
    "was answered with 404",
  ],
])("%s is told as the transition's problem", async (_what, more, why) => {
  const github = await open(more);
  await github.ask("GET /zen");
  expect(problems(github)).toEqual([expect.stringContaining(why) as string]);
});

test("what is about no repository is told so where it is waited for", async () => {
  const github = await open({
    when: { kind: "event", event: "user.updated", repository: "octocat/demo" },
    request: "POST /repos/octocat/demo/labels",
    body: '{"name":"x"}',
  });
  await github.ask("PATCH /user", { as: "octocat", json: { name: "x" } });
  expect(github.events()).toEqual(["user.updated"]);
});

test("a body that is no JSON is refused as GitHub refuses it", async () => {
  const github = await open({ request: "POST /repos/octocat/demo/labels", body: "{" });
  await github.ask("GET /zen");
  expect(problems(github)).toEqual([expect.stringContaining("was answered with 400") as string]);
});

test("a call about a repository that is nowhere may be waited for", async () => {
  const github = await open({
    when: { ...zen, path: "/repos/{owner}/{repo}/labels" },
    request: "POST /repos/octocat/demo/labels",
    body: '{"name":"{{repo}}"}',
  });
  await github.ask("GET /repos/nobody/none/labels");
  expect((await github.ask("GET /repos/octocat/demo/labels/none")).status).toBe(200);
  expect(problems(github)).toEqual([]);
});

test("the first user does what is about nobody's", async () => {
  const github = await open({ request: "POST /user/repos", body: '{"name":"x"}' });
  await github.ask("GET /zen");
  expect((await github.ask("GET /repos/octocat/x")).status).toBe(200);
});

test("without any user nothing happens that is about nobody's", async () => {
  const github = await open(
    { request: "POST /user/repos", body: '{"name":"x"}' },
    { users: [], repositories: [], organizations: [], tokens: [] },
  );
  await github.ask("GET /zen");
  expect(problems(github)).toEqual([expect.stringContaining("there is no user") as string]);
});

test("a stub that answers the call which is waited for leaves the rest to happen", async () => {
  const loaded = await loadSection(githubSection, {
    "backlot.toml": '[[github.stubs]]\nrequest = "GET /zen"\nreply = { status = 502 }\n',
  });
  if (!loaded.ok) throw new Error("no stub");
  const label = { request: "POST /repos/octocat/demo/labels", body: '{"name":"done"}' };
  const github = await open(label, {}, loaded.value.layers);
  expect((await github.ask("GET /zen", { unchecked: true })).status).toBe(502);
  expect(github.events()).toEqual(["backlot.transition", "label.created"]);
});
