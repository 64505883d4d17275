const { execFile, execFileSync } = require("node:child_process");
const { promisify } = require("node:util");
const { afterAll, afterEach, beforeEach, describe, expect, it, test, worldTest } = require("backlot/jest");
const { release } = require("./release");

const before = JSON.stringify(process.env);
afterAll(() => expect(JSON.stringify(process.env)).toBe(before));

test("tags a release", async ({ world }) => {
  const push = world.command("git").mock("push", "--tags").reply({ exitCode: 0 });
  expect(await release("1.4.0")).toBe(42);
  expect(push.calls).toHaveLength(1);
  expect(process.env.RELEASE_API).toBe(world.url("releases"));
  expect(world.expectation("announced").calls).toMatchObject([{ json: { version: "1.4.0" } }]);
});

describe("what jest makes in a global object of its own", () => {
  it("is data: RegExps, asymmetric matchers, module URLs", async ({ world }) => {
    world.command("git").mock(/^push$/, expect.stringContaining("tags"));
    expect(await release("1.5.0")).toBe(42);
    world.command("tag").mock(expect.any(String), expect.stringMatching(/^v\d/));
    execFileSync("tag", ["-a", "v1"]);
    const answer = new URL("answer.mjs#answer", `file://${__filename}`);
    world.command("ask").mock().reply(answer);
    expect(execFileSync("ask", ["a"], { encoding: "utf8" })).toBe("A");
  });

  const test = worldTest({});
  test("a handler's own error is told with its place", async ({ world }) => {
    world
      .command("ask")
      .mock()
      .reply(() => {
        throw new Error("mine");
      });
    await promisify(execFile)("ask").catch(() => undefined);
    const { findings } = await world.verify();
    expect(findings).toMatchObject([{ name: "handler-failed" }]);
    expect(findings[0].what).toContain("Error: mine\n");
    expect(findings[0].what).toContain("good.test.js:");
    await world.close().catch(() => undefined);
  });
});

describe("what a test inherits", () => {
  const test = worldTest({});
  test("is what the file has set", ({ world }) => {
    process.env.ONLY_HERE = "by the test";
    expect(world.env.ONLY_HERE).toBe("by the file");
    expect(execFileSync("sh", ["-c", "echo $ONLY_HERE"], { encoding: "utf8" })).toBe("by the file\n");
  });
  beforeEach(() => void (process.env.ONLY_HERE = "by the file"));
  afterEach(() => {
    expect(process.env.ONLY_HERE).toBe("by the file");
    delete process.env.ONLY_HERE;
  });
});

describe("fake timers", () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());
  test("do not stop a world", async ({ world }) => {
    world.command("git").mock("push", "--tags");
    expect(await release("1.6.0")).toBe(42);
  });
});

describe("forms", () => {
  const test = worldTest({ commands: [{ run: "own *", reply: { stdout: "own" } }] });
  const own = (...args) => execFileSync("own", args, { encoding: "utf8" });
  test.each([
    ["a", 1],
    ["b", 2],
  ])("each %s", (text, number, { world }) => {
    expect(own(text)).toBe("own");
    expect(world.calls()).toMatchObject([{ args: [text] }]);
    expect(number).toBeGreaterThan(0);
  });
  test.each`
    left | right | sum
    ${1} | ${2}  | ${3}
  `("$left and $right", ({ left, right, sum }, { world }) => {
    expect(own(String(left + right))).toBe("own");
    expect(world.calls()).toMatchObject([{ args: [String(sum)] }]);
  });
  test("not named", () => expect(own("x")).toBe("own"));
  test.failing("is unused, as it says", () => {});
  test.failing("fails, and its world too, as it says", () => {
    throw new Error("as it says");
  });
  // Skipped on purpose, for good: it would fail if the form .skip ran it.
  test.skip("skipped", () => {
    throw new Error("not run");
  });
  // Nothing is to come here: the form itself is what is tried.
  test.todo("later");
});

test("both forms, loaded again, are one library", async ({ world }) => {
  jest.resetModules();
  const again = require("backlot/jest");
  const { BacklotError, openWorld } = require("backlot");
  expect(again.test).not.toBe(test);
  expect(again.match).toBe(require("backlot").match);
  const other = await openWorld({});
  expect(() => other.command("git").mock().reply({ exitcode: 1 })).toThrow(BacklotError);
  await other.close().catch(() => undefined);
  world.command("git").mock("push", "--tags");
  expect(await release("1.7.0")).toBe(42);
});

describe("a fixture of its own", () => {
  const test = worldTest({});
  test("has every test", ({ world }) => {
    world.command("expr").mock().record();
    expect(execFileSync("expr", ["1", "+", "2"], { encoding: "utf8" })).toBe("3\n");
  });
  afterAll(() => {
    const { metadata } = require("./fixtures/a-fixture-of-its-own-has-every-test_expr.json");
    expect(metadata).toMatchObject({
      test_module: "good.test.js",
      test_function: "a fixture of its own has every test",
    });
  });
});
