import { describe, expect, test } from "vitest";
import { makeSample, runNode } from "./sample.ts";

const scenario = `name = "shop"
[env]
MARK = "of the world"
[[commands]]
run = "deploy *"
reply = { stdout = "deployed\\n" }
`;

/** Lines of node:test's TAP that say how each test ended, without indentation and numbers. */
function ends(tap: string): readonly string[] {
  return [...tap.matchAll(/^ *((?:not )?ok) \d+ - (.*)$/gm)].map((found) => `${found[1]} ${found[2]}`);
}

describe("node:test", { timeout: 90_000 }, () => {
  test("a world for each test, with options, subtests, suites and hooks", async () => {
    const folder = makeSample({
      "backlot.toml": scenario,
      "good.test.mjs": `
        import assert from "node:assert/strict";
        import { execFileSync } from "node:child_process";
        import { after, afterEach, before, beforeEach, describe, it, test, worldTest } from "backlot/node-test";
        const start = JSON.stringify(process.env);
        const deploy = (what) => execFileSync("deploy", [what], { encoding: "utf8" });
        after(() => assert.equal(JSON.stringify(process.env), start));
        test("named", async ({ world, t }) => {
          assert.equal(deploy("web"), "deployed\\n");
          assert.equal(process.env.MARK, "of the world");
          await t.test("subtest", () => assert.equal(deploy("sub"), "deployed\\n"));
          assert.equal(world.calls().length, 2);
        });
        test("with options", { timeout: 5000 }, () => deploy("web"));
        test("skipped by option", { skip: "why" }, () => assert.fail());
        test.skip("skipped", () => assert.fail());
        test.todo("later");
        test("skips itself", ({ t }) => { deploy("x"); t.skip(); });
        describe("suite", () => {
          let hooks = 0;
          beforeEach(() => void hooks++);
          const own = worldTest({ commands: [{ run: "own", reply: { stdout: "own" } }] });
          own("from an object", () => assert.equal(execFileSync("own", { encoding: "utf8" }) + hooks, "own1"));
          it("it", () => deploy("web"));
        });
        describe("at once", { concurrency: true }, () => {
          const open = worldTest({});
          for (const name of ["a", "b"]) open(name, { processEnv: false }, async ({ world }) => {
            assert.equal(process.env.MARK, undefined);
            world.command("tool").mock(name);
            await new Promise((resolve) => setTimeout(resolve, 50));
            execFileSync("tool", [name], { env: world.env });
          });
        });
      `,
    });
    const { code, stdout, stderr } = await runNode(folder, [
      "--test",
      "--test-reporter=tap",
      "good.test.mjs",
    ]);
    expect(stderr).toBe("");
    expect(stdout.split("\n").filter((line) => line.includes("not ok"))).toEqual([]);
    expect(code).toBe(0);
    expect(ends(stdout)).toEqual(expect.arrayContaining(["ok subtest", "ok from an object", "ok a", "ok b"]));
  });

  test("a failure is printed once, at its expectation, and the body's own error is the test's", async () => {
    const folder = makeSample({
      "backlot.toml": scenario,
      "bad.test.mjs": `import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { describe, test, worldTest } from "backlot/node-test";
test("unused", ({ world }) => {
  execFileSync("deploy", ["web"]);
  world.command("git").mock("push");
});
test("unused in the file", () => {});
test("body", () => {
  try { execFileSync("deploy", ["a", "b"], { stdio: "pipe" }); } catch {}
  assert.equal("the body", "another");
});
test("mistake", ({ world }) => {
  execFileSync("deploy", ["web"]);
  world.command("git").mock("push").reply({ exitcode: 1 });
});
test("times out", { timeout: 300 }, () => new Promise((resolve) => setTimeout(resolve, 2000)));
test("environment is back", () => { execFileSync("deploy", ["web"]); });
describe("at once", { concurrency: true }, () => {
  const open = worldTest({});
  for (const name of ["a", "b"]) open(name, () => new Promise((resolve) => setTimeout(resolve, 100)));
});
`,
    });
    const { code, stdout } = await runNode(folder, ["--test", "--test-reporter=tap", "bad.test.mjs"]);
    expect(code).toBe(1);
    expect(ends(stdout).slice(0, 6)).toEqual([
      "not ok unused",
      "not ok unused in the file",
      "not ok body",
      "not ok mistake",
      "not ok times out",
      "ok environment is back",
    ]);
    const parts = stdout.split("# Subtest: ");
    const part = (name: string): string => parts.find((one) => one.startsWith(`${name}\n`)) ?? "";
    expect(part("unused")).toContain(`stack: |-\n    expectation (${folder}/bad.test.mjs:6:24)\n`);
    expect(part("unused in the file")).toContain(`expectation (${folder}/backlot.toml:5:7)`);
    expect(part("body")).toContain("+ actual - expected");
    expect(part("body")).toContain("# backlot: FAILED");
    expect(part("mistake")).toContain(`${folder}/bad.test.mjs:15:37`);
    expect(part("mistake")).not.toContain("never called");
    expect(stdout.split("git push was never called").length - 1).toBe(1);
    const atOnce = [part("a"), part("b")];
    expect(atOnce.filter((text) => text.includes("concurrent-worlds"))).toHaveLength(1);
  });

  test("a world for a file: open before its hooks, a layer for each test, verified at its end", async () => {
    const folder = makeSample({
      "shop.toml": scenario,
      "good.test.mjs": `
        import assert from "node:assert/strict";
        import { execFileSync } from "node:child_process";
        import { before, fileWorld } from "backlot/node-test";
        const test = await fileWorld("shop.toml");
        let started = "";
        before(() => void (started = execFileSync("deploy", ["app"], { encoding: "utf8" })));
        test("one", ({ world }) => {
          world.command("deploy").mock("one").reply({ stdout: "1" });
          assert.equal(execFileSync("deploy", ["one"], { encoding: "utf8" }), "1");
          assert.equal(started, "deployed\\n");
        });
        test("two", () => assert.equal(execFileSync("deploy", ["one"], { encoding: "utf8" }), "deployed\\n"));
      `,
      "bad.test.mjs": `
        import { fileWorld } from "backlot/node-test";
        const test = await fileWorld("shop.toml");
        test("good", () => {});
        test("unused", ({ world }) => void world.command("git").mock());
      `,
    });
    const good = await runNode(folder, ["--test", "--test-reporter=tap", "good.test.mjs"]);
    expect(good).toMatchObject({ code: 0, stderr: "" });
    const bad = await runNode(folder, ["--test", "--test-reporter=tap", "bad.test.mjs"]);
    expect(bad.code).toBe(1);
    expect(ends(bad.stdout)).toEqual(expect.arrayContaining(["ok good", "not ok unused"]));
    expect(bad.stdout.split("deploy * was never called").length - 1).toBe(1);
    expect(bad.stdout.split("git ** was never called").length - 1).toBe(1);
  });
});
