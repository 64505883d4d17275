import { expect, test } from "vitest";
import { loadSection } from "../../../../tests/samples/section.ts";
import type { AgentConfig } from "../config.ts";
import { agentSection } from "./section.ts";

const rules = `[[responses]]
pattern = { type = "contains", text = "hello" }
response = "Hello!"
`;

test("an agent's file is a world whose agent it is", async () => {
  const result = await loadSection(agentSection, { "agent.toml": rules }, "agent.toml");
  expect(result.findings).toEqual([]);
  if (!result.ok) return;
  const { claude } = result.value.sections["agents"] as AgentConfig;
  expect(claude?.scenario.responses[0]?.response?.text).toBe("Hello!");
  expect(result.value.layers[0]?.expectations).toMatchObject([
    {
      id: "agent.toml#agents.claude.responses[0]",
      text: 'claude contains "hello"',
      times: { min: 1, max: null },
    },
  ]);
});

test("a world without an agent has none", async () => {
  const result = await loadSection(agentSection, { "backlot.toml": "seed = 1" });
  expect(result.ok && result.value.sections["agents"]).toEqual({ claude: null });
});
