import { quote, type Matcher } from "../../core/index.ts";
import { responseShape } from "../../dialogue/index.ts";
import { explainMatcher } from "../../match/index.ts";
import {
  countFields,
  mapped,
  optional,
  required,
  string,
  table,
  textMatcher,
  timesOf,
  type EntryExpectation,
  type Infer,
  type InferInput,
  type MapContext,
  type Shape,
} from "../../scenario/index.ts";
import { claude } from "./config.ts";

const entryTable = table({
  name: optional(string({ nonEmpty: true }), "A name for reports."),
  prompt: required(textMatcher, "What the prompt must be."),
  reply: optional(responseShape, "What is answered; absent: what the scenario's rule says."),
  ...countFields,
});

/** What reads an answer that test code declares. */
export type AgentEntry = Shape<EntryExpectation, InferInput<typeof entryTable>>;

/** What `world.agent("claude")` declares: a prompt, and what is answered to it. */
export const agentEntry: AgentEntry = mapped(entryTable, toExpectation);

function toExpectation(fields: Infer<typeof entryTable>, context: MapContext): EntryExpectation | undefined {
  const { name, prompt, reply } = fields;
  const times = timesOf(fields, 1, context);
  if (times === undefined) return undefined;
  return {
    name,
    double: "agent",
    target: claude,
    conditions: [{ field: "prompt", matcher: prompt }],
    answer: { kind: "response", response: reply ?? null },
    times,
    text: textFor(prompt),
    at: context.at,
  };
}

function textFor(prompt: Matcher): string {
  if (prompt.is === "equals" && typeof prompt.value === "string")
    return `${claude} ${quote(prompt.value, 60)}`;
  return `${claude}: prompt ${explainMatcher(prompt)}`;
}
