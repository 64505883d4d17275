import { finding, quote } from "../../../core/index.ts";
import { fold, stepOf, type Position } from "../../../dialogue/index.ts";
import { refusalText } from "../../../engine/index.ts";
import { claude } from "../config.ts";
import type {
  Block,
  Hearer,
  ModelMessage,
  PermissionAnswer,
  PermissionRequest,
  TokenUsage,
  TurnEnd,
} from "./events.ts";
import type { Run } from "./run.ts";

/** What is to be answered. */
export interface Asked {
  /** Everything the user said in the session, oldest first; the last one is answered. */
  readonly prompts: readonly string[];
  readonly hear: Hearer;
  /** Asks a person; absent: there is none, and what nobody grants is denied. */
  readonly ask?: (request: PermissionRequest) => Promise<PermissionAnswer>;
}

const noUsage: TokenUsage = {
  inputTokens: 0,
  outputTokens: 0,
  cacheReadInputTokens: 0,
  cacheCreationInputTokens: 0,
};

/** Answers the last prompt: messages of the model, tools that they call, and how it ended. */
export async function converse(run: Run, { prompts, hear }: Asked): Promise<TurnEnd> {
  const { context, scenario, session, ids, call } = run;
  const prompt = prompts.at(-1) ?? "";
  await hear({ kind: "prompt", text: prompt });
  const position: Position = fold(scenario, { prompts, step: 0, results: [] }, context.ports);
  await context.match(
    {
      double: "agent",
      target: claude,
      text: `claude ${quote(prompt)}`,
      fields: { prompt, rule: position.rule ?? "" },
      readable: [],
    },
    { otherAnswer: true },
  );
  const { response } = position;
  if (response === undefined) {
    const one = finding("unmatched-call", {
      at: { kind: "call", call: call.id },
      what: `no rule takes the prompt ${quote(prompt)}`,
      evidence: { call: call.id, expectation: null },
    });
    context.note({ outcome: "refused", findings: [one] });
    const end: TurnEnd = {
      how: { kind: "api_error", text: refusalText(one), status: 400, error: "invalid_request" },
      numTurns: 1,
      usage: noUsage,
      denials: [],
    };
    await hear({ kind: "end", end });
    return end;
  }
  const step = stepOf(response, 0);
  const at = position.at ?? "";
  const turn = prompts.length - 1;
  const blocks: Block[] = [{ type: "text", text: step.text }];
  const message: ModelMessage = {
    id: ids.message(at, turn, 0),
    requestId: ids.request(at, turn, 0),
    model: session.model,
    blocks,
    usage: noUsage,
    stopReason: "end_turn",
  };
  await hear({ kind: "message", message });
  const end: TurnEnd = {
    how: { kind: "success", text: step.text },
    numTurns: 1,
    usage: noUsage,
    denials: [],
  };
  await hear({ kind: "end", end });
  return end;
}
