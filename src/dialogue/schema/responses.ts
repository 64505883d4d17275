import { limits } from "../../core/index.ts";
import {
  boolean,
  choose,
  integer,
  mapped,
  matcherOf,
  milliseconds,
  named,
  optional,
  spelling,
  string,
  table,
  textMatcherFields,
  when,
  type Infer,
  type MapContext,
} from "../../scenario/index.ts";
import type { ExpectedResult, Response, Step, ThenStep, Usage } from "../scenario.ts";
import { patternShape } from "./patterns.ts";
import { sizedList, text } from "./sized.ts";
import { toolCalls } from "./tools.ts";

const tokens = integer(0);

const usageTable = mapped(
  table({
    input_tokens: optional(tokens, "Tokens that the model read.", { example: 100, otherwise: "0" }),
    output_tokens: optional(tokens, "Tokens that it wrote.", { example: 20, otherwise: "0" }),
    cache_read_input_tokens: optional(tokens, "Tokens that it read from its cache.", { example: 80 }),
    cache_creation_input_tokens: optional(tokens, "Tokens that it put into its cache.", { example: 10 }),
  }),
  (fields): Usage => ({
    ...fields,
    inputTokens: fields.inputTokens ?? 0,
    outputTokens: fields.outputTokens ?? 0,
  }),
);

const usage = named("agent_usage", "Tokens that a message took.", () => usageTable);

const stepFields = {
  text: optional(text, "What it says.", { example: "I'll read the file first.", otherwise: '""' }),
  thinking: optional(text, "What it thinks before that.", { example: "The bug is in main." }),
  delay_ms: optional(milliseconds(), "Real milliseconds before it says anything.", {
    example: 100,
    otherwise: "0",
  }),
  usage: optional(usage, "Tokens that the message took.", {
    example: { input_tokens: 100, output_tokens: 20 },
  }),
  tool_calls: optional(toolCalls, "The tools that it calls, in order.", {
    example: [{ tool: "Read", input: { file_path: "/src/main.rs" } }],
  }),
};

const stepTable = table(stepFields);

function stepOf(fields: Infer<typeof stepTable>, context: MapContext): Step | undefined {
  if (fields.text === undefined && fields.thinking === undefined && fields.toolCalls === undefined) {
    return context.report("missing-field", {
      what: `${context.path} says nothing: it has no text and calls no tools`,
      fix: `Add text, for example: ${context.assignment("text", "Done.")}`,
    });
  }
  return {
    text: fields.text ?? "",
    thinking: fields.thinking,
    delayMs: fields.delayMs ?? 0,
    usage: fields.usage,
    toolCalls: fields.toolCalls ?? [],
  };
}

const contents = ["content", ...Object.keys(textMatcherFields)];

const expectedResult = mapped(
  table(
    {
      tool: optional(string({ nonEmpty: true }), "The tool whose result it is.", {
        example: "Bash",
        otherwise: "any",
      }),
      content: optional(
        patternShape,
        "What the result must be; a field of a matcher may stand in its place.",
        { example: { contains: "2 passed" }, otherwise: "any" },
      ),
      is_error: optional(boolean(), "Whether the tool must have failed.", {
        example: false,
        otherwise: "either",
      }),
      ...textMatcherFields,
    },
    { rules: [{ rule: "at-most-one", of: contents }] },
  ),
  (fields, context): ExpectedResult => {
    const { tool, isError, content } = fields;
    const isWritten = Object.keys(textMatcherFields).some((name) => context.fieldNode(name) !== undefined);
    return { tool, isError, content: isWritten ? matcherOf(fields) : content, at: context.at };
  },
);

const thenStep = mapped(
  table({
    ...stepFields,
    expect_results: optional(
      sizedList(expectedResult, limits.agentSteps, "expected results"),
      "What the tools of the step before must have given, each by a result of its own.",
      { example: [{ tool: "Bash", content: { contains: "2 passed" } }] },
    ),
  }),
  (fields, context): ThenStep | undefined => {
    const step = stepOf(fields, context);
    return step === undefined ? undefined : { ...step, expectResults: fields.expectResults ?? [] };
  },
);

const responseTable = table({
  ...stepFields,
  then: optional(
    sizedList(
      named("agent_step", "A message that comes after results of tools.", () => thenStep),
      limits.agentSteps,
      "steps",
    ),
    "What it says after each round of results of its tools; without it the text once more.",
    { example: [{ text: "Fixed." }] },
  ),
});

/** What is said to a prompt: a text, or a table. */
export const responseShape = named("agent_response", "What is said to a prompt: a text, or a table.", () =>
  choose(
    when(
      "string",
      mapped(text, (said): Response => ({ text: said, delayMs: 0, toolCalls: [], then: [] })),
    ),
    when("table", mapped(responseTable, responseOf)),
  ),
);

function responseOf(fields: Infer<typeof responseTable>, context: MapContext): Response | undefined {
  const step = stepOf(fields, context);
  if (step === undefined) return undefined;
  const then = fields.then ?? [];
  const rounds = [step, ...then];
  const silent = rounds.slice(0, -1).findIndex(({ toolCalls: calls }) => calls.length === 0);
  if (silent === -1) return { ...step, then };
  const name = spelling("tool_calls", context.node.where);
  return context.report("unreachable-expectation", {
    at: context.placeOfField("then"),
    what: `${context.path}.then[${silent}] is never said: the step before it has no ${name}`,
    why: "A step comes after the results of the tools that the step before it called.",
    fix: `Add ${name} to the step before it, or remove it; what comes after another prompt is a turn.`,
  });
}
