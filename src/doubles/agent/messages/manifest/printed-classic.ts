import { keys } from "./keys.ts";

/** What 2.1.12 prints in stream-json, by kind of message. */
export const printed12 = {
  assistant: keys("message parent_tool_use_id session_id type uuid"),
  "assistant(synthetic)": keys("message parent_tool_use_id session_id type uuid", "error"),
  "result:error_during_execution(is_error)": keys(
    "duration_api_ms duration_ms errors is_error modelUsage num_turns permission_denials session_id subtype total_cost_usd type usage uuid",
  ),
  "result:error_max_budget_usd": keys(
    "duration_api_ms duration_ms errors is_error modelUsage num_turns permission_denials session_id subtype total_cost_usd type usage uuid",
  ),
  "result:error_max_turns": keys(
    "duration_api_ms duration_ms errors is_error modelUsage num_turns permission_denials session_id subtype total_cost_usd type usage uuid",
  ),
  "result:success": keys(
    "duration_api_ms duration_ms is_error modelUsage num_turns permission_denials result session_id subtype total_cost_usd type usage uuid",
    "structured_output",
  ),
  "result:success(is_error)": keys(
    "duration_api_ms duration_ms is_error modelUsage num_turns permission_denials result session_id subtype total_cost_usd type usage uuid",
  ),
  "stream_event:content_block_delta": keys("event parent_tool_use_id session_id type uuid"),
  "stream_event:content_block_start": keys("event parent_tool_use_id session_id type uuid"),
  "stream_event:content_block_stop": keys("event parent_tool_use_id session_id type uuid"),
  "stream_event:message_delta": keys("event parent_tool_use_id session_id type uuid"),
  "stream_event:message_start": keys("event parent_tool_use_id session_id type uuid"),
  "stream_event:message_stop": keys("event parent_tool_use_id session_id type uuid"),
  "system:compact_boundary": keys("compact_metadata session_id subtype type uuid"),
  "system:hook_response": keys("exit_code hook_event hook_name session_id stderr stdout subtype type uuid"),
  "system:init": keys(
    "agents apiKeySource claude_code_version cwd mcp_servers model output_style permissionMode plugins session_id skills slash_commands subtype tools type uuid",
  ),
  "system:status": keys("session_id status subtype type uuid"),
  user: keys("message parent_tool_use_id session_id type uuid", "isReplay isSynthetic"),
  "user[tool_result]": keys("message parent_tool_use_id session_id tool_use_result type uuid"),
} as const;

/** Where 2.1.29 prints otherwise than 2.1.12; messages of the control protocol were measured from here on. */
export const printed29 = {
  "control_request:can_use_tool": keys("request request_id type"),
  "control_request:hook_callback": keys("request request_id type"),
  "control_request:mcp_message": keys("request request_id type"),
  control_response: keys("response type"),
  "system:hook_response": keys(
    "exit_code hook_event hook_id hook_name outcome output session_id stderr stdout subtype type uuid",
  ),
  "system:hook_started": keys("hook_event hook_id hook_name session_id subtype type uuid"),
  "system:status": keys("session_id status subtype type uuid", "permissionMode"),
} as const;

/** Objects inside those messages; 2.1.12 and 2.1.29 agree. */
export const nestedClassic = {
  "assistant(synthetic).content.text": keys("text type"),
  "assistant(synthetic).message": keys(
    "container content context_management id model role stop_reason stop_sequence type usage",
  ),
  "assistant(synthetic).message.usage": keys(
    "cache_creation cache_creation_input_tokens cache_read_input_tokens input_tokens output_tokens server_tool_use service_tier",
  ),
  "assistant.content.text": keys("text type"),
  "assistant.content.thinking": keys("signature thinking type"),
  "assistant.content.tool_use": keys("id input name type"),
  "assistant.message": keys("content context_management id model role stop_reason stop_sequence type usage"),
  "assistant.message.usage": keys(
    "cache_creation_input_tokens cache_read_input_tokens input_tokens output_tokens service_tier",
  ),
  "result.modelUsage.<model>": keys(
    "cacheCreationInputTokens cacheReadInputTokens contextWindow costUSD inputTokens maxOutputTokens outputTokens webSearchRequests",
  ),
  "result.permission_denials[]": keys("tool_input tool_name tool_use_id"),
  "result.usage": keys(
    "cache_creation cache_creation_input_tokens cache_read_input_tokens input_tokens output_tokens server_tool_use service_tier",
  ),
  "user.content.text": keys("text type"),
  "user.message": keys("content role"),
  "user[tool_result].content.tool_result": keys("content tool_use_id type", "is_error"),
  "user[tool_result].message": keys("content role"),
} as const;
