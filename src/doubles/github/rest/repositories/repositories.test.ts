import { expect, test } from "vitest";
import { organization } from "../../../../../tests/samples/github-organization.ts";
import {
  repository,
  sampleGithub,
  token,
  user,
  type SampleGithub,
} from "../../../../../tests/samples/github.ts";

const demo = { files: [{ path: "README.md", content: "# demo", mode: "100644" as const }] };
const next = { name: "next", from: null, files: [], remove: [], sha: null, message: null };

async function open(): Promise<SampleGithub> {
  return sampleGithub({
    users: ["octocat", "hubot"].map((login) => user(login)),
    organizations: [organization("acme", { members: { octocat: "admin" } })],
    repositories: [repository("octocat/Demo", { ...demo, branches: [next] }), repository("octocat/other")],
    tokens: ["octocat", "hubot"].map((login) => token(login)),
  });
}

test("a repository shows its settings to its admins only", async () => {
  const github = await open();
  const anonymous = (await github.ask("GET /repos/octocat/demo")).json;
  expect(anonymous).toMatchObject({ full_name: "octocat/Demo", temp_clone_token: null });
  for (const key of ["permissions", "allow_squash_merge", "security_and_analysis"])
    expect(anonymous).not.toHaveProperty(key);
  const other = (await github.ask("GET /repos/octocat/demo", { as: "hubot" })).json;
  expect(other.permissions).toEqual({
    admin: false,
    maintain: false,
    push: false,
    triage: false,
    pull: true,
  });
  expect(other).not.toHaveProperty("allow_squash_merge");
  const own = (await github.ask("GET /repos/octocat/demo", { as: "octocat" })).json;
  expect(own).toMatchObject({
    permissions: { admin: true },
    allow_squash_merge: true,
    security_and_analysis: { secret_scanning: { status: "disabled" } },
    temp_clone_token: "",
    network_count: 0,
  });
});

test("a repository is made with GitHub's labels, below its account or its organization", async () => {
  const github = await open();
  const json = {
    name: "my repo!",
    description: "d",
    private: true,
    has_wiki: false,
    delete_branch_on_merge: true,
  };
  const made = await github.ask("POST /user/repos", { as: "hubot", json });
  expect(made).toMatchObject({
    status: 201,
    json: { full_name: "hubot/my-repo-", private: true, has_wiki: false, delete_branch_on_merge: true },
  });
  expect(made.headers["location"]).toBe("http://127.0.0.1:40213/repos/hubot/my-repo-");
  expect((await github.ask("GET /repos/hubot/my-repo-/labels", { as: "hubot" })).json).toHaveLength(9);
  expect((await github.ask("GET /repos/hubot/my-repo-", { as: "octocat" })).status).toBe(404);
  const inside = await github.ask("POST /orgs/acme/repos", { as: "octocat", json: { name: "app" } });
  expect(inside.json).toMatchObject({
    full_name: "acme/app",
    organization: { login: "acme" },
    visibility: "public",
  });
  expect((await github.ask("POST /orgs/acme/repos", { as: "hubot", json: { name: "no" } })).status).toBe(403);
  expect(github.events()).toEqual(["repository.created", "repository.created"]);
});

test("names that can't be had are refused as GitHub does", async () => {
  const github = await open();
  const make = (name: string): ReturnType<SampleGithub["ask"]> =>
    github.ask("POST /user/repos", { as: "octocat", json: { name } });
  expect(await make("DEMO")).toMatchObject({
    status: 422,
    json: {
      message: "Repository creation failed.",
      errors: [
        {
          resource: "Repository",
          code: "custom",
          field: "name",
          message: "name already exists on this account",
        },
      ],
    },
  });
  expect((await make("x".repeat(100))).status).toBe(201);
  expect((await make("x".repeat(101))).json.errors[0].message).toBe(
    "name is too long (maximum is 100 characters)",
  );
  expect((await make("..")).status).toBe(422);
  const renamed = await github.ask("PATCH /repos/octocat/demo", { as: "octocat", json: { name: "other" } });
  expect(renamed).toMatchObject({ status: 422, json: { message: "Validation Failed" } });
});

test("a renamed repository is found by its old name until that is taken", async () => {
  const github = await open();
  const id = (await github.ask("GET /repos/octocat/demo")).json.id as number;
  const renamed = await github.ask("PATCH /repos/octocat/demo", { as: "octocat", json: { name: "New" } });
  expect(renamed.json).toMatchObject({ id, full_name: "octocat/New" });
  // Most operations are described without what every one of them answers here.
  const led = await github.ask("GET /repos/octocat/DEMO/labels?per_page=1", { unchecked: true });
  expect(led).toMatchObject({ status: 301, json: { message: "Moved Permanently" } });
  expect(led.headers["location"]).toBe(`http://127.0.0.1:40213/repositories/${id}/labels?per_page=1`);
  const write = await github.ask("PATCH /repos/octocat/demo", { as: "octocat", json: { description: "d" } });
  expect(write.status).toBe(307);
  expect(write.headers["location"]).toBe(`http://127.0.0.1:40213/repositories/${id}`);
  // Again, and back: the name in between leads here, the first one is its own again.
  await github.ask("PATCH /repos/octocat/new", { as: "octocat", json: { name: "third" } });
  await github.ask("PATCH /repos/octocat/third", { as: "octocat", json: { name: "demo" } });
  expect((await github.ask("GET /repos/octocat/demo")).json.id).toBe(id);
  expect((await github.ask("GET /repos/octocat/new")).status).toBe(301);
  const made = await github.ask("POST /user/repos", { as: "octocat", json: { name: "new" } });
  expect((await github.ask("GET /repos/octocat/new")).json.id).toBe(made.json.id);
  expect(github.events().filter((type) => type === "repository.renamed")).toHaveLength(3);
});

test("writing a name in another case renames without a redirect", async () => {
  const github = await open();
  const renamed = await github.ask("PATCH /repos/octocat/demo", { as: "octocat", json: { name: "demo" } });
  expect(renamed.json.full_name).toBe("octocat/demo");
  expect((await github.ask("GET /repos/octocat/Demo")).json.name).toBe("demo");
});

test("settings are changed one by one, and each kind of change is told", async () => {
  const github = await open();
  const send = (json: unknown, as = "octocat"): ReturnType<SampleGithub["ask"]> =>
    github.ask("PATCH /repos/octocat/demo", { as, json });
  const changed = await send({
    description: "new",
    homepage: "https://x.example",
    has_issues: false,
    use_squash_pr_title_as_default: true,
    security_and_analysis: { secret_scanning: { status: "enabled" } },
    default_branch: "next",
  });
  expect(changed.json).toMatchObject({
    description: "new",
    has_issues: false,
    squash_merge_commit_title: "PR_TITLE",
    security_and_analysis: { secret_scanning: { status: "enabled" } },
    default_branch: "next",
  });
  expect((await send({ private: true })).json).toMatchObject({ visibility: "private", private: true });
  expect((await github.ask("GET /repos/octocat/demo")).status).toBe(404);
  expect((await send({ visibility: "public", description: "" })).json).toMatchObject({
    private: false,
    description: "",
  });
  expect(github.events()).toEqual([
    "repository.edited",
    "repository.privatized",
    "repository.edited",
    "repository.publicized",
  ]);
  expect((await send({ description: "mine" }, "hubot")).status).toBe(403);
});

test("settings that can't be are refused and change nothing", async () => {
  const github = await open();
  const send = (json: unknown, name = "demo"): ReturnType<SampleGithub["ask"]> =>
    github.ask(`PATCH /repos/octocat/${name}`, { as: "octocat", json });
  const methods = { allow_merge_commit: false, allow_squash_merge: false, allow_rebase_merge: false };
  expect((await send(methods)).json.errors[0].message).toBe(
    "Sorry, you need to allow at least one merge strategy. (no_merge_method)",
  );
  expect((await send({ name: "kept", default_branch: "nothing" })).json.errors[0]).toEqual({
    resource: "Repository",
    code: "custom",
    field: "default_branch",
    message:
      "The branch nothing was not found. Please push that ref first or create it via the Git Data API.",
  });
  expect((await send({ default_branch: "dev" }, "other")).json.errors[0].message).toMatch(/empty repository/);
  expect((await github.ask("GET /repos/octocat/demo")).status).toBe(200);
  expect(github.events()).toEqual([]);
});

test("an archived repository takes no writes until it is archived no longer", async () => {
  const github = await open();
  const send = (json: unknown): ReturnType<SampleGithub["ask"]> =>
    github.ask("PATCH /repos/octocat/demo", { as: "octocat", json });
  expect((await send({ archived: true })).json.archived).toBe(true);
  const label = await github.ask("POST /repos/octocat/demo/labels", { as: "octocat", json: { name: "x" } });
  expect(label).toMatchObject({ status: 403, json: { message: "Repository was archived so is read-only." } });
  expect((await send({ description: "no" })).status).toBe(403);
  expect((await github.ask("PUT /user/starred/octocat/demo", { as: "hubot" })).status).toBe(204);
  expect((await send({ archived: false, description: "yes" })).json).toMatchObject({
    archived: false,
    description: "yes",
  });
  expect(github.events()).toEqual([
    "repository.archived",
    "star.created",
    "repository.unarchived",
    "repository.edited",
  ]);
});

test("topics are replaced as a whole", async () => {
  const github = await open();
  const put = (names: unknown): ReturnType<SampleGithub["ask"]> =>
    github.ask("PUT /repos/octocat/demo/topics", { as: "octocat", json: { names } });
  expect((await put(["Octocat", "api", "octocat"])).json).toEqual({ names: ["octocat", "api"] });
  expect((await github.ask("GET /repos/octocat/demo/topics")).json).toEqual({ names: ["octocat", "api"] });
  expect((await put(["a b"])).json.errors).toEqual([
    "Topics must start with a lowercase letter or number, consist of 50 characters or less, and can include hyphens.",
  ]);
  const many = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `t${index}`);
  expect((await put(many(20))).status).toBe(200);
  expect((await put(many(21))).status).toBe(422);
});

test("a repository goes to an organization at once, and to another user not before they accept", async () => {
  const github = await open();
  const send = (json: unknown): ReturnType<SampleGithub["ask"]> =>
    github.ask("POST /repos/octocat/demo/transfer", { as: "octocat", json });
  expect((await send({ new_owner: "nobody" })).status).toBe(422);
  expect((await send({ new_owner: "hubot" })).status).toBe(202);
  const moved = await send({ new_owner: "acme", new_name: "tool" });
  expect(moved).toMatchObject({ status: 202, json: { full_name: "octocat/Demo" } });
  expect((await github.ask("GET /repos/acme/tool")).json.full_name).toBe("acme/tool");
  expect((await github.ask("GET /repos/octocat/demo")).status).toBe(301);
  expect(github.events()).toEqual(["repository.transfer_requested", "repository.transferred"]);
});
