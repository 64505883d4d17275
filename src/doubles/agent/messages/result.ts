import type { JsonObject } from "../../../core/index.ts";
import type { ToolUse, TurnEnd } from "../conversation/events.ts";
import { noTokens } from "../conversation/tokens.ts";
import { firstTokenMs, startMs, toolMs } from "./durations.ts";
import type { MessageFacts } from "./facts.ts";
import { fastMode } from "./init.ts";
import type { PrintedKind } from "./manifest/manifest.ts";
import type { Shape, Values } from "./shape.ts";
import { outcomeOf, type ToldEnd } from "./outcome.ts";
import { fullUsageValues, modelUsage, totalCost, type ModelTokens } from "./usage.ts";

/** What came before a result. */
export interface Before {
  /** Results that the process printed already. */
  readonly results: number;
  /** Of all that was said in the process. */
  readonly models: ModelTokens;
  /** Of what was said since the result before. */
  readonly newModels: ModelTokens;
  /** Why the last message of the model stopped; null: there was none. */
  readonly stopReason: string | null;
  /** Milliseconds that the messages of this turn took. */
  readonly apiMs: number;
  /** How many tools were called in this turn. */
  readonly toolCalls: number;
}

/** The message that ends a turn. */
export function resultMessage(
  end: TurnEnd,
  how: ToldEnd,
  before: Before,
  facts: MessageFacts,
  shape: Shape,
): readonly JsonObject[] {
  const { result, structured_output, terminal_reason, errors, ...outcome } = outcomeOf(how, facts.profile);
  const { subtype, is_error: isError } = outcome;
  const values: Values = {
    type: "result",
    ...outcome,
    duration_ms: startMs + before.apiMs + before.toolCalls * toolMs,
    duration_api_ms: how.kind === "max_budget" ? 0 : before.apiMs,
    ...(how.kind === "success" ? firstTimes(facts) : {}),
    num_turns: end.numTurns,
    result,
    stop_reason: how.kind === "api_error" ? "stop_sequence" : before.stopReason,
    session_id: facts.session.sessionId,
    total_cost_usd: totalCost(before.models),
    usage: shape.part(
      "result.usage",
      // A budget that is spent ends a turn before its tokens are summed up; modelUsage has them.
      fullUsageValues(how.kind === "max_budget" ? noTokens : end.usage),
    ),
    modelUsage: modelUsage(shape, before.models, facts.profile),
    ...sinceLast(before, facts, shape),
    permission_denials: end.denials.map((call) => denialOf(call, shape)),
    ...fastMode,
    subagent_stats: noSubagents,
    safety_stops: 0,
    queued_turn_count: 0,
    result_index: before.results,
    structured_output,
    terminal_reason,
    errors,
  };
  return shape.line(`result:${subtype}${isError ? "(is_error)" : ""}` as PrintedKind, values);
}

/** A double starts no agents beneath it. */
const noSubagents = {
  spawned: 0,
  requested: { background: 0, foreground: 0, unset: 0 },
  started_in_background: 0,
  max_depth: 0,
  spawned_by_subagents: 0,
  completed: 0,
  failed: 0,
  killed: { parent: 0, user: 0, system: 0 },
  refused: { depth_limit: 0, concurrency_limit: 0, budget: 0 },
  by_type: {},
} as const;

function firstTimes({ options }: MessageFacts): Values {
  const times = { ttft_ms: firstTokenMs, ttft_stream_ms: firstTokenMs, time_to_request_ms: startMs };
  return options.outputFormat === "stream-json" ? { ...times, first_content_frame_ms: firstTokenMs } : times;
}

/** Who hears several results needs to know what the last of them added. */
function sinceLast({ newModels }: Before, { options, profile }: MessageFacts, shape: Shape): Values {
  return options.outputFormat === "stream-json"
    ? { model_usage_since_last_result: modelUsage(shape, newModels, profile) }
    : {};
}

function denialOf({ id, name, input }: ToolUse, shape: Shape): JsonObject {
  return shape.part("result.permission_denials[]", { tool_name: name, tool_use_id: id, tool_input: input });
}
