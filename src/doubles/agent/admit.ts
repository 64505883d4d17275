import { finding, quote, type Expectation, type Finding } from "../../core/index.ts";
import { claude, type AgentConfig } from "./config.ts";

/** A command has one double: what is declared for an agent's own would never be asked. */
export function admitAgent(config: AgentConfig, { double, target, at }: Expectation): readonly Finding[] {
  if (config.claude === null || double !== "command" || target !== claude) return [];
  return [
    finding("conflicting-fields", {
      at,
      what: `the command ${quote(target)} is that of [agents.claude]`,
      why: "A command has one double. The agent answers all its calls, so that this one would never be asked.",
      fix: 'Remove one of the two; what is answered to a prompt is a rule of [agents.claude], or world.agent("claude").mock(prompt).',
    }),
  ];
}
