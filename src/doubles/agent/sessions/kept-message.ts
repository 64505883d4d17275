import type { JsonObject } from "../../../core/index.ts";
import type { Block, ModelMessage, TokenUsage, ToolOutcome, ToolUse } from "../conversation/events.ts";
import type { Profile } from "../profile.ts";

/** One block of a message of the model, as the API tells it: each stands on a line of its own. */
export function keptMessage(message: ModelMessage, block: Block, { name }: Profile): JsonObject {
  return {
    model: message.model,
    id: message.id,
    type: "message",
    role: "assistant",
    content: [{ ...block }],
    // Classic writes a line before the message has ended.
    stop_reason: name === "classic" ? null : message.stopReason,
    stop_sequence: null,
    usage: { ...keptUsage(message.usage), service_tier: "standard" },
    context_management: null,
  };
}

/** The message that stands for an answer of the API that is an error. @param id a UUID */
export function errorMessage(id: string, text: string): JsonObject {
  return {
    id,
    container: null,
    model: "<synthetic>",
    role: "assistant",
    stop_reason: "stop_sequence",
    stop_sequence: "",
    type: "message",
    usage: {
      ...keptUsage(undefined),
      server_tool_use: { web_search_requests: 0, web_fetch_requests: 0 },
      service_tier: null,
      cache_creation: { ephemeral_1h_input_tokens: 0, ephemeral_5m_input_tokens: 0 },
    },
    content: [{ type: "text", text }],
    context_management: null,
  };
}

/** What the model is told of a tool's result. */
export function resultMessage(call: ToolUse, { content, isError }: ToolOutcome): JsonObject {
  // Of tools that went well only Bash says that there was no error.
  const told = isError || call.name === "Bash" ? { is_error: isError } : {};
  return {
    role: "user",
    content: [{ tool_use_id: call.id, type: "tool_result", content, ...told }],
  };
}

function keptUsage(usage: TokenUsage | undefined): JsonObject {
  return {
    input_tokens: usage?.inputTokens ?? 0,
    cache_creation_input_tokens: usage?.cacheCreationInputTokens ?? 0,
    cache_read_input_tokens: usage?.cacheReadInputTokens ?? 0,
    output_tokens: usage?.outputTokens ?? 0,
  };
}
