import { finding, limits, quote, type Finding } from "../../../core/index.ts";
import { fold, nearestRules, type Failure, type Position, type Response } from "../../../dialogue/index.ts";
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

/**
 * What answers the last of the prompts: what test code declared, else the scenario's rule; or why nothing does, which is
 * in the call's record then.
 */
export async function findAnswer(run: Run, prompts: readonly string[]): Promise<Answer | Finding> {
  const { context, scenario } = run;
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
  // What test code declared was used up, or nobody knows whether it takes the prompt.
  if (match.kind === "unmatched" && match.finding.name !== "unmatched-call") return match.finding;
  if (match.kind === "matched" && match.answer.kind === "response" && match.answer.response !== null) {
    const { id } = match.expectation;
    return { at: `${id}#${match.use}`, rule: id, response: match.answer.response as Response };
  }
  const { rule, at, response, failure } = position;
  if (rule !== null && at !== null) return { at, rule, response: response ?? silence, failure };
  const one =
    position.tooSlow === undefined ? unmatched(run, prompt) : tooSlow(run, prompt, position.tooSlow);
  context.note({ outcome: "refused", findings: [one] });
  return one;
}

/** Characters of a prompt that nothing takes which its finding tells: enough for a rule to paste. */
const toldChars = 1_000;

function unmatched({ context, scenario, call }: Run, prompt: string): Finding {
  return finding("unmatched-call", {
    at: { kind: "call", call: call.id },
    what: `no rule takes the prompt ${quote(prompt)}`,
    near: nearestRules(scenario, prompt, context.ports),
    evidence: { call: call.id, expectation: null, prompt: prompt.slice(0, toldChars) },
  });
}

function tooSlow({ call }: Run, prompt: string, { id, at }: NonNullable<Position["tooSlow"]>): Finding {
  return finding("pattern-too-slow", {
    at,
    what: `the pattern of ${id} took longer than ${limits.regexMs} ms on the prompt ${quote(prompt, 60)}`,
    evidence: { call: call.id, expectation: null },
  });
}

/** What a rule says that only fails, once it fails no more. */
const silence: Response = { text: "", delayMs: 0, toolCalls: [], then: [] };
