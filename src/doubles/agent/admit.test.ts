import { expect, test } from "vitest";
import { expectation } from "../../../tests/samples/calls.ts";
import { emptyAgentScenario } from "../../dialogue/index.ts";
import { admitAgent } from "./admit.ts";
import { noAgents } from "./config.ts";

const agents = { claude: { scenario: emptyAgentScenario, optional: false } };
const command = expectation("commands[0]", { target: "claude" });

test("a command that an agent answers is refused, with the way out", () => {
  expect(admitAgent(agents, command)).toMatchObject([
    {
      name: "conflicting-fields",
      severity: "error",
      at: command.at,
      what: 'the command "claude" is that of [agents.claude]',
      why: "A command has one double. The agent answers all its calls, so that this one would never be asked.",
    },
  ]);
});

test("all others are not", () => {
  expect(admitAgent(agents, expectation("commands[0]"))).toEqual([]);
  expect(admitAgent(noAgents, command)).toEqual([]);
  expect(admitAgent(agents, { ...command, double: "agent" })).toEqual([]);
});
