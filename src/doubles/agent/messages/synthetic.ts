import type { Json, JsonObject } from "../../../core/index.ts";
import type { TurnEnd } from "../conversation/events.ts";
import { noTokens } from "../conversation/tokens.ts";
import type { MessageFacts } from "./facts.ts";
import type { Shape } from "./shape.ts";
import { fullUsageValues } from "./usage.ts";
import { wireType } from "./wire-type.ts";

/** The end of an answer that the API refused. */
export type ApiError = Extract<TurnEnd["how"], { readonly kind: "api_error" }>;

/** Model of messages that no model said. */
const synthetic = "<synthetic>";

/** What no model said has no answer to say it of. */
export const unsaid = {
  service_tier: null,
  output_tokens_details: null,
  inference_geo: null,
  iterations: null,
  speed: null,
} as const;

/** How current names that no answer came; undefined: one did, or it has no name. */
export function lostConnection(status: number | null, error: string): string | undefined {
  return status === null && error === "server_error" ? "connection_failed" : undefined;
}

/** An error of the API, as the message of the model that the CLI makes of it. */
export function syntheticMessage(
  { text, status, error }: ApiError,
  { session, ids, now }: MessageFacts,
  shape: Shape,
): readonly JsonObject[] {
  const content: Json = [shape.part("assistant(synthetic).content.text", { type: "text", text })];
  return shape.line("assistant(synthetic)", {
    type: "assistant",
    message: shape.part("assistant(synthetic).message", {
      id: ids.line("message of an error"),
      container: null,
      model: synthetic,
      role: "assistant",
      stop_reason: "stop_sequence",
      stop_sequence: "",
      stop_details: null,
      type: "message",
      usage: shape.part("assistant(synthetic).message.usage", {
        ...fullUsageValues(noTokens),
        ...unsaid,
      }),
      content,
      context_management: null,
      diagnostics: null,
    }),
    parent_tool_use_id: null,
    session_id: session.sessionId,
    timestamp: now(),
    error,
    is_api_error_message: true,
    api_error: lostConnection(status, error),
    api_error_status: status ?? undefined,
    request_id: status === null ? undefined : ids.request("error", 0, 0),
    api_error_type: wireType(status),
  });
}
