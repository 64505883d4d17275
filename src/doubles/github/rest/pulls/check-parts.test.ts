import { expect, test } from "vitest";
import { file, samplePulls, type SamplePulls } from "../../../../../tests/samples/github-pulls.ts";
import { lineAt } from "../../../../../tests/samples/calls.ts";
import { token, user } from "../../../../../tests/samples/github.ts";

const at = lineAt(1);
const ci = { as: "ci" };

/** octocat's demo with an app "ci" that may check and comment. */
async function open(): Promise<SamplePulls> {
  const permissions = { checks: "write", issues: "write" } as const;
  const app = { slug: "ci", id: 7, name: "ci", owner: "octocat", permissions, events: [], at };
  const installation = { id: 70, app: "ci", account: "octocat", repositories: null, permissions: null, at };
  const two = { message: "Two", branch: null, files: [file("b", "b")], remove: [], author: null, date: null };
  return samplePulls(
    { commits: [two], collaborators: {} },
    {
      users: [user("octocat")],
      apps: [app],
      installations: [{ ...installation, suspended: false }],
      tokens: [
        token("octocat"),
        token("octocat", { name: "bot", value: "ghp_bot", kind: "actions" }),
        token("octocat", {
          name: "ci",
          value: "ghp_ci",
          kind: "installation",
          installation: 70,
          permissions,
        }),
      ],
    },
  );
}

test("a check's summary can be changed where it has a title, and needs one where it has none", async () => {
  const github = await open();
  const make = async (more: object): Promise<string> => {
    const made = await github.demo("POST /check-runs", { name: "x", head_sha: "main", ...more }, ci);
    return `PATCH /check-runs/${made.json.id}`;
  };
  const plain = await make({});
  expect(await github.demo(plain, { output: { summary: "Fine." } }, ci)).toMatchObject({
    status: 422,
    json: { message: `Invalid request.\n\n"title" wasn't supplied.` },
  });
  const titled = await make({ output: { title: "One", summary: "Hm." } });
  expect((await github.demo(titled, { output: { summary: "Fine." } }, ci)).json.output).toMatchObject({
    title: "One",
    summary: "Fine.",
    annotations_count: 0,
  });
});

test("suites are listed by the name of a check, and tell what was before their commit", async () => {
  const github = await open();
  await github.demo("POST /check-runs", { name: "build", head_sha: "main" }, ci);
  const suites = async (query: string): Promise<unknown> =>
    (await github.demo(`GET /commits/main/check-suites?${query}`)).json;
  const [parent] = (await github.demo("GET /commits/main")).json.parents;
  expect(await suites("check_name=build")).toMatchObject({
    total_count: 1,
    check_suites: [{ before: parent.sha, head_commit: { message: "Two" } }],
  });
  expect(await suites("check_name=lint")).toEqual({ total_count: 0, check_suites: [] });
  const first = await github.demo("POST /check-suites", { head_sha: parent.sha }, ci);
  expect(first.json.before).toBe("0".repeat(40));
  await github.demo("POST /check-runs", { name: "flow", head_sha: "main" }, { as: "bot" });
  expect(await suites("check_name=flow")).toMatchObject({ total_count: 1, check_suites: [{ app: null }] });
});

test("checks and suites that are not there are not found", async () => {
  const github = await open();
  expect((await github.demo("GET /check-runs/99")).status).toBe(404);
  expect((await github.demo("GET /check-suites/99")).status).toBe(404);
});

test("what an app's bot says is told with its app; the workflows' bot has none", async () => {
  const github = await open();
  await github.demo("POST /issues", { title: "x" });
  const says = (as: string) => github.demo("POST /issues/1/comments", { body: "Hi." }, { as });
  expect((await says("ci")).json).toMatchObject({
    user: { login: "ci[bot]", type: "Bot" },
    performed_via_github_app: { slug: "ci" },
  });
  expect((await says("bot")).json).toMatchObject({ user: { type: "Bot" }, performed_via_github_app: null });
  expect((await says("octocat")).json.performed_via_github_app).toBe(null);
});
