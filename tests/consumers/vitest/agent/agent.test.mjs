import { execFileSync } from "node:child_process";
import { expect, test } from "backlot/vitest";

/** What a program does: it finds claude on PATH, and reads its result. */
function review() {
  const stdout = execFileSync("claude", ["-p", "review a.js", "--output-format", "json"], {
    encoding: "utf8",
    timeout: 10_000,
  });
  return JSON.parse(stdout);
}

test("the scenario answers, and test code sees what happened", ({ world }) => {
  expect(review()).toMatchObject({ result: "LGTM", num_turns: 2, is_error: false });
  expect(world.agent("claude").calls).toMatchObject([
    { prompt: "review a.js", answeredBy: "responses[0]", toolCalls: [{ tool: "Read" }], files: ["a.js"] },
  ]);
});

test("test code answers before the scenario does, whose rule counts all the same", ({ world }) => {
  const asked = world.agent("claude").mock("review a.js").reply("Not yet.").once();
  expect(review().result).toBe("Not yet.");
  expect(asked.calls).toHaveLength(1);
  expect(review().result).toBe("LGTM");
});
