import { expect, test } from "vitest";
import { parseInput } from "../../scenario/index.ts";
import { agentFields } from "../schema/agent.ts";
import { agentFileFields, isAgentScenario } from "./is-agent-scenario.ts";

function isAgent(value: object): boolean {
  const { tree } = parseInput(value);
  return tree !== null && isAgentScenario(tree);
}

test.each([
  [{ responses: [] }],
  [{ name: "x", defaultResponse: "y" }],
  [{ sessionId: "x", respones: [] }],
  [{ trusted: true, "x-mine": 1 }],
  [{ provider: "x" }],
  [{ toolExecution: {} }],
  [{ conversations: {} }],
])("%j is an agent's", (value) => {
  expect(isAgent(value)).toBe(true);
});

test.each([
  [{}],
  [{ name: "x" }],
  [{ commands: [], responses: [] }],
  [{ agents: {} }],
  [{ agents: {}, userName: "x" }],
  [{ github: {}, trusted: true }],
  [{ include: ["a"], responses: [] }],
  [{ users: [], repositories: [] }],
  [{ default_response: "snake case is not TypeScript's" }],
])("%j is none", (value) => {
  expect(isAgent(value)).toBe(false);
});

test("all fields of an agent but its name are known", () => {
  expect([...agentFileFields].toSorted()).toEqual(
    Object.keys(agentFields)
      .filter((name) => name !== "name")
      .toSorted(),
  );
});
