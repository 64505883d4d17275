const { execFileSync } = require("node:child_process");
const { expect, test, worldTest } = require("backlot/jest");
const { release } = require("./release");

test("forgets to push", async ({ world }) => {
  world.command("git").mock("push", "--tags");
  world.command("git").mock("push", "--force");
  await release("1.4.0");
});

const own = worldTest({});
const swallow = (...args) => {
  try {
    execFileSync("kubectl", args, { stdio: "pipe" });
  } catch {
    // A program that swallows a failure does not hide it.
  }
};

own("calls what nobody declared", ({ world }) => {
  world.command("kubectl").stub("apply");
  swallow("delete", "web");
});

own("has an error of its own and unused expectations", ({ world }) => {
  world.command("kubectl").mock("apply");
  expect("the body").toBe("another");
});

own("has an error of its own and a refused call", ({ world }) => {
  world.command("kubectl").stub("apply");
  swallow("get");
  expect("the body").toBe("a third");
});

own(
  "times out",
  async ({ world }) => {
    world.command("kubectl").stub("apply");
    swallow("wait");
    await new Promise(() => undefined);
  },
  300,
);

own("and leaves the process to the next", ({ world }) => {
  world.command("kubectl").mock("apply").reply({ stdout: "next" });
  expect(execFileSync("kubectl", ["apply"], { encoding: "utf8" })).toBe("next");
});

worldTest({ comands: [] })("has a typo", () => {});
