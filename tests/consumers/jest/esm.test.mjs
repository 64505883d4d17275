import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { BacklotError } from "backlot";
import { expect, test } from "backlot/jest";

test("imports what others require", async ({ world }) => {
  world.command("git").mock("push", /tags/);
  execFileSync("git", ["push", "--tags"]);
  execFileSync("kubectl", ["apply", "-f", "x"]);
  await fetch(`${process.env.RELEASE_API}/releases`, { method: "POST", body: "{}" });
  expect(createRequire(import.meta.url)("backlot").BacklotError).toBe(BacklotError);
});
