const { execFileSync } = require("node:child_process");
const { test } = require("backlot/jest");

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
  expect(review().result).toBe("Not yet.");
  expect(review()).toMatchObject({ result: "LGTM", num_turns: 2 });
  expect(asked.calls).toHaveLength(1);
  expect(world.agent("claude").calls.map((call) => call.isError)).toEqual([false, false]);
});
