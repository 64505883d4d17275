const { expect, test } = require("backlot/jest");
const { release } = require("./release");

test("announces a release", async ({ world }) => {
  const push = world.command("git").mock("push", expect.stringContaining("tags"));
  expect(await release("1.4.0")).toBe(42);
  expect(push.calls).toHaveLength(1);
});

test.each([["1.5.0"], ["1.6.0"]])("announces %s", async (version, { world }) => {
  world.command("git").mock("push", "--tags");
  expect(await release(version)).toBe(42);
  expect(world.expectation("announced").calls).toMatchObject([{ json: { version } }]);
});
