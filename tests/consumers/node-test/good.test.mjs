import assert from "node:assert/strict";
import { test } from "backlot/node-test";
import { release } from "./release.mjs";

test("tags a release", async ({ world }) => {
  const push = world.command("git").mock("push", "--tags").reply({ exitCode: 0 });
  assert.equal(await release("1.4.0"), 42);
  assert.equal(push.calls.length, 1);
});
