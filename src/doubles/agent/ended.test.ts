import { describe, expect, test } from "vitest";
import { sampleAgent } from "../../../tests/samples/agent.ts";

const rules = `
[agents.claude]
default_response = "Hi."
[[agents.claude.responses]]
pattern = "hang"
failure = { type = "hang" }
[[agents.claude.responses]]
pattern = "slow"
response = { text = "Slow.", delay_ms = 60000 }
`;

describe("a process whose program has left", () => {
  test.each(["hang", "slow", "hello"])("is told as gone, not as answered: %s", async (prompt) => {
    const agent = await sampleAgent(rules);
    await agent.claude(["-p", prompt], { hasLeft: true });
    expect(agent.world.calls()).toMatchObject([{ outcome: "gone", findings: [] }]);
    expect(agent.world.calls()[0]?.detail).not.toHaveProperty("exitCode");
  });

  test("before its prompt was read has none", async () => {
    const agent = await sampleAgent(rules);
    await agent.claude(["-p"], { input: [{ kind: "gone" }] });
    expect(agent.world.calls()).toMatchObject([{ outcome: "gone" }]);
    expect(agent.turns()).toEqual([]);
  });
});

test("a signal ends a process that waits for its prompt", async () => {
  const agent = await sampleAgent(rules);
  const ran = await agent.claude(["-p", "hello"], { input: [{ kind: "signal", signal: "SIGTERM" }] });
  expect(ran).toMatchObject({ stdout: "", stderr: "", signal: "SIGTERM" });
  expect(agent.world.calls()).toMatchObject([{ detail: { exitCode: null, signal: "SIGTERM" } }]);
});
