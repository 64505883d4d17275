import { mapped, optional, table, type TableOut } from "../../scenario/index.ts";
import { emptyAgentScenario, type AgentScenario, type Turn } from "../scenario.ts";
import { identityFields } from "./identity.ts";
import { responseShape } from "./responses.ts";
import { conversations, rules } from "./rules.ts";
import { toolExecution } from "./tools.ts";

/** The fields of an agent scenario. */
export const agentFields = {
  ...identityFields,
  default_response: optional(responseShape, "What is said to a prompt that no rule takes.", {
    example: "I'm not sure how to help with that.",
    otherwise: "such a prompt is an error",
  }),
  responses: optional(rules, "Rules, tried in order: the first that takes a prompt answers it."),
  conversations: optional(
    conversations,
    "Dialogues by name, entered after all rules by what their first turn expects.",
    {
      example: { login: { turns: [{ expect: "log in", response: "Who are you?" }] } },
    },
  ),
  tool_execution: optional(toolExecution, "How tools that the model calls behave."),
};

/** What the fields come to. */
export function agentScenario(fields: TableOut<typeof agentFields>): AgentScenario {
  return {
    ...emptyAgentScenario,
    name: fields.name ?? "",
    defaultModel: fields.defaultModel,
    claudeVersion: fields.claudeVersion,
    userName: fields.userName,
    sessionId: fields.sessionId,
    projectPath: fields.projectPath,
    launchTimestamp: fields.launchTimestamp,
    workingDirectory: fields.workingDirectory,
    trusted: fields.trusted,
    permissionMode: fields.permissionMode,
    defaultResponse: fields.defaultResponse,
    responses: (fields.responses ?? []).map((rule, index) => {
      const id = `responses[${index}]`;
      return { ...rule, id, turns: numbered(id, rule.turns) };
    }),
    conversations: (fields.conversations ?? []).map(({ name, turns }) => ({
      name,
      turns: numbered(`conversations.${name}`, turns),
    })),
    toolExecution: fields.toolExecution ?? emptyAgentScenario.toolExecution,
  };
}

function numbered(rule: string, turns: readonly Turn[]): readonly Turn[] {
  return turns.map((turn, index) => ({ ...turn, id: `${rule}.turns[${index}]` }));
}

/** The scenario's own fields as a table of their own. */
export const agentShape = mapped(table(agentFields), agentScenario);
