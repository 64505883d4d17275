import { type Json, type JsonObject, isJsonObject } from "../../../core/index.ts";
import type { ToolOutcome } from "../conversation/events.ts";
import type { ToolFacts } from "./facts.ts";
import { succeeded, wrongInput } from "./outcomes.ts";

/** Answers questions as `tools.AskUserQuestion.answers` says, and any other with its first option. */
export function askUserQuestion({ toolExecution }: ToolFacts, input: JsonObject): ToolOutcome {
  const questions = Array.isArray(input["questions"]) ? (input["questions"] as Json[]) : [];
  const tool = Object.hasOwn(toolExecution.tools, "AskUserQuestion")
    ? toolExecution.tools["AskUserQuestion"]
    : undefined;
  const given = new Map(Object.entries(tool?.answers ?? {}));
  const answers = new Map<string, string>();
  const wrong: string[] = [];
  for (const [index, one] of questions.entries()) {
    const question = isJsonObject(one) ? one["question"] : undefined;
    const label = isJsonObject(one) ? firstLabel(one) : undefined;
    if (typeof question !== "string")
      wrong.push(`The required parameter \`questions[${index}].question\` is missing`);
    else if (label === undefined && !given.has(question))
      wrong.push(`The required parameter \`questions[${index}].options\` is missing`);
    else answers.set(question, given.get(question) ?? (label as string));
  }
  if (wrong.length > 0) return wrongInput("AskUserQuestion", wrong);
  const told = [...answers].map(([question, answer]) => `"${question}"="${answer}"`).join(", ");
  return succeeded(`User has answered your questions: ${told}.`, {
    questions,
    answers: Object.fromEntries(answers),
  });
}

function firstLabel(question: JsonObject): string | undefined {
  const [first] = Array.isArray(question["options"]) ? (question["options"] as Json[]) : [];
  const label = isJsonObject(first) ? first["label"] : undefined;
  return typeof label === "string" ? label : undefined;
}
