import { describe, expect, test } from "vitest";
import { lineAt } from "../../../tests/samples/calls.ts";
import { repository, sampleGithub, token, user, type SampleGithub } from "../../../tests/samples/github.ts";
import { isJsonObject, type Json } from "../../core/index.ts";
import type { IssueConfig } from "./config.ts";

function issue(index: number): IssueConfig {
  return {
    repository: "octocat/demo",
    number: null,
    title: `Issue ${index}`,
    body: "What went wrong, and how to see it. ".repeat(10),
    state: "open",
    stateReason: null,
    author: null,
    labels: [],
    assignees: [],
    milestone: null,
    locked: false,
    comments: [],
    at: lineAt(1),
  };
}

async function open(issues = 0): Promise<SampleGithub> {
  return sampleGithub({
    users: [user("octocat")],
    repositories: [repository("octocat/demo")],
    issues: Array.from({ length: issues }, (_, index) => issue(index)),
    tokens: [token("octocat")],
  });
}

function label({ world }: SampleGithub, name: string, after?: number): Json {
  const path = `/repos/octocat/demo/labels/${name}`;
  const found = world.query("github.get", { path, origin: "" }, after);
  return isJsonObject(found) ? (found["color"] as Json) : found;
}

async function write(github: SampleGithub): Promise<void> {
  await github.ask("POST /repos/octocat/demo/labels", { as: "octocat", json: { name: "docs" } });
  await github.ask("PATCH /repos/octocat/demo/labels/docs", { as: "octocat", json: { color: "ffffff" } });
  await github.ask("DELETE /repos/octocat/demo/labels/docs", { as: "octocat" });
}

test("the state can be looked at as it was after any event", async () => {
  const github = await open();
  await write(github);
  expect(github.world.events("github").map(({ event }) => event.type)).toEqual([
    "label.created",
    "label.edited",
    "label.deleted",
  ]);
  expect([0, 1, 2, 3].map((after) => label(github, "docs", after))).toEqual([null, "ededed", "ffffff", null]);
  expect(label(github, "docs")).toBeNull();
});

describe("a snapshot", () => {
  test("is gone back to, as often as wanted, and what is answered goes with it", async () => {
    const github = await open();
    const ask = async (): Promise<number> => (await github.ask("GET /repos/octocat/demo/labels/docs")).status;
    await github.ask("POST /repos/octocat/demo/labels", { as: "octocat", json: { name: "docs" } });
    github.world.act("github.snapshot", { name: "with docs" });
    for (let round = 0; round < 2; round += 1) {
      await github.ask("DELETE /repos/octocat/demo/labels/docs", { as: "octocat" });
      expect(await ask()).toBe(404);
      github.world.act("github.restore", { name: "with docs" });
      expect(await ask()).toBe(200);
    }
  });

  test("is not changed by what comes after it, whichever is gone back to", async () => {
    const github = await open();
    const names = async (): Promise<readonly string[]> =>
      ((await github.ask("GET /repos/octocat/demo/labels")).json as readonly { name: string }[]).map(
        ({ name }) => name,
      );
    const add = (name: string): Promise<unknown> =>
      github.ask("POST /repos/octocat/demo/labels", { as: "octocat", json: { name } });
    await add("a");
    github.world.act("github.snapshot", { name: "one" });
    await add("b");
    github.world.act("github.snapshot", { name: "two" });
    await add("c");
    for (const [name, held] of [
      ["one", ["a"]],
      ["two", ["a", "b"]],
      ["one", ["a"]],
    ] as const) {
      github.world.act("github.restore", { name });
      expect(await names()).toEqual(held);
      await add("z");
      expect(await names()).toEqual([...held, "z"]);
    }
  });

  test("that was never taken can't be gone back to", async () => {
    const github = await open();
    for (const name of ["none", "__proto__", "constructor"])
      expect(github.world.act("github.restore", { name })).toMatchObject({
        refused: `no snapshot is called ${JSON.stringify(name)}`,
      });
  });

  test("of a thousand issues costs milliseconds", async () => {
    const github = await open(1000);
    const took: number[] = [];
    for (let round = 0; round < 20; round += 1) {
      const startedMs = performance.now();
      github.world.act("github.snapshot", { name: "large" });
      github.world.act("github.restore", { name: "large" });
      took.push(performance.now() - startedMs);
    }
    // It is 5 ms that must be kept (bench, github-snapshot); a machine that is busy gets ten times as long.
    expect(Math.min(...took)).toBeLessThan(50);
  });
});
