import type { JsonObject } from "../../../core/index.ts";
import type { Block, ModelMessage } from "../conversation/events.ts";
import { firstTokenMs } from "./durations.ts";
import type { MessageFacts } from "./facts.ts";
import type { PrintedKind } from "./manifest/manifest.ts";
import type { Shape, Values } from "./shape.ts";
import { deltasOf, emptyBlock } from "./stream-events.ts";
import { usageValues } from "./usage.ts";

/** A message of the model: one line for each of its blocks, with the events of its stream around them when asked for. */
export function modelMessage(
  message: ModelMessage,
  facts: MessageFacts,
  shape: Shape,
): readonly JsonObject[] {
  const { blocks } = message;
  const { includePartialMessages, outputFormat } = facts.options;
  if (!includePartialMessages || outputFormat !== "stream-json")
    return blocks.flatMap((_, index) => blockLine(index, message, facts, shape));
  const event = (value: JsonObject, more: Values = {}): readonly JsonObject[] =>
    shape.line(`stream_event:${value["type"] as string}` as PrintedKind, {
      type: "stream_event",
      event: value,
      session_id: facts.session.sessionId,
      parent_tool_use_id: null,
      api_message_id: message.id,
      ...more,
    });
  const start = { type: "message_start", message: begun(message, [], shape) };
  return [
    ...requesting(facts, shape),
    ...event(start, { ttft_ms: firstTokenMs, thinking_display: "summarized" }),
    ...blocks.flatMap((block, index) => [
      ...event({ type: "content_block_start", index, content_block: emptyBlock(block) }),
      ...deltasOf(block).flatMap((delta) => event({ type: "content_block_delta", index, delta })),
      ...blockLine(index, message, facts, shape),
      ...event({ type: "content_block_stop", index }),
    ]),
    ...event(deltaOf(message)),
    ...event({ type: "message_stop" }),
  ];
}

/** Only current says that it is about to ask the API, and only beside the events of the stream. */
function requesting({ profile, session }: MessageFacts, shape: Shape): readonly JsonObject[] {
  if (profile.name !== "current") return [];
  const status = { type: "system", subtype: "status", status: "requesting" };
  return shape.line("system:status", { ...status, session_id: session.sessionId });
}

/** A block has the id of the line that is kept of it. */
function blockLine(
  index: number,
  message: ModelMessage,
  { session, now, ids }: MessageFacts,
  shape: Shape,
): readonly JsonObject[] {
  const block = message.blocks[index] as Block;
  const content = shape.part(`assistant.content.${block.type}`, { ...block });
  return shape.line("assistant", {
    type: "assistant",
    message: { ...begun(message, [content], shape), context_management: null },
    parent_tool_use_id: null,
    session_id: session.sessionId,
    timestamp: now(),
    request_id: message.requestId,
    uuid: ids.uuid(`${message.id} ${index}`),
  });
}

/** A message as the API begins it: how it will stop and what it will say is not known yet, so neither is told. */
function begun({ id, model, usage }: ModelMessage, content: readonly JsonObject[], shape: Shape): JsonObject {
  return {
    model,
    id,
    type: "message",
    role: "assistant",
    content,
    stop_reason: null,
    stop_sequence: null,
    usage: shape.part("assistant.message.usage", usageValues({ ...usage, outputTokens: 0 })),
  };
}

function deltaOf({ stopReason, usage }: ModelMessage): JsonObject {
  const { service_tier: _tier, ...tokens } = usageValues(usage);
  return {
    type: "message_delta",
    delta: { stop_reason: stopReason, stop_sequence: null },
    usage: tokens as JsonObject,
  };
}
