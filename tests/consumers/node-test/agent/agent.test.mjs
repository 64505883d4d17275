import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "backlot/node-test";

/** What a program does: it finds claude on PATH, and reads its result. */
function review() {
  const stdout = execFileSync("claude", ["-p", "review a.js", "--output-format", "json"], {
    encoding: "utf8",
    timeout: 10_000,
  });
  return JSON.parse(stdout);
}

test("the scenario answers, and test code sees what happened", ({ world }) => {
  const asked = world.agent("claude").mock("review a.js").reply("Not yet.").once();
  assert.equal(review().result, "Not yet.");
  assert.equal(review().num_turns, 2);
  assert.equal(asked.calls.length, 1);
  assert.deepEqual(world.agent("claude").calls[1].files, ["a.js"]);
});
