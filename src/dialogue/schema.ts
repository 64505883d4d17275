import type { Matcher } from "../core/index.ts";
import {
  list,
  mapped,
  optional,
  required,
  string,
  table,
  textMatcher,
  type MapContext,
} from "../scenario/index.ts";
import { emptyAgentScenario, type AgentScenario, type Response, type ResponseRule } from "./scenario.ts";

const plain = (text: string): Response => ({ text, delayMs: 0, toolCalls: [], then: [] });

/** What is said to a prompt: a text, or a table. */
export const responseShape = mapped(string(), plain);

const ruleShape = mapped(
  table({
    pattern: required(textMatcher, "What the prompt must be."),
    response: optional(responseShape, "What is answered."),
  }),
  ({ pattern, response }, context: MapContext): ResponseRule => ({
    id: context.path,
    pattern,
    response,
    turns: [],
    text: describeMatcher(pattern),
    at: context.at,
  }),
);

/** The fields of an agent scenario. */
export const agentFields = {
  name: optional(string(), "A name for reports."),
  user_name: optional(string(), "Whom the agent greets."),
  default_response: optional(responseShape, "What is said to a prompt that no rule takes."),
  responses: optional(list(ruleShape), "Rules, tried in order."),
};

/** What the fields come to. */
export function agentScenario(fields: {
  readonly name?: string | undefined;
  readonly userName?: string | undefined;
  readonly defaultResponse?: Response | undefined;
  readonly responses?: readonly ResponseRule[] | undefined;
}): AgentScenario {
  return {
    ...emptyAgentScenario,
    name: fields.name ?? "",
    userName: fields.userName,
    defaultResponse: fields.defaultResponse,
    responses: (fields.responses ?? []).map((rule, index) => ({ ...rule, id: `responses[${index}]` })),
  };
}

/** The scenario's own fields as a table of their own. */
export const agentShape = mapped(table(agentFields), agentScenario);

function describeMatcher(matcher: Matcher): string {
  return matcher.is === "equals" ? JSON.stringify(matcher.value) : JSON.stringify(matcher);
}
