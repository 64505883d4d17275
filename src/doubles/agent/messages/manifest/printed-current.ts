import { keys } from "./keys.ts";

/** What 2.1.328 prints in stream-json, by kind of message. */
export const printedCurrent = {
  assistant: keys(
    "message parent_tool_use_id request_id session_id timestamp type uuid",
    "thinking_display thinking_duration_ms tool_use_meta",
  ),
  "assistant(synthetic)": keys(
    "message parent_tool_use_id session_id timestamp type uuid",
    "api_error api_error_params api_error_status api_error_type context_usage error is_api_error_message local_command_run local_command_source refused_message_id request_id",
  ),
  "control_request:can_use_tool": keys("request request_id type"),
  "control_request:hook_callback": keys("request request_id type"),
  "control_request:mcp_message": keys("request request_id type"),
  control_response: keys("response type"),
  "result:error_during_execution(is_error)": keys(
    "duration_api_ms duration_ms errors is_error modelUsage num_turns permission_denials result_index session_id stop_reason subtype total_cost_usd type usage uuid",
    "fast_mode_disabled_reason fast_mode_state model_usage_since_last_result queued_turn_count safety_stops subagent_stats terminal_reason",
  ),
  "result:error_max_budget_usd(is_error)": keys(
    "duration_api_ms duration_ms errors fast_mode_disabled_reason fast_mode_state is_error modelUsage num_turns permission_denials queued_turn_count result_index safety_stops session_id stop_reason subagent_stats subtype terminal_reason total_cost_usd type usage uuid",
    "model_usage_since_last_result",
  ),
  "result:error_max_turns(is_error)": keys(
    "duration_api_ms duration_ms errors fast_mode_disabled_reason fast_mode_state is_error modelUsage num_turns permission_denials queued_turn_count result_index safety_stops session_id stop_reason subagent_stats subtype terminal_reason total_cost_usd type usage uuid",
    "model_usage_since_last_result",
  ),
  "result:success": keys(
    "duration_api_ms duration_ms fast_mode_disabled_reason fast_mode_state is_error modelUsage num_turns permission_denials queued_turn_count result result_index safety_stops session_id stop_reason subagent_stats subtype total_cost_usd type usage uuid",
    "api_error_status first_content_frame_ms local_command model_usage_since_last_result structured_output terminal_reason time_to_request_ms ttft_ms ttft_stream_ms",
  ),
  "result:success(is_error)": keys(
    "api_error_status duration_api_ms duration_ms fast_mode_disabled_reason fast_mode_state is_error modelUsage num_turns permission_denials queued_turn_count result result_index safety_stops session_id stop_reason subagent_stats subtype terminal_reason total_cost_usd type usage uuid",
    "api_error api_error_type model_usage_since_last_result",
  ),
  "stream_event:content_block_delta": keys(
    "api_message_id event parent_tool_use_id session_id type uuid",
    "thinking_display",
  ),
  "stream_event:content_block_start": keys(
    "api_message_id event parent_tool_use_id session_id type uuid",
    "thinking_display",
  ),
  "stream_event:content_block_stop": keys("api_message_id event parent_tool_use_id session_id type uuid"),
  "stream_event:message_delta": keys("api_message_id event parent_tool_use_id session_id type uuid"),
  "stream_event:message_start": keys(
    "api_message_id event parent_tool_use_id session_id thinking_display ttft_ms type uuid",
  ),
  "stream_event:message_stop": keys("api_message_id event parent_tool_use_id session_id type uuid"),
  "system:api_retry": keys(
    "attempt error error_status max_retries retry_delay_ms session_id subtype type uuid",
  ),
  "system:compact_boundary": keys("compact_metadata logical_parent_uuid session_id subtype type uuid"),
  "system:hook_response": keys(
    "exit_code hook_event hook_id hook_name outcome output session_id stderr stdout subtype type uuid",
  ),
  "system:hook_started": keys("hook_event hook_id hook_name session_id subtype type uuid"),
  "system:informational": keys(
    "content level session_id subtype type uuid",
    "prevent_continuation prompt_submit_outcome",
  ),
  "system:init": keys(
    "additional_directories agents analytics_disabled apiKeySource capabilities claude_code_version cwd fast_mode_disabled_reason fast_mode_state mcp_servers memory_paths messaging_socket_path model original_cwd output_style per_turn_effort_active permissionMode plugins product_feedback_disabled session_id skills slash_commands subtype terminal_slash_commands tools type ultrathink_available ultrathink_typed_raises uuid view_mode",
  ),
  "system:model_fallback": keys("content fallback_model original_model session_id subtype trigger type uuid"),
  "system:model_refusal_no_fallback": keys(
    "api_refusal_category api_refusal_explanation content original_model refused_user_message_uuid request_id session_id subtype type uuid",
  ),
  "system:notification": keys("key priority session_id subtype text type uuid"),
  "system:permission_denied": keys(
    "message session_id subtype tool_name tool_use_id type uuid",
    "decision_reason_type",
  ),
  "system:session_state_changed": keys("sdk_host_only session_id state subtype type uuid"),
  "system:status": keys("session_id status subtype type uuid", "compact_result permissionMode"),
  "system:task_notification": keys(
    "output_file run_id session_id status subtype summary task_id tool_use_id type usage uuid",
  ),
  "system:task_started": keys(
    "description is_backgrounded prompt run_id session_id spawn_depth subagent_type subtype task_id task_type tool_use_id type uuid",
  ),
  "system:task_updated": keys("patch run_id session_id subtype task_id type uuid"),
  "system:thinking_tokens": keys("estimated_tokens estimated_tokens_delta session_id subtype type uuid"),
  user: keys(
    "message parent_tool_use_id session_id timestamp type uuid",
    "agent_id isReplay isSynthetic refused_message_id subagent_type task_description",
  ),
  "user[tool_result]": keys(
    "message parent_tool_use_id session_id timestamp tool_use_result type uuid",
    "tool_result_meta",
  ),
} as const;

/** Objects inside those messages. */
export const nestedCurrent = {
  "assistant(synthetic).content.text": keys("text type"),
  "assistant(synthetic).message": keys(
    "container content context_management diagnostics id model role stop_details stop_reason stop_sequence type usage",
  ),
  "assistant(synthetic).message.usage": keys(
    "cache_creation cache_creation_input_tokens cache_read_input_tokens fallback_credit inference_geo input_tokens iterations output_tokens output_tokens_details server_tool_use service_tier speed",
  ),
  "assistant.content.text": keys("text type"),
  "assistant.content.thinking": keys("signature thinking type"),
  "assistant.content.tool_use": keys("id input name type"),
  "assistant.message": keys("content context_management id model role stop_reason stop_sequence type usage"),
  "assistant.message.usage": keys(
    "cache_creation_input_tokens cache_read_input_tokens input_tokens output_tokens service_tier",
    "cache_creation fallback_credit inference_geo iterations output_tokens_details server_tool_use speed",
  ),
  "result.modelUsage.<model>": keys(
    "cacheCreationEphemeral1hInputTokens cacheCreationEphemeral5mInputTokens cacheCreationInputTokens cacheReadInputTokens canonicalModel contextWindow costBasis costUSD inputTokens maxOutputTokens outputTokens provider thinkingTokens webSearchRequests",
  ),
  "result.permission_denials[]": keys("tool_input tool_name tool_use_id"),
  "result.usage": keys(
    "cache_creation cache_creation_input_tokens cache_read_input_tokens fallback_credit inference_geo input_tokens iterations output_tokens output_tokens_details server_tool_use service_tier speed",
  ),
  "system:task_notification.usage": keys("duration_ms tool_uses total_tokens"),
  "user.content.text": keys("text type"),
  "user.message": keys("content role"),
  "user[tool_result].content.tool_result": keys("content tool_use_id type", "is_error"),
  "user[tool_result].message": keys("content role"),
} as const;
