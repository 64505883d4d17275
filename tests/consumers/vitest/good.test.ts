import { expect, test } from "backlot/vitest";
import { release } from "./release.mjs";

test("tags a release", async ({ world }) => {
  const push = world.command("git").mock("push", "--tags").reply({ exitCode: 0 });
  expect(await release("1.4.0")).toBe(42);
  expect(push.calls).toHaveLength(1);
  expect(world.expectation("announced").calls).toMatchObject([{ json: { version: "1.4.0" } }]);
});

test("tags another one", async ({ world }) => {
  world.command("git").mock("push", "--tags");
  expect(await release("1.5.0")).toBe(42);
});
