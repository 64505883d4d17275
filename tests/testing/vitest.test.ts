import { describe, expect, test } from "vitest";
import { makeSample, runVitest } from "./sample.ts";

const scenario = `name = "shop"
[env]
MARK = "of the world"
[services.convo]
export = "CONVO_URL"
hosts = ["api.example.com"]
[[services.convo.stubs]]
request = "GET /me"
reply = { text = "me" }
optional = true
[[commands]]
name = "deployed"
run = "deploy *"
reply = { stdout = "deployed\\n" }
`;

const goodTests = `
        import { execFileSync } from "node:child_process";
        import { afterAll, afterEach, beforeEach, describe, expect, it, test, worldTest } from "backlot/vitest";
        const before = JSON.stringify(process.env);
        const deploy = (what: string) => execFileSync("deploy", [what], { encoding: "utf8" });
        afterEach(() => void 0);
        afterAll(() => expect(JSON.stringify(process.env)).toBe(before));
        test("named", ({ world }) => {
          expect(deploy("web")).toBe("deployed\\n");
          expect(process.env["MARK"]).toBe("of the world");
          expect(process.env["CONVO_URL"]).toBe(world.url("convo"));
          expect(world.expectation("deployed").calls).toHaveLength(1);
        });
        test("hosts that the scenario stands in for", async () => {
          deploy("web");
          expect(await (await fetch("https://api.example.com/me")).text()).toBe("me");
        });
        it("not named", () => expect(deploy("web")).toBe("deployed\\n"));
        test.each([["a"], ["b"]])("each %s", (what) => expect(deploy(what)).toBe("deployed\\n"));
        test.for(["c"])("for %s", (what, { world }) => {
          deploy(what);
          expect(world.calls()).toMatchObject([{ args: ["c"] }]);
        });
        let tries = 0;
        test("is new in each try", { retry: 2 }, ({ world }) => {
          expect(world.calls()).toEqual([]);
          deploy("again");
          expect(++tries).toBe(3);
        });
        test.skip("skipped", () => { throw new Error("not run"); });
        test("skips itself", ({ skip }) => skip());
        test.todo("later");
        const own = worldTest({ commands: [{ run: "own", reply: { stdout: "own" } }] });
        own("from an object", () => expect(execFileSync("own", { encoding: "utf8" })).toBe("own"));
        const files = worldTest(["other/one.yaml", "other/two.json"]);
        files("from files", () => {
          expect(execFileSync("one", { encoding: "utf8" }) + execFileSync("two", { encoding: "utf8" })).toBe("12");
        });
        const more = test.extend<{ deployed: string }>({
          deployed: async ({ world }, use) => use(execFileSync("deploy", ["x"], { encoding: "utf8", env: world.env })),
        });
        more("extended", ({ deployed }) => expect(deployed).toBe("deployed\\n"));
        test.fails("is unused, as it says", () => {});
      `;

const badTests = `import type { Unused } from "./src/types.ts";
import { execFileSync } from "node:child_process";
import { expect, test } from "backlot/vitest";

test("unused in the test", ({ world }) => {
  const nothing: Unused | undefined = undefined;
  execFileSync("deploy", ["web"]);
  world.command("git").mock("push");
  expect(nothing).toBe(undefined);
});
test("unused in the file", () => {});
test("unmatched", () => {
  execFileSync("deploy", ["web"]);
  try { execFileSync("deploy", ["a", "b"], { stdio: "pipe" }); } catch { /* swallowed */ }
});
test("body", ({ world }) => {
  world.command("git").mock("push");
  expect("the body").toBe("another");
});
test("both", ({ world }) => {
  try { execFileSync("deploy", ["a", "b"], { stdio: "pipe" }); } catch { /* swallowed */ }
  expect("the body").toBe("another");
});
test("mistake", ({ world }) => {
  execFileSync("deploy", ["web"]);
  world.command("git").mock("push").reply({ exitcode: 1 } as object);
});
test("closes itself", async ({ world }) => {
  await world.close();
});
test("times out", { timeout: 300 }, async () => {
  execFileSync("deploy", ["web"]);
  await new Promise(() => undefined);
});
`;

describe("a world for each test", { timeout: 90_000 }, () => {
  test("is opened, is the process's environment, and is verified, in hooks, each, retries and fixtures", async () => {
    const folder = makeSample({
      "backlot.toml": scenario,
      "good.test.ts": goodTests,
      "other/one.yaml": "commands: [{ run: one, reply: { stdout: '1' } }]",
      "other/two.json": '{ "commands": [{ "run": "two", "reply": { "stdout": "2" } }] }',
    });
    for (const pool of ["forks", "threads"]) {
      const run = await runVitest(folder, [`--pool=${pool}`]);
      const bad = Object.entries(run.tests).filter(([, one]) => one.status === "failed");
      expect(bad).toEqual([]);
      expect(run).toMatchObject({ code: 0 });
      const passed = Object.values(run.tests).filter((one) => one.status === "passed");
      expect(passed).toHaveLength(11);
    }
  });

  test("a failure is printed once, at its expectation, after the body's own error", async () => {
    const folder = makeSample({
      "backlot.toml": scenario,
      "src/types.ts": "export interface Unused { readonly a: string }",
      "bad.test.ts": badTests,
    });
    const { stdout, stderr, tests, code } = await runVitest(folder);
    const output = stdout + stderr;
    expect(code).toBe(1);
    const errors = output.split("Failed Tests")[1]?.split(/^⎯+\[\d+\/\d+\]⎯+$/m) ?? [];
    const sections = Object.fromEntries(
      errors.flatMap((text) => {
        const titles = [...text.matchAll(/FAIL {2}bad\.test\.ts > (.*)/g)].map((found) => found[1]);
        return titles.length === 0 ? [] : [[titles.join(", "), text] as const];
      }),
    );
    // "both" has two errors, so it stands twice; every other test once.
    expect(errors.filter((text) => text.includes("> both"))).toHaveLength(2);
    expect(Object.keys(sections).sort()).toEqual([
      "body",
      "both",
      "closes itself",
      "mistake",
      "times out",
      "unmatched",
      "unused in the file",
      "unused in the test",
    ]);
    expect(tests["both"]?.messages.map((one) => one.split(":")[0])).toEqual([
      "AssertionError",
      "BacklotError",
    ]);
    expect(tests["body"]?.messages).toHaveLength(1);
    expect(output).not.toMatch(/❯ .*node_modules/);
    expect(sections["unused in the test"]).toContain("❯ expectation bad.test.ts:8:24\n");
    expect(sections["unused in the test"]).toContain('  8|   world.command("git").mock("push");');
    expect(sections["unused in the file"]).toContain("❯ expectation backlot.toml:13:7\n");
    expect(sections["unmatched"]).toContain("deploy a b matches no expectation");
    expect(sections["mistake"]).toContain("❯ bad.test.ts:26:37\n");
    expect(sections["mistake"]).not.toContain("never called");
    expect(sections["closes itself"]).toContain("❯ expectation backlot.toml:13:7\n");
    expect(sections["times out"]).toContain("timed out");
  });

  test("a broken scenario is shown with its line, once for each test that needs it", async () => {
    const folder = makeSample({
      "backlot.toml": 'name = "x"\n[[commands]]\nrun = "a"\nreplay = {}\n',
      "broken.test.ts": `import { test } from "backlot/vitest";\ntest("needs it", () => {});`,
    });
    const { stdout, stderr, tests } = await runVitest(folder);
    expect(tests["needs it"]?.status).toBe("failed");
    const output = stdout + stderr;
    expect(output.split("BKL1002 unknown-field").length - 1).toBe(1);
    expect(output).toContain("at backlot.toml:4:1");
    expect(output).toContain("4 | replay = {}");
    expect(output).not.toContain("❯ node_modules");
  });

  test("concurrent tests have their worlds and leave process.env alone", async () => {
    const folder = makeSample({
      "all.test.ts": `
        import { execFileSync, spawn } from "node:child_process";
        import { once } from "node:events";
        import { describe, worldTest } from "backlot/vitest";
        const test = worldTest({ env: { MARK: "of the world" } });
        describe.concurrent("at once", () => {
          for (const name of ["a", "b", "c"]) test(name, async ({ world, expect }) => {
            expect(process.env["MARK"]).toBe(undefined);
            world.command("tool").mock(name);
            await new Promise((resolve) => setTimeout(resolve, 50));
            const [code] = await once(spawn("tool", [name], { env: world.env }), "exit");
            expect(code).toBe(0);
            expect(world.calls()).toHaveLength(1);
            expect(() => execFileSync("tool", [name])).toThrow('"tool" is started without env');
          });
        });
      `,
    });
    const run = await runVitest(folder);
    expect(run.stdout + run.stderr).not.toContain("FAIL");
    expect(Object.values(run.tests).map((one) => one.status)).toEqual(["passed", "passed", "passed"]);
  });
});

describe("a world for a file", { timeout: 90_000 }, () => {
  test("is open before beforeAll; each test has a layer; the file is verified at its end", async () => {
    const folder = makeSample({
      "shop.toml": scenario,
      "good.test.ts": `
        import { execFileSync } from "node:child_process";
        import { beforeAll, expect, fileWorld } from "backlot/vitest";
        const test = fileWorld("shop.toml");
        let started = "";
        beforeAll(() => void (started = execFileSync("deploy", ["app"], { encoding: "utf8" })));
        test("one", ({ world }) => {
          world.command("deploy").mock("one").reply({ stdout: "1" });
          expect(execFileSync("deploy", ["one"], { encoding: "utf8" })).toBe("1");
          expect(started).toBe("deployed\\n");
        });
        test("two", ({ world }) => {
          expect(execFileSync("deploy", ["one"], { encoding: "utf8" })).toBe("deployed\\n");
          expect(process.env["CONVO_URL"]).toBe(world.url("convo"));
        });
      `,
      "bad.test.ts": `
        import { execFileSync } from "node:child_process";
        import { expect, fileWorld } from "backlot/vitest";
        const test = fileWorld("shop.toml");
        test("unmatched", () => {
          try { execFileSync("deploy", [], { stdio: "pipe" }); } catch { /* swallowed */ }
        });
        test("good", () => expect(1).toBe(1));
        test("unused", ({ world }) => void world.command("git").mock());
        test.concurrent("c1", () => new Promise((resolve) => setTimeout(resolve, 100)));
        test.concurrent("c2", () => new Promise((resolve) => setTimeout(resolve, 100)));
      `,
    });
    const run = await runVitest(folder);
    const status = Object.fromEntries(Object.entries(run.tests).map(([name, one]) => [name, one.status]));
    expect(status).toEqual({
      one: "passed",
      two: "passed",
      good: "passed",
      unmatched: "failed",
      unused: "failed",
      c1: "passed",
      c2: "failed",
    });
    expect(run.tests["c2"]?.messages[0]).toContain("concurrent-worlds");
    const output = run.stdout + run.stderr;
    expect(output).toContain("FAIL  bad.test.ts [ bad.test.ts ]");
    expect(output.split("deployed (deploy *) was never called").length - 1).toBe(1);
    expect(output.split("deploy matches no expectation").length - 1).toBe(1);
  });
});
