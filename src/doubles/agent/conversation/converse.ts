import { finding, type Finding } from "../../../core/index.ts";
import {
  missedResult,
  stepOf,
  type MissedResult,
  type Step,
  type ToolResult,
} from "../../../dialogue/index.ts";
import { refusalText } from "../../../engine/index.ts";
import type { Block, ModelMessage, TokenUsage, ToolOutcome, ToolUse, TurnEnd } from "./events.ts";
import { failTurn } from "./failures.ts";
import { findAnswer, type Answer } from "./find-answer.ts";
import { noteTurn } from "./note-turn.ts";
import type { Run } from "./run.ts";
import type { Asked } from "./services.ts";
import { structuredOutput } from "./structured-output.ts";
import { noTokens, sumOf, usageOf } from "./tokens.ts";

/** A prompt that is being answered. */
interface Turn {
  readonly run: Run;
  readonly asked: Asked;
  readonly answer: Answer;
  readonly uses: { readonly call: ToolUse; readonly outcome: ToolOutcome }[];
  usage: TokenUsage;
  messages: number;
  cut: boolean;
}

/** Answers the last prompt: messages of the model, tools that they call, and how it ended. */
export async function converse(run: Run, asked: Asked): Promise<TurnEnd> {
  const prompt = asked.prompts.at(-1) ?? "";
  await asked.hear({ kind: "prompt", text: prompt });
  const answer = await findAnswer(run, asked.prompts);
  const turn: Turn = {
    run,
    asked,
    answer: "code" in answer ? { at: "", rule: "", response: nothing } : answer,
    uses: [],
    usage: noTokens,
    messages: 0,
    cut: false,
  };
  const rule = "code" in answer ? null : answer.rule;
  let how: TurnEnd["how"] | undefined;
  try {
    how = "code" in answer ? refusal(answer) : await answerPrompt(turn);
  } finally {
    // A person interrupted it: what was done until then was done.
    if (how === undefined)
      await noteTurn(run, { prompt, rule, uses: turn.uses, end: endOf(turn, interrupted) });
  }
  const end = endOf(turn, how);
  await asked.hear({ kind: "end", end });
  await noteTurn(run, { prompt, rule, uses: turn.uses, end });
  return end;
}

/** How an answer ends that nobody wants to hear any more. */
const interrupted: TurnEnd["how"] = { kind: "execution", errors: [] };

function endOf(turn: Turn, how: TurnEnd["how"]): TurnEnd {
  return {
    how,
    // The prompt is one, and the result of each tool: two tools that one message calls are two more. A limit counts the
    // messages, and that there would have been one more.
    numTurns: 1 + (how.kind === "max_turns" ? turn.messages : turn.uses.length),
    usage: turn.usage,
    ...(turn.cut ? { cut: true as const } : {}),
    denials: turn.uses.filter(({ outcome }) => outcome.denied).map(({ call }) => call),
  };
}

const nothing: Answer["response"] = { text: "", delayMs: 0, toolCalls: [], then: [] };

/** What nobody said cannot be answered: the CLI tells it as what the API says to a request that it refuses. */
function refusal(one: Finding): TurnEnd["how"] {
  return { kind: "api_error", text: refusalText(one).trimEnd(), status: 400, error: "invalid_request" };
}

async function answerPrompt(turn: Turn): Promise<TurnEnd["how"]> {
  const { run, asked, answer } = turn;
  const failed = await failTurn(run, answer, asked);
  turn.cut = failed === "cut";
  if (failed !== undefined && failed !== "cut") return failed;
  const { maxTurns, maxBudgetUsd } = run.options;
  let results: readonly ToolResult[] = [];
  for (let index = 0; ; index += 1) {
    const missed = missedResult(answer.response, index, results, run.context.ports);
    if (missed !== undefined) return refusal(missedFinding(run, missed));
    const step = stepOf(answer.response, index);
    const message = await say(turn, step, index, results);
    if (maxBudgetUsd !== undefined && asked.services.costOf(turn.usage) > maxBudgetUsd)
      return { kind: "max_budget", budgetUsd: maxBudgetUsd };
    if (step.toolCalls.length === 0) return structuredOutput(run, step.text);
    results = await useTools(turn, step, message);
    if (maxTurns !== undefined && turn.messages >= maxTurns) return { kind: "max_turns", turns: maxTurns };
  }
}

/** What the model would say next was written for another result. */
function missedFinding({ context, call }: Run, { at, what }: MissedResult): Finding {
  const one = finding("unexpected-result", { at, what, evidence: { call: call.id, expectation: null } });
  context.note({ outcome: "refused", findings: [one] });
  return one;
}

/** One message of the model. */
async function say(
  turn: Turn,
  step: Step,
  index: number,
  results: readonly ToolResult[],
): Promise<ModelMessage> {
  const { run, asked, answer } = turn;
  const { ids, session, call } = run;
  const number = asked.prompts.length - 1;
  if (step.delayMs > 0) await call.reply.wait(step.delayMs);
  const heard = [...asked.prompts, ...results.map(({ content }) => content)].join("\n");
  const message: ModelMessage = {
    id: ids.message(answer.at, number, index),
    requestId: ids.request(answer.at, number, index),
    model: session.model,
    blocks: blocksOf(step, (tool) => ids.tool(answer.at, number, index, tool)),
    usage: usageOf(step, heard),
    stopReason: step.toolCalls.length > 0 ? "tool_use" : "end_turn",
  };
  turn.messages += 1;
  turn.usage = sumOf(turn.usage, message.usage);
  await asked.hear({ kind: "message", message });
  return message;
}

function blocksOf({ text, thinking, toolCalls }: Step, toolId: (index: number) => string): Block[] {
  return [
    ...(thinking === undefined ? [] : [{ type: "thinking" as const, thinking, signature: "c2lnbmF0dXJl" }]),
    ...(text === "" && toolCalls.length > 0 ? [] : [{ type: "text" as const, text }]),
    ...toolCalls.map(({ tool, input }, index) => ({
      type: "tool_use" as const,
      id: toolId(index),
      name: tool,
      input,
    })),
  ];
}

/** Runs the tools of a message, one after the other, each if it may. */
async function useTools(turn: Turn, step: Step, message: ModelMessage): Promise<readonly ToolResult[]> {
  const { asked, uses } = turn;
  const calls = message.blocks.filter((block) => block.type === "tool_use");
  const results: ToolResult[] = [];
  for (const [index, call] of calls.entries()) {
    const outcome = await useTool(asked, call, step.toolCalls[index]);
    uses.push({ call, outcome });
    results.push({ tool: call.name, content: outcome.content, isError: outcome.isError });
    await asked.hear({ kind: "tool_result", message, call, outcome });
  }
  return results;
}

async function useTool(
  { services, ask }: Asked,
  call: ToolUse,
  scripted: Step["toolCalls"][number] | undefined,
): Promise<ToolOutcome> {
  const wrong = services.impossible(call, scripted);
  if (wrong !== undefined) return wrong;
  const decision = services.permission(call);
  if (decision.kind === "error") return notRun(decision.message, decision.counted);
  if (decision.kind === "deny") return notRun(decision.message, true);
  if (decision.kind === "ask") {
    const said = await ask?.({ call, message: decision.message });
    if (said === undefined || said === "no") return notRun(decision.message, true);
    if (said === "always") services.grant(call);
  }
  return services.run(call, scripted);
}

/** What comes of a tool that did not run. @param denied whether it counts as a denial */
function notRun(message: string, denied: boolean): ToolOutcome {
  return { content: message, isError: true, report: `Error: ${message}`, denied, files: [] };
}
