import { execFileSync } from "node:child_process";
import { test, worldTest } from "backlot/vitest";
import { release } from "./release.mjs";

test("forgets to push", async ({ world }) => {
  world.command("git").mock("push", "--tags");
  world.command("git").mock("push", "--force");
  await release("1.4.0");
});

worldTest({})("calls what nobody declared", ({ world }) => {
  world.command("kubectl").stub("apply");
  try {
    execFileSync("kubectl", ["delete", "web"], { stdio: "pipe" });
  } catch {
    // A program that swallows a failure does not hide it.
  }
});
