import { test } from "backlot/node-test";
import { release } from "./release.mjs";

test("forgets to push", async ({ world }) => {
  world.command("git").mock("push", "--tags");
  world.command("git").mock("push", "--force");
  await release("1.4.0");
});
