import { adoptAgentScenario, agentFields, agentScenario } from "../../../dialogue/index.ts";
import {
  boolean,
  mapped,
  optional,
  string,
  table,
  type EntryExpectation,
  type SectionContent,
} from "../../../scenario/index.ts";
import { claude, type AgentConfig } from "../config.ts";

const claudeTable = table({
  scenario: optional(
    string({ nonEmpty: true }),
    "A file with the agent scenario, beneath what stands here.",
    {
      example: "agents/hello.toml",
    },
  ),
  optional: optional(boolean(), "Rules that no prompt used are fine.", { otherwise: "false" }),
  ...agentFields,
});

const claudeShape = mapped(claudeTable, ({ scenario: _file, optional: mayBeUnused, ...fields }) => ({
  scenario: agentScenario(fields),
  optional: mayBeUnused ?? false,
}));

const shape = mapped(
  table({ claude: optional(claudeShape, "The CLI of Claude Code: the command `claude`.") }),
  ({ claude: found }): SectionContent => {
    const config: AgentConfig = { claude: found ?? null };
    return { config, expectations: found === undefined ? [] : expectationsOf(found) };
  },
);

/** Every rule is an expectation: one that no prompt came to fails, as any other. */
function expectationsOf({
  scenario,
  optional: mayBeUnused,
}: NonNullable<AgentConfig["claude"]>): SectionContent["expectations"] {
  return scenario.responses.map((rule) => {
    const expectation: EntryExpectation = {
      name: undefined,
      double: "agent",
      target: claude,
      conditions: [{ field: "rule", matcher: { is: "equals", value: rule.id } }],
      answer: { kind: "response", response: null },
      times: { min: mayBeUnused ? 0 : 1, max: null },
      text: `claude ${rule.text}`,
      at: rule.at,
    };
    return { list: "agents.claude.responses", expectation };
  });
}

/** What reads `[agents]`, and files of agents alone. */
export const agentReading = { shape, adopt: adoptAgentScenario };
