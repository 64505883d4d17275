import type { JsonObject } from "../../../core/index.ts";
import type { ToolOutcome, ToolUse } from "../conversation/events.ts";
import type { MessageFacts } from "./facts.ts";
import type { Shape } from "./shape.ts";

/** The only tool that says of a success that it was none of the other. */
const alwaysTells = "Bash";

/** What came of a tool, told to the model as if the user said it; before it, that nobody permitted it. */
export function toolResult(
  call: ToolUse,
  outcome: ToolOutcome,
  { session, now, ids }: MessageFacts,
  shape: Shape,
): readonly JsonObject[] {
  const { content, isError, report, denied } = outcome;
  const told = shape.part("user[tool_result].content.tool_result", {
    tool_use_id: call.id,
    type: "tool_result",
    content,
    is_error: isError || call.name === alwaysTells ? isError : undefined,
  });
  const denial = {
    type: "system",
    subtype: "permission_denied",
    tool_name: call.name,
    tool_use_id: call.id,
    message: content,
    session_id: session.sessionId,
  };
  return [
    ...(denied ? shape.line("system:permission_denied", denial) : []),
    ...shape.line("user[tool_result]", {
      type: "user",
      message: shape.part("user[tool_result].message", { role: "user", content: [told] }),
      parent_tool_use_id: null,
      session_id: session.sessionId,
      tool_use_result: report,
      uuid: ids.uuid(`${call.id} result`),
      timestamp: now(),
    }),
  ];
}
