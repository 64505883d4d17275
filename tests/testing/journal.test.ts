import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readJournal, type DriftEvidence, type WorldEvidence } from "../../src/drift/index.ts";
import { makeSample, runNode } from "./sample.ts";

const shop = `
[services.convo]
[[services.convo.stubs]]
request = "GET /me"
reply = { json = { id = "usr_1" } }
optional = true
`;
const call = `const call = async (world, path) => (await fetch(world.url("convo") + path)).status;`;

/** What a command leaves as its run's journal. */
async function journalOf(folder: string, command: readonly string[]): Promise<DriftEvidence> {
  await runNode(folder, [
    "node_modules/backlot/dist/cli/main.js",
    "run",
    "-s",
    "outer.toml",
    "--",
    process.execPath,
    ...command,
  ]);
  const path = join(folder, ".backlot", "last", "journal.ndjson");
  const read = readJournal("journal.ndjson", readFileSync(path));
  expect(read).toMatchObject({ ok: true, findings: [] });
  return (read as { value: DriftEvidence }).value;
}

/** What a journal says of each test: outcome, paths called, stubs by the end of their ids. */
function testsOf({ worlds }: DriftEvidence): Readonly<Record<string, readonly unknown[]>> {
  const told = ({ title, test: one, outcome, complete, calls, stubs }: WorldEvidence) => [
    one ? title : `(${title})`,
    [complete ? outcome : "cut", calls.map(({ path }) => path).join(" "), stubs.length],
  ];
  return Object.fromEntries(worlds.map(told)) as Record<string, readonly unknown[]>;
}

describe("the journal of a run says which test called what, and how it ended:", { timeout: 90_000 }, () => {
  test("vitest", async () => {
    const folder = makeSample({
      "outer.toml": "",
      "backlot.toml": shop,
      "each.test.ts": `
        import { describe, test, expect } from "backlot/vitest";
        ${call}
        describe("actors", () => {
          test("are listed", async ({ world }) => expect(await call(world, "/me")).toBe(200));
        });
        test("fails by itself", () => expect(1).toBe(2));
        test("swallows a refusal", async ({ world }) => void (await call(world, "/nowhere")));
        test("declares", async ({ world }) => {
          for (const name of ["a", "b"]) {
            world.service("convo").mock("GET /" + name).reply({ json: { name } });
            await call(world, "/" + name);
          }
        });
      `,
      "file.test.ts": `
        import { beforeAll, expect, fileWorld } from "backlot/vitest";
        ${call}
        const test = fileWorld("backlot.toml");
        test("one", async ({ world }) => {
          world.service("convo").mock("GET /me").reply({ status: 404 });
          expect(await call(world, "/me")).toBe(404);
        });
        test("two", async ({ world }) => expect(await call(world, "/me")).toBe(201));
      `,
    });
    const journal = await journalOf(folder, ["node_modules/vitest/vitest.mjs", "run"]);
    expect(testsOf(journal)).toEqual({
      "(main)": ["failed", "", 0],
      "actors > are listed": ["passed", "/me", 1],
      "fails by itself": ["failed", "", 1],
      "swallows a refusal": ["passed", "/nowhere", 1],
      declares: ["passed", "/a /b", 3],
      "(the test file)": ["failed", "", 1],
      one: ["passed", "/me", 2],
      two: ["failed", "/me", 1],
    });
    // What a test declares is named by its place; a loop's are told apart.
    expect(journal.stubs.map(({ id }) => id).toSorted()).toEqual([
      "backlot.toml#services.convo.stubs[0]",
      "each.test.ts:11:36 convo GET /a",
      "each.test.ts:11:36 convo GET /b",
      "file.test.ts:6:34 convo GET /me",
    ]);
    const one = journal.worlds.find(({ title }) => title === "one");
    expect(one?.calls[0]).toMatchObject({ status: 404, stub: "file.test.ts:6:34 convo GET /me" });
  });

  test("node:test", async () => {
    const folder = makeSample({
      "outer.toml": "",
      "backlot.toml": shop,
      "each.test.mjs": `
        import assert from "node:assert/strict";
        import { test } from "backlot/node-test";
        ${call}
        test("passes", async ({ world }) => assert.equal(await call(world, "/me"), 200));
        test("fails", async ({ world }) => assert.equal(await call(world, "/me"), 404));
        test("times out", { timeout: 300 }, () => new Promise((resolve) => setTimeout(resolve, 5000)));
      `,
      "file.test.mjs": `
        import { fileWorld } from "backlot/node-test";
        ${call}
        const test = await fileWorld("backlot.toml");
        test("one", async ({ world }) => void (await call(world, "/me")));
        test("none", () => undefined);
      `,
    });
    const journal = await journalOf(folder, ["--test", "each.test.mjs", "file.test.mjs"]);
    expect(testsOf(journal)).toEqual({
      "(main)": ["failed", "", 0],
      passes: ["passed", "/me", 1],
      fails: ["failed", "/me", 1],
      "times out": ["failed", "", 1],
      "(file.test.mjs)": ["passed", "", 1],
      one: ["passed", "/me", 1],
      none: ["passed", "", 1],
    });
  });
});
