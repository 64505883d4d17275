import { expect, test } from "vitest";
import { branch, file, samplePulls, type SamplePulls } from "../../../../tests/samples/github-pulls.ts";

const names = ({ json }: { json: { name: string }[] }): readonly string[] => json.map(({ name }) => name);

/** Puts a commit with these entries at the tip of a new branch. @returns its SHA */
async function commit(github: SamplePulls, ref: string, tree: readonly object[]): Promise<string> {
  const made = await github.demo("POST /git/trees", { tree });
  const json = { message: "Made", tree: made.json.sha, parents: [] };
  const { sha } = (await github.demo("POST /git/commits", json)).json;
  await github.demo("POST /git/refs", { ref: `refs/heads/${ref}`, sha });
  return sha;
}

test("a commit is found by HEAD and by the beginning of its SHA, and what is no commit is not", async () => {
  const github = await samplePulls();
  const { sha } = (await github.demo("GET /git/ref/heads/main")).json.object;
  const status = (revision: string) => github.demo(`GET /commits/${revision}/status`);
  expect((await status("HEAD")).json.sha).toBe(sha);
  expect((await status(sha.slice(0, 7))).json.sha).toBe(sha);
  expect((await status("0000000")).status).not.toBe(200);
  const blob = (await github.demo("POST /git/blobs", { content: "x" })).json.sha;
  const tag = { tag: "blob", message: "No commit", object: blob, type: "blob" };
  const tagged = (await github.demo("POST /git/tags", tag)).json.sha;
  await github.demo("POST /git/refs", { ref: "refs/tags/blob", sha: tagged });
  expect((await status("blob")).status).not.toBe(200);
});

test("a template gives its branches, binary files and submodules, and neither tags nor history", async () => {
  const github = await samplePulls({
    isTemplate: true,
    files: [file("data.bin", "\0\u0001")],
    tags: [{ name: "v1", target: null, message: null }],
    branches: [branch("topic", { a: "a\n" })],
  });
  await commit(github, "module", [
    { path: "lib", mode: "160000", type: "commit", sha: "a".repeat(40) },
    { path: "README.md", mode: "100644", type: "blob", content: "# module\n" },
  ]);
  const json = { name: "copy", include_all_branches: true };
  expect((await github.demo("POST /generate", json)).status).toBe(201);
  const copy = (path: string) => github.ask(`GET /repos/octocat/copy${path}`, { as: "octocat" });
  expect(names(await copy("/branches"))).toEqual(["main", "module", "topic"]);
  expect(names(await copy("/tags"))).toEqual([]);
  expect((await copy("/contents/data.bin")).json.content).toBe("AAE=\n");
  expect(names(await copy("/contents?ref=module"))).toEqual(["README.md", "lib"]);
  expect((await copy("/commits?sha=topic")).json).toHaveLength(1);
});

test("a template without commits gives an empty repository", async () => {
  const github = await samplePulls({ isTemplate: true, files: [], branches: [] });
  expect((await github.demo("POST /generate", { name: "copy" })).status).toBe(201);
  expect((await github.ask("GET /repos/octocat/copy/branches")).json).toEqual([]);
});

test("a fork has the default branch only where that is asked for", async () => {
  const github = await samplePulls();
  const hubot = { as: "hubot" };
  await github.demo("POST /forks", { default_branch_only: true }, hubot);
  expect(names(await github.ask("GET /repos/hubot/demo/branches"))).toEqual(["main"]);
});

test("symbolic links and submodules have no language", async () => {
  const github = await samplePulls();
  await commit(github, "code", [
    { path: "main.ts", mode: "100644", type: "blob", content: "export {};\n" },
    { path: "link.rb", mode: "120000", type: "blob", content: "main.rb" },
    { path: "module.py", mode: "160000", type: "commit", sha: "a".repeat(40) },
  ]);
  await github.demo("PATCH ", { default_branch: "code" });
  expect((await github.demo("GET /languages")).json).toEqual({ TypeScript: 11 });
});

test("a repository that goes takes links of its issues along, and no others", async () => {
  const github = await samplePulls();
  const send = (line: string, json?: object) => github.ask(line, { as: "octocat", ...(json && { json }) });
  await send("POST /user/repos", { name: "other" });
  const issue = async (name: string): Promise<number> =>
    (await send(`POST /repos/octocat/${name}/issues`, { title: "x" })).json.id;
  const ids = [await issue("demo"), await issue("demo"), await issue("other")];
  for (const sub_issue_id of ids.slice(1)) await github.demo("POST /issues/1/sub_issues", { sub_issue_id });
  await github.open("topic");
  expect((await github.demo("GET /issues/1/sub_issues")).json).toHaveLength(2);
  await send("DELETE /repos/octocat/other");
  expect((await github.demo("GET /issues/1/sub_issues")).json).toMatchObject([{ id: ids[1] }]);
  expect((await github.demo("GET /pulls/3")).json.state).toBe("open");
});

test("what is said again changes no issue, and names of repositories that are nowhere lead nowhere", async () => {
  const github = await samplePulls({
    milestones: [{ title: "v1", description: null, dueOn: null, state: "open" }],
  });
  const said = { title: "x", body: "See nobody/none#1", assignees: ["hubot"], milestone: 1 };
  await github.demo("POST /issues", said);
  const made = await github.demo("POST /issues/1/comments", { body: "Hi" });
  const before = github.events();
  await github.demo("PATCH /issues/1", { assignees: ["hubot"], milestone: 1 });
  await github.demo("POST /issues/1/assignees", { assignees: ["hubot"] });
  await github.demo(`PATCH /issues/comments/${made.json.id}`, { body: "Hi" });
  expect(github.events()).toEqual(before);
  await github.demo("DELETE /labels/bug");
  expect((await github.demo("GET /issues/1")).json).toMatchObject({
    assignees: [{ login: "hubot" }],
    milestone: { title: "v1" },
    comments: 1,
  });
});
