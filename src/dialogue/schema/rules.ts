import { limits } from "../../core/index.ts";
import {
  integer,
  mapped,
  named,
  optional,
  record,
  required,
  spelling,
  table,
  type MapContext,
} from "../../scenario/index.ts";
import { describeMatcher } from "../describe.ts";
import type { Conversation, Failure, Response, ResponseRule, Turn } from "../scenario.ts";
import { failureShape } from "./failures.ts";
import { patternShape } from "./patterns.ts";
import { responseShape } from "./responses.ts";
import { atMost, sizedList } from "./sized.ts";

const answerFields = {
  response: optional(responseShape, "What is said; may be left out where there is a failure.", {
    example: "Hello! How can I help?",
  }),
  failure: optional(failureShape, "What goes wrong instead.", {
    example: { type: "rate_limit", retry_after: 30 },
  }),
};

/** Whether something answers; undefined after reporting that nothing does. */
function isAnswered(
  { response, failure }: { readonly response?: Response | undefined; readonly failure?: Failure | undefined },
  context: MapContext,
): true | undefined {
  if (response !== undefined) return true;
  const fix = `Add response, for example: ${context.assignment("response", "Done.")}`;
  if (failure === undefined) {
    return context.report("missing-field", {
      what: `${context.path} has neither response nor failure`,
      why: "Something must come of a prompt that it takes.",
      fix: `${fix}; or failure.`,
    });
  }
  if (failure.times === undefined) return true;
  return context.report("missing-field", {
    what: `${context.path} has a failure with times, but no response`,
    why: "Nothing would be said after the failure has happened that often.",
    fix: `${fix}; or remove times.`,
  });
}

const turn = mapped(
  table({
    expect: required(patternShape, "What the next prompt must be; another one leaves the dialogue.", {
      example: { contains: "github" },
    }),
    ...answerFields,
  }),
  ({ expect, response, failure }, context): Turn | undefined =>
    isAnswered({ response, failure }, context) && {
      id: "",
      expect,
      response,
      failure,
      text: describeMatcher(expect),
      at: context.at,
    },
);

const turns = sizedList(
  named("agent_turn", "One exchange of a dialogue.", () => turn),
  limits.agentTurns,
  "turns",
);

const rule = mapped(
  table({
    pattern: required(patternShape, "What the prompt must be.", {
      example: { type: "contains", text: "hello" },
    }),
    ...answerFields,
    max_matches: optional(
      integer(1),
      "How often it answers in one conversation; then the next rule is tried.",
      {
        example: 1,
        otherwise: "any number",
      },
    ),
    turns: optional(
      turns,
      "What comes next once it has answered: prompts that are expected, and their answers.",
      {
        example: [{ expect: { type: "any" }, response: "Thanks." }],
      },
    ),
  }),
  (fields, context): ResponseRule | undefined =>
    isAnswered(fields, context) && {
      id: "",
      pattern: fields.pattern,
      response: fields.response,
      failure: fields.failure,
      maxMatches: fields.maxMatches,
      turns: fields.turns ?? [],
      text: describeMatcher(fields.pattern),
      at: context.at,
    },
);

/** The rules of a scenario. */
export const rules = sizedList(rule, limits.agentRules, "rules");

const conversation = mapped(
  table({ turns: required(turns, "Its exchanges; what the first one expects enters it.") }),
  ({ turns: found }, context) => {
    if (found.length > 0) return found;
    const name = spelling("turns", context.node.where);
    return context.report("invalid-value", {
      what: `${context.path}.${name} is empty`,
      why: "A conversation is entered by what its first turn expects.",
      fix: "Add a turn, or remove the conversation.",
    });
  },
);

/** The conversations of a scenario, in the order written. */
export const conversations = mapped(
  record(conversation, { nonEmpty: true }),
  (found, context): readonly Conversation[] | undefined => {
    const all = Object.entries(found).map(([name, one]) => ({ name, turns: one }));
    return atMost(all.length, limits.agentConversations, "conversations", context) && all;
  },
);
