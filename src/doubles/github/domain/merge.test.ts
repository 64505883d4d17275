import { expect, test } from "vitest";
import {
  branch,
  file,
  lines,
  samplePulls,
  type SamplePulls,
} from "../../../../tests/samples/github-pulls.ts";
import { repository, token, user } from "../../../../tests/samples/github.ts";
import { organization, team } from "../../../../tests/samples/github-organization.ts";

const { settings } = repository("octocat/demo");

async function told(asked: ReturnType<SamplePulls["demo"]>): Promise<string> {
  const { status, json } = await asked;
  return `${status} ${json.message}`;
}

const put = (github: SamplePulls, path: string, branchName: string, content: string, sha?: string) =>
  github.demo(`PUT /contents/${path}`, {
    message: `Write ${path}`,
    content: Buffer.from(content).toString("base64"),
    branch: branchName,
    sha,
  });

async function blobSha(github: SamplePulls, ref: string): Promise<string> {
  return (await github.demo(`GET /contents/README.md?ref=${ref}`)).json.sha;
}

test("conflicting branches are not merged, and the head can't be brought up to date", async () => {
  const github = await samplePulls();
  await github.open("topic");
  await put(github, "README.md", "main", lines({ 2: "deux" }), await blobSha(github, "main"));
  expect((await github.demo("GET /pulls/1")).json.mergeable_state).toBe("dirty");
  expect(await told(github.demo("PUT /pulls/1/merge"))).toBe("405 Pull Request is not mergeable");
  expect(await told(github.demo("PUT /pulls/1/update-branch"))).toBe(
    "422 merge conflict between base and head",
  );
});

test("commits that conflict one by one are not rebased, though all of them together merge", async () => {
  const github = await samplePulls();
  await put(github, "README.md", "topic", lines(), await blobSha(github, "topic"));
  await put(github, "more", "topic", "more\n");
  await github.open("topic");
  await put(github, "README.md", "main", lines({ 2: "deux" }), await blobSha(github, "main"));
  expect((await github.demo("GET /pulls/1")).json.mergeable).toBe(true);
  expect(await told(github.demo("PUT /pulls/1/merge", { merge_method: "rebase" }))).toBe(
    "405 This branch can't be rebased",
  );
  expect(await told(github.demo("PUT /pulls/1/merge"))).toBe("200 Pull Request successfully merged");
});

test("a rebase leaves out what the base has already", async () => {
  const github = await samplePulls();
  await put(github, "more", "topic", "more\n");
  await github.open("topic");
  await put(github, "README.md", "main", lines({ 2: "two" }), await blobSha(github, "main"));
  await github.demo("PUT /pulls/1/merge", { merge_method: "rebase" });
  const { json } = await github.demo("GET /commits");
  expect(json.map(({ commit }: { commit: { message: string } }) => commit.message)).toEqual([
    "Write more",
    "Write README.md",
    "Initial commit",
  ]);
});

test("a rebase takes a history along that began by itself", async () => {
  const github = await samplePulls();
  const tree = [{ path: "root.txt", mode: "100644", type: "blob", content: "root\n" }];
  const made = await github.demo("POST /git/trees", { tree });
  const root = { message: "Root", tree: made.json.sha, parents: [] };
  const { sha } = (await github.demo("POST /git/commits", root)).json;
  await github.demo("POST /git/refs", { ref: "refs/heads/root", sha });
  const head = (await github.demo("GET /git/ref/heads/extra")).json.object.sha;
  const both = await github.demo("POST /git/trees", {
    base_tree: (await github.demo(`GET /git/commits/${head}`)).json.tree.sha,
    tree,
  });
  const join = { message: "Join", tree: both.json.sha, parents: [head, sha] };
  const joined = (await github.demo("POST /git/commits", join)).json.sha;
  await github.demo("PATCH /git/refs/heads/extra", { sha: joined });
  await github.open("extra");
  expect((await github.demo("PUT /pulls/1/merge", { merge_method: "rebase" })).status).toBe(200);
  expect((await github.demo("GET /contents/root.txt")).status).toBe(200);
  expect((await github.demo("GET /contents/src/extra.txt")).status).toBe(200);
});

test("a merge commit says what the settings want", async () => {
  const github = await samplePulls();
  await github.demo("PATCH ", { merge_commit_title: "PR_TITLE", merge_commit_message: "BLANK" });
  await github.open("topic");
  const { sha } = (await github.demo("PUT /pulls/1/merge")).json;
  expect((await github.demo(`GET /git/commits/${sha}`)).json.message).toBe("Bring topic (#1)");
});

test("a protected head stays where merged branches are deleted", async () => {
  const github = await samplePulls({
    settings: { ...settings, deleteBranchOnMerge: true },
  });
  await github.demo("PUT /branches/topic/protection", {
    required_status_checks: null,
    enforce_admins: null,
    required_pull_request_reviews: null,
    restrictions: null,
  });
  for (const [number, head] of ["topic", "extra"].entries()) {
    await github.open(head);
    await github.demo(`PUT /pulls/${number + 1}/merge`);
  }
  expect((await github.demo("GET /git/ref/heads/topic")).status).toBe(200);
  expect((await github.demo("GET /git/ref/heads/extra")).status).toBe(404);
});

test("a head whose repository is gone can't be brought up to date", async () => {
  const github = await samplePulls(
    {},
    {
      users: ["octocat", "hubot"].map((login) => user(login)),
      repositories: [
        repository("octocat/demo", { files: [file("README.md", "# demo\n")] }),
        repository("hubot/demo", {
          forkOf: "octocat/demo",
          branches: [branch("topic", { a: "a\n" }), branch("closed", { b: "b\n" })],
        }),
      ],
      tokens: ["octocat", "hubot"].map((login) => token(login)),
    },
  );
  const hubot = { as: "hubot" };
  await github.open("hubot:topic", {}, hubot);
  await github.open("hubot:closed", {}, hubot);
  await github.demo("PATCH /pulls/2", { state: "closed" }, hubot);
  await github.ask("DELETE /repos/hubot/demo", hubot);
  for (const number of [1, 2])
    // The description has no room for a repository that is gone.
    expect((await github.demo(`GET /pulls/${number}`, undefined, { unchecked: true })).json).toMatchObject({
      state: "closed",
      head: { repo: null },
    });
  expect(await told(github.demo("PUT /pulls/1/update-branch"))).toBe(
    "422 merge conflict between base and head",
  );
  expect(github.events().filter((type) => type === "pull_request.closed")).toHaveLength(2);
});

const free = {
  required_status_checks: null,
  enforce_admins: true,
  required_pull_request_reviews: null,
  restrictions: null,
};

test.each<[string, object, string]>([
  ["a lock", { lock_branch: true }, "Cannot change this locked branch"],
  [
    "two reviews",
    { required_pull_request_reviews: { required_approving_review_count: 2 } },
    "At least 2 approving reviews are required by reviewers with write access.",
  ],
  [
    "checks, of which one fails",
    { required_status_checks: { strict: false, contexts: ["ci", "lint"] } },
    'Required status check "lint" is failing.',
  ],
  [
    "checks, of which none was heard of but one fails",
    { required_status_checks: { strict: false, contexts: ["ci", "docs", "lint"] } },
    'Required status check "lint" is failing.',
  ],
  ["no merge commits", { required_linear_history: true }, "This branch must not contain merge commits."],
])("a base with %s refuses a merge", async (_what, protection, why) => {
  const github = await samplePulls();
  await github.demo("PUT /branches/main/protection", { ...free, ...protection });
  await github.open("topic");
  await github.demo("POST /statuses/topic", { state: "failure", context: "lint" });
  expect(await told(github.demo("PUT /pulls/1/merge"))).toBe(`405 ${why}`);
});

test("restrictions let users and members of teams merge and push, and nobody else", async () => {
  const logins = ["octocat", "hubot", "mona"];
  const github = await samplePulls(
    {},
    {
      users: logins.map((login) => user(login)),
      organizations: [
        organization("acme", {
          members: { octocat: "admin", hubot: "member", mona: "member" },
          teams: [team("core", { members: { mona: "member" }, repositories: { "acme/demo": "write" } })],
        }),
      ],
      repositories: [
        repository("acme/demo", {
          files: [file("README.md", lines())],
          branches: [branch("topic", { a: "a\n" })],
          collaborators: { hubot: "write" },
        }),
      ],
      tokens: logins.map((login) => token(login)),
    },
  );
  const acme = (line: string, as: string, json: object = {}) =>
    github.ask(line.replace(" ", " /repos/acme/demo"), { as, json });
  const restrict = (restrictions: object) =>
    acme("PUT /branches/main/protection", "octocat", { ...free, enforce_admins: false, restrictions });
  const push = async (as: string, path: string): Promise<number> =>
    (
      await github.ask(`PUT /repos/acme/demo/contents/${path}`, {
        as,
        json: { message: "x", content: "eA==" },
        // The description has two answers for 409 that both fit.
        unchecked: true,
      })
    ).status;
  await acme("POST /pulls", "hubot", { title: "One", head: "topic", base: "main" });
  await restrict({ users: [], teams: ["core"] });
  expect([await push("hubot", "b"), await push("mona", "c"), await push("octocat", "d")]).toEqual([
    409, 201, 201,
  ]);
  expect(await told(acme("PUT /pulls/1/merge", "hubot"))).toBe(
    "405 You're not authorized to push to this branch.",
  );
  await restrict({ users: ["hubot"], teams: [] });
  expect([await push("hubot", "e"), await push("mona", "f")]).toEqual([201, 409]);
  expect((await acme("PUT /pulls/1/merge", "hubot")).status).toBe(200);
});
