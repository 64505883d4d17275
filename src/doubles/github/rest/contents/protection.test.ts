import { expect, test } from "vitest";
import { lineAt } from "../../../../../tests/samples/calls.ts";
import {
  repository,
  sampleGithub,
  token,
  user,
  type SampleGithub,
} from "../../../../../tests/samples/github.ts";

async function open(): Promise<SampleGithub> {
  return sampleGithub({
    users: [user("octocat"), user("hubot")],
    repositories: [
      repository("octocat/demo", {
        files: [{ path: "README.md", content: "1\n", mode: "100644" }],
        commits: [
          {
            message: "Two",
            branch: null,
            files: [{ path: "README.md", content: "2\n", mode: "100644" }],
            remove: [],
            author: null,
            date: null,
          },
        ],
        branches: [{ name: "topic", from: null, files: [], remove: [], sha: null, message: null }],
        collaborators: { hubot: "write" },
      }),
    ],
    tokens: [token("octocat"), token("hubot")],
  });
}

const at = "/repos/octocat/demo/branches/main/protection";
const open4 = {
  required_status_checks: null,
  enforce_admins: null,
  required_pull_request_reviews: null,
  restrictions: null,
};

test("a branch is protected, told so, and free again", async () => {
  const github = await open();
  const send = (line: string, json?: unknown) => github.ask(line, { as: "octocat", json });
  expect(await send(`GET ${at}`)).toMatchObject({ status: 404, json: { message: "Branch not protected" } });
  expect(await send(`PUT ${at}`, { ...open4, restrictions: undefined })).toMatchObject({
    status: 422,
    json: { message: `Invalid request.\n\n"restrictions" wasn't supplied.` },
  });
  const put = await send(`PUT ${at}`, {
    ...open4,
    required_status_checks: { strict: true, contexts: ["ci"] },
    required_pull_request_reviews: { required_approving_review_count: 2 },
    restrictions: { users: ["hubot", "nobody"], teams: [] },
    enforce_admins: true,
  });
  expect(put).toMatchObject({
    status: 200,
    json: {
      required_status_checks: { strict: true, contexts: ["ci"] },
      required_pull_request_reviews: { required_approving_review_count: 2 },
      restrictions: { users: [{ login: "hubot" }] },
      enforce_admins: { enabled: true },
      allow_force_pushes: { enabled: false },
    },
  });
  expect((await send(`GET ${at}`)).json.url).toBe(`http://127.0.0.1:40213${at}`);
  expect((await github.ask("GET /repos/octocat/demo/branches/main")).json).toMatchObject({
    protected: true,
    protection: {
      enabled: true,
      required_status_checks: { enforcement_level: "everyone", contexts: ["ci"] },
    },
  });
  expect((await github.ask("GET /repos/octocat/demo/branches?protected=true")).json).toHaveLength(1);
  expect((await send(`DELETE ${at}`)).status).toBe(204);
  expect((await send(`GET ${at}`)).status).toBe(404);
  expect(github.events()).toEqual(["branch_protection_rule.created", "branch_protection_rule.deleted"]);
});

test("each part of a protection is read, changed and taken away", async () => {
  const github = await open();
  const send = (method: string, part: string, json?: unknown) =>
    github.ask(`${method} ${at}${part}`, { as: "octocat", json });
  await send("PUT", "", open4);
  for (const [part, message] of [
    ["/required_status_checks", "Required status checks not enabled"],
    ["/restrictions", "Push restrictions not enabled"],
    ["/required_pull_request_reviews", "Required pull request reviews not enabled"],
  ] as const)
    expect(await send("GET", part)).toMatchObject({ status: 404, json: { message } });
  expect((await send("POST", "/enforce_admins")).json.enabled).toBe(true);
  expect((await send("DELETE", "/enforce_admins")).status).toBe(204);
  expect((await send("GET", "/enforce_admins")).json.enabled).toBe(false);
  expect((await send("POST", "/required_signatures")).json.enabled).toBe(true);
  expect((await send("PATCH", "/required_status_checks", { contexts: ["a"] })).json.contexts).toEqual(["a"]);
  const contexts = "/required_status_checks/contexts";
  expect((await send("POST", contexts, { contexts: ["a", "b"] })).json).toEqual(["a", "b"]);
  expect((await send("DELETE", contexts, { contexts: ["a"] })).json).toEqual(["b"]);
  expect((await send("PUT", contexts, { contexts: ["c"] })).json).toEqual(["c"]);
  expect((await send("GET", contexts)).json).toEqual(["c"]);
  expect((await send("DELETE", "/required_status_checks")).status).toBe(204);
  const reviews = "/required_pull_request_reviews";
  expect((await send("PATCH", reviews, { dismiss_stale_reviews: true })).json).toMatchObject({
    dismiss_stale_reviews: true,
    required_approving_review_count: 1,
  });
  expect((await send("DELETE", reviews)).status).toBe(204);
  await send("PUT", "", { ...open4, restrictions: { users: [], teams: [], apps: [] } });
  expect((await send("POST", "/restrictions/users", { users: ["hubot"] })).json).toMatchObject([
    { login: "hubot" },
  ]);
  expect((await send("GET", "/restrictions/teams")).json).toEqual([]);
  expect((await send("DELETE", "/restrictions/users", { users: ["hubot"] })).json).toEqual([]);
  expect((await send("DELETE", "/restrictions")).status).toBe(204);
});

test("a protected branch is not forced, removed, or pushed by who may not", async () => {
  const github = await open();
  const ref = "/repos/octocat/demo/git/refs/heads";
  const sha = async (revision: string): Promise<string> =>
    (await github.ask(`GET /repos/octocat/demo/commits/${revision}`)).json.sha as string;
  const main = await sha("main");
  const first = (await github.ask("GET /repos/octocat/demo/commits/main")).json.parents[0].sha as string;
  const send = (as: string, line: string, json?: unknown) => github.ask(line, { as, json });
  await send("octocat", `PUT ${at.replace("main", "topic")}`, open4);
  expect(await send("octocat", `PATCH ${ref}/topic`, { sha: first, force: true })).toMatchObject({
    status: 422,
    json: { message: "Cannot force-push to this branch" },
  });
  expect(await send("octocat", `DELETE ${ref}/topic`)).toMatchObject({
    status: 422,
    json: { message: "Cannot delete this branch" },
  });
  const strict = {
    ...open4,
    restrictions: { users: ["octocat"], teams: [] },
    required_status_checks: { strict: false, contexts: ["ci"] },
  };
  await send("octocat", `PUT ${at.replace("main", "topic")}`, { ...strict, allow_force_pushes: true });
  expect(await send("hubot", `PATCH ${ref}/topic`, { sha: first, force: true })).toMatchObject({
    status: 422,
    json: {
      message: `You're not authorized to push to this branch. Required status check "ci" is expected.`,
    },
  });
  expect((await send("octocat", `PATCH ${ref}/topic`, { sha: first, force: true })).status).toBe(200);
  await send("octocat", `POST /repos/octocat/demo/statuses/${main}`, { state: "success", context: "ci" });
  await send("octocat", `PUT ${at.replace("main", "topic")}`, { ...strict, restrictions: null });
  expect((await send("hubot", `PATCH ${ref}/topic`, { sha: main })).status).toBe(200);
  const named = { ...open4, restrictions: { users: ["hubot"], teams: [] }, allow_deletions: true };
  await send("octocat", `PUT ${at.replace("main", "topic")}`, named);
  expect((await send("hubot", `DELETE ${ref}/topic`)).status).toBe(204);
});

test("a protection may ask for apps and teams, linear history, signatures, and a locked branch", async () => {
  const github = await sampleGithub({
    users: [user("octocat"), user("hubot"), user("mona")],
    organizations: [
      {
        login: "acme",
        id: null,
        name: null,
        email: null,
        description: null,
        members: { octocat: "admin", hubot: "member", mona: "member" },
        defaultPermission: "write",
        teams: [],
        at: lineAt(1),
      },
    ],
    repositories: [repository("acme/demo", { files: [{ path: "a", content: "1\n", mode: "100644" }] })],
    tokens: [token("octocat"), token("hubot"), token("mona")],
  });
  const send = (as: string, line: string, json?: unknown) => github.ask(line, { as, json, unchecked: true });
  expect((await send("octocat", "POST /orgs/acme/teams", { name: "Core" })).status).toBe(201);
  await send("octocat", "PUT /orgs/acme/teams/core/memberships/hubot");
  await send("octocat", "PUT /orgs/acme/teams/core/repos/acme/demo", { permission: "push" });
  const protection = "/repos/acme/demo/branches/main/protection";
  const put = (more: object) => send("octocat", `PUT ${protection}`, { ...open4, ...more });
  const push = async (as: string, path: string) => {
    const answer = await send(as, `PUT /repos/acme/demo/contents/${path}`, { message: "m", content: "" });
    return answer.status === 201 ? "done" : (answer.json.message as string);
  };
  const told = await put({ restrictions: { users: [], teams: ["core"], apps: ["nobody"] } });
  expect(told.json.restrictions).toMatchObject({ teams: [{ slug: "core" }], apps: [], users: [] });
  expect((await send("octocat", `GET ${protection}/restrictions/teams`)).json).toMatchObject([
    { slug: "core" },
  ]);
  expect(await push("hubot", "b")).toBe("done");
  expect(await push("mona", "c")).toBe(
    "Could not create file: You're not authorized to push to this branch.",
  );
  await put({ lock_branch: true, enforce_admins: true });
  expect(await push("octocat", "c")).toBe("Could not create file: Cannot change this locked branch");
  await put({ enforce_admins: true });
  await send("octocat", `POST ${protection}/required_signatures`);
  expect(await push("octocat", "c")).toBe("Could not create file: Commits must have verified signatures.");
  await send("octocat", `DELETE ${protection}/required_signatures`);
  await put({ enforce_admins: true, required_linear_history: true });
  expect(await push("octocat", "c")).toBe("done");
  const head = (await send("octocat", "GET /repos/acme/demo/commits/main")).json;
  const commit = { message: "m", tree: head.commit.tree.sha, parents: [head.sha, head.parents[0].sha] };
  const { sha } = (await send("octocat", "POST /repos/acme/demo/git/commits", commit)).json;
  expect(await send("octocat", "PATCH /repos/acme/demo/git/refs/heads/main", { sha })).toMatchObject({
    status: 422,
    json: { message: "This branch must not contain merge commits." },
  });
  await put({
    allow_deletions: true,
    required_status_checks: { strict: false, contexts: [], checks: [{ context: "ci" }] },
  });
  expect((await send("octocat", `GET ${protection}/required_status_checks`)).json.checks).toEqual([
    { context: "ci", app_id: null },
  ]);
  expect(
    (await send("octocat", "POST /repos/acme/demo/branches/main/rename", { new_name: "trunk" })).json,
  ).toMatchObject({
    protected: true,
    protection: { required_status_checks: { enforcement_level: "non_admins" } },
  });
});

test("what can't be a part of a protection is refused", async () => {
  const github = await open();
  const send = (method: string, part: string, json: unknown) =>
    github.ask(`${method} ${at}${part}`, { as: "octocat", json, unchecked: true });
  const reviews = { required_approving_review_count: 7 };
  expect((await send("PUT", "", { ...open4, required_pull_request_reviews: reviews })).status).toBe(422);
  expect((await send("PUT", "", { ...open4, restrictions: { users: [], teams: [] } })).status).toBe(200);
  expect((await send("POST", "/required_status_checks/contexts", {})).status).toBe(422);
  expect((await send("POST", "/restrictions/users", {})).status).toBe(422);
  expect((await send("PATCH", "/required_status_checks", { strict: true })).json).toMatchObject({
    strict: true,
    contexts: [],
  });
  expect((await send("DELETE", "/enforce_admins", undefined)).status).toBe(204);
});
