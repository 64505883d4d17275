import type { JsonObject } from "../../../core/index.ts";
import type { ConversationEvent, ModelMessage, TokenUsage, TurnEnd } from "../conversation/events.ts";
import { noTokens, sumOf } from "../conversation/tokens.ts";
import { messageMs } from "./durations.ts";
import type { MessageFacts } from "./facts.ts";
import { retryOf } from "./failure-text.ts";
import { initMessage } from "./init.ts";
import { manifestOf } from "./manifest/manifest.ts";
import { modelMessage } from "./model-message.ts";
import { resultMessage, type Before } from "./result.ts";
import { createShape, type Shape } from "./shape.ts";
import { syntheticMessage } from "./synthetic.ts";
import { toolResult } from "./tool-result.ts";

type Retry = Extract<ConversationEvent, { readonly kind: "retry" }>;

/** Makes the messages that `claude` prints in stream-json; the other formats are made from them. */
export interface Messages {
  /** The message that begins a turn: once for each prompt. */
  init(): JsonObject;
  /** What an event comes to, in order. A result sums up all events since the one before it. */
  of(event: ConversationEvent): readonly JsonObject[];
}

/** What was heard since the process started. */
interface Sums {
  results: number;
  readonly models: Map<string, TokenUsage>;
  newModels: Map<string, TokenUsage>;
  stopReason: string | null;
  apiMs: number;
  toolCalls: number;
}

/**
 * Makes messages for one process. Every version has the keys that its manifest names; the same events make the same
 * messages.
 */
export function createMessages(facts: MessageFacts): Messages {
  const shape = createShape(manifestOf(facts.profile), facts.ids);
  const sums: Sums = { results: 0, models: new Map(), ...nothingYet() };
  return {
    init: () => initMessage(facts, shape),
    of: (event) => {
      if (event.kind === "prompt" || event.kind === "garbage") return [];
      if (event.kind === "retry") return retryMessage(event, facts, shape);
      if (event.kind === "message") {
        addMessage(sums, event.message);
        return modelMessage(event.message, facts, shape);
      }
      if (event.kind === "tool_result") {
        sums.toolCalls += 1;
        return toolResult(event.call, event.outcome, facts, shape);
      }
      const before: Before = { ...sums };
      sums.results += 1;
      Object.assign(sums, nothingYet());
      return endMessages(event.end, before, facts, shape);
    },
  };
}

/** A process that is broken off says nothing at its end. */
function endMessages(end: TurnEnd, before: Before, facts: MessageFacts, shape: Shape): readonly JsonObject[] {
  const { how } = end;
  if (how.kind === "broken") return [];
  return [
    ...(how.kind === "api_error" ? syntheticMessage(how, facts, shape) : []),
    ...resultMessage(end, how, before, facts, shape),
  ];
}

function nothingYet(): Omit<Sums, "results" | "models"> {
  return { newModels: new Map(), stopReason: null, apiMs: 0, toolCalls: 0 };
}

function addMessage(sums: Sums, { model, usage, stopReason }: ModelMessage): void {
  for (const models of [sums.models, sums.newModels])
    models.set(model, sumOf(models.get(model) ?? noTokens, usage));
  sums.stopReason = stopReason;
  sums.apiMs += messageMs(usage);
}

function retryMessage(retry: Retry, { session }: MessageFacts, shape: Shape): readonly JsonObject[] {
  const { delayMs, status, error } = retryOf(retry.failure, retry.attempt);
  return shape.line("system:api_retry", {
    type: "system",
    subtype: "api_retry",
    attempt: retry.attempt,
    max_retries: retry.retriesMax,
    retry_delay_ms: delayMs,
    error_status: status,
    error,
    session_id: session.sessionId,
  });
}
