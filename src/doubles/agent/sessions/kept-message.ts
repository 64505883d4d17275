import type { JsonObject } from "../../../core/index.ts";
import type { Block, ModelMessage, ToolOutcome, ToolUse } from "../conversation/events.ts";
import { noTokens } from "../conversation/tokens.ts";
import { fullUsageValues, unsaid, type Shape } from "../messages/index.ts";
import type { Profile } from "../profile.ts";

/** One block of a message of the model: each stands on a line of its own. */
export function keptMessage(
  message: ModelMessage,
  block: Block,
  { name }: Profile,
  shape: Shape,
): JsonObject {
  const kept = shape.part("assistant.message", {
    model: message.model,
    id: message.id,
    type: "message",
    role: "assistant",
    content: [shape.part(`assistant.content.${block.type}`, { ...block })],
    // Classic writes a line before the message has ended.
    stop_reason: name === "classic" ? null : message.stopReason,
    stop_sequence: null,
    // Current waits for the end, and then knows all that was used.
    usage: shape.part(
      name === "classic" ? "assistant.message.usage" : "result.usage",
      fullUsageValues(message.usage),
    ),
  });
  return name === "classic" ? kept : { ...kept, stop_details: null };
}

/** The message that stands for an answer of the API that is an error. @param id a UUID */
export function errorMessage(id: string, text: string, shape: Shape): JsonObject {
  return shape.part("assistant(synthetic).message", {
    id,
    container: null,
    model: "<synthetic>",
    role: "assistant",
    stop_reason: "stop_sequence",
    stop_sequence: "",
    stop_details: null,
    type: "message",
    usage: shape.part("assistant(synthetic).message.usage", { ...fullUsageValues(noTokens), ...unsaid }),
    content: [shape.part("assistant(synthetic).content.text", { type: "text", text })],
    context_management: null,
    diagnostics: null,
  });
}

/** What the model is told of a tool's result. */
export function resultMessage(call: ToolUse, { content, isError }: ToolOutcome, shape: Shape): JsonObject {
  const result = shape.part("user[tool_result].content.tool_result", {
    tool_use_id: call.id,
    type: "tool_result",
    content,
    // Of tools that went well only Bash says that there was no error.
    is_error: isError || call.name === "Bash" ? isError : undefined,
  });
  return { role: "user", content: [result] };
}
