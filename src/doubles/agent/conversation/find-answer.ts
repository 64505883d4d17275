import { finding, quote, type Finding } from "../../../core/index.ts";
import { fold, nearestRules, type Failure, type Response } from "../../../dialogue/index.ts";
import { claude } from "../config.ts";
import type { Run } from "./run.ts";

/** What answers a prompt. */
export interface Answer {
  /** What it is of, for ids: "responses[0]". */
  readonly at: string;
  /** The rule that it belongs to. */
  readonly rule: string;
  readonly response: Response;
  readonly failure?: Failure | undefined;
}

/** What answers the last of the prompts: what test code declared, else the scenario's rule; or why nothing does. */
export async function findAnswer(
  { context, scenario, call }: Run,
  prompts: readonly string[],
): Promise<Answer | Finding> {
  const prompt = prompts.at(-1) ?? "";
  const position = fold(scenario, { prompts, step: 0, results: [] }, context.ports);
  const match = await context.match(
    {
      double: "agent",
      target: claude,
      text: `claude ${quote(prompt, 60)}`,
      fields: { prompt, rule: position.rule ?? "" },
      readable: [],
    },
    { otherAnswer: true },
  );
  if (match.kind === "forbidden") return match.finding;
  if (match.kind === "matched" && match.answer.kind === "response" && match.answer.response !== null) {
    const { id } = match.expectation;
    return { at: `${id}#${match.use}`, rule: id, response: match.answer.response as Response };
  }
  const { rule, at, response, failure } = position;
  if (rule === null || at === null) {
    const one = finding("unmatched-call", {
      at: { kind: "call", call: call.id },
      what: `no rule takes the prompt ${quote(prompt)}`,
      near: nearestRules(scenario, prompt, context.ports),
      evidence: { call: call.id, expectation: null },
    });
    context.note({ outcome: "refused", findings: [one] });
    return one;
  }
  return { at, rule, response: response ?? silence, failure };
}

/** What a rule says that only fails, once it fails no more. */
const silence: Response = { text: "", delayMs: 0, toolCalls: [], then: [] };
