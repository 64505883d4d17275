import { expect, test } from "vitest";
import { filledGithub } from "../../../tests/samples/filled-github.ts";
import { file, samplePulls } from "../../../tests/samples/github-pulls.ts";
import {
  bytesOf,
  repository,
  sampleGithub,
  token,
  user,
  type SampleGithub,
} from "../../../tests/samples/github.ts";
import { limits } from "../../core/index.ts";
import { tableNames, weightOf, weightOfAll } from "./state/tables.ts";

const labels = "/repos/octocat/demo/labels";

function open(): Promise<SampleGithub> {
  return sampleGithub({
    users: [user("octocat")],
    repositories: [repository("octocat/demo")],
    tokens: [token("octocat")],
  });
}

function makes(github: SampleGithub, name: string): ReturnType<SampleGithub["ask"]> {
  return github.ask(`POST ${labels}`, { as: "octocat", json: { name } });
}

test("limits.githubChars: what fills a GitHub is written, one character more is refused, and the run fails", async () => {
  const github = await open();
  const { tables } = github.state();
  const before = weightOfAll(tables);
  expect((await makes(github, "aaaa")).status).toBe(201);
  const label = weightOfAll(tables) - before;
  // As if there were that much.
  tables.object.weight += limits.githubChars - weightOfAll(tables) - label;
  expect((await makes(github, "bbbb")).status).toBe(201);
  expect(weightOfAll(tables)).toBe(limits.githubChars);
  expect((await github.ask(`DELETE ${labels}/aaaa`, { as: "octocat" })).status).toBe(204);

  const events = github.events().length;
  const refused = await makes(github, "ccccc");
  expect(refused).toMatchObject({ status: 400, headers: { "x-backlot-refusal": expect.any(String) } });
  expect(refused.json.message).toContain(`at most ${limits.githubChars} characters`);
  expect(github.events()).toHaveLength(events);
  expect(github.world.findings).toMatchObject([{ name: "over-limit" }]);

  expect((await makes(github, "dddd")).status).toBe(201);
  // Reading and removing goes on.
  expect((await github.ask(`GET ${labels}`)).json).toHaveLength(2);
  expect((await github.ask(`DELETE ${labels}/dddd`, { as: "octocat" })).status).toBe(204);
});

test("what a GitHub weighs is what its rows weigh, whatever came and went", async () => {
  const github = await sampleGithub(filledGithub());
  for (const [line, json] of [
    ["POST /repos/octocat/demo/issues", { title: "A", body: "B".repeat(1_000), labels: ["bug", "new"] }],
    ["PATCH /repos/octocat/demo/issues/1", { body: "short" }],
    ["PUT /repos/octocat/demo/contents/new.txt", { message: "Add", content: "aGVsbG8=", branch: "topic" }],
    ["DELETE /repos/octocat/demo/labels/bug", undefined],
    ["DELETE /repos/acme/app", undefined],
  ] as const)
    expect((await github.ask(line, { as: "octocat", json, unchecked: true })).status).toBeLessThan(300);
  const { tables } = github.state();
  for (const name of tableNames) {
    const rows = Object.values(tables[name].rows as Readonly<Record<string, unknown>>);
    expect([name, tables[name].weight]).toEqual([
      name,
      rows.reduce<number>((sum, row) => sum + weightOf(row), 0),
    ]);
  }
});

test("limits.githubSnapshots: the last one is kept, one more is refused, a name is used again", async () => {
  const github = await open();
  const keep = (name: string): unknown => github.world.act("github.snapshot", { name });
  for (let index = 0; index < limits.githubSnapshots; index += 1)
    expect(keep(`s${index}`)).not.toHaveProperty("refused");
  expect(keep("more")).toEqual({ refused: `at most ${limits.githubSnapshots} snapshots are kept` });
  expect(keep("s0")).not.toHaveProperty("refused");
});

test("limits.bodyBytes: a body of one byte more is refused, and nothing is read of it", async () => {
  const github = await samplePulls();
  const spaced = (length: number): Uint8Array => {
    const bytes = new Uint8Array(length).fill(0x20);
    bytes.set(bytesOf('{"title":"Long"}'));
    return bytes;
  };
  const asking = { as: "octocat", bytes: spaced(limits.bodyBytes) };
  expect((await github.ask(`POST /repos/octocat/demo/issues`, asking)).status).toBe(201);
  const events = github.events().length;
  const more = await github.ask(`POST /repos/octocat/demo/issues`, {
    as: "octocat",
    bytes: spaced(limits.bodyBytes + 1),
    unchecked: true,
  });
  expect(more.status).toBeGreaterThanOrEqual(400);
  expect(github.events()).toHaveLength(events);
  expect(github.world.findings).toMatchObject([{ name: "over-limit" }]);
});

test("a release has 1,000 assets and no more", async () => {
  const github = await samplePulls({ files: [file("a", "b")] });
  await github.demo("POST /releases", { tag_name: "v1" });
  const upload = (name: string): ReturnType<typeof github.ask> =>
    github.ask(`POST /api/uploads/repos/octocat/demo/releases/1/assets?name=${name}`, {
      as: "octocat",
      bytes: new Uint8Array([1]),
    });
  for (const name of Array.from({ length: 1_000 }, (_, index) => `f${index}`))
    expect((await upload(name)).status).toBe(201);
  expect(await upload("more")).toMatchObject({
    status: 422,
    json: { errors: [{ message: "file_count limited to 1000 assets per release" }] },
  });
});
