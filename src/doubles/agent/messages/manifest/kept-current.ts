import { keys } from "./keys.ts";

/** Lines of a session file of 2.1.328, by kind. */
export const keptCurrent = {
  "api-request": keys(
    "cacheControl id keep params querySource requestDigest sessionId shapeHash tail timestamp type version",
    "base",
  ),
  "api-request-blob": keys("hash message sessionId type"),
  "api-request-shape": keys("sessionId shape shapeHash timestamp type version"),
  assistant: keys(
    "apiBlockIndex cwd effort entrypoint gitBranch isSidechain madeBy message parentUuid perTurnEffort promptCacheRequested requestId requestRef requestedModel sessionId timestamp type userType uuid version",
    "attributionMcpServer attributionMcpTool attributionSkill requestSessionId serverClassifierRequest session_id slug thinkingDisplay thinkingDurationMs toolInputStreamMs",
  ),
  "assistant(synthetic)": keys(
    "cwd entrypoint error gitBranch isApiErrorMessage isSidechain madeBy message parentUuid sessionId timestamp type userType uuid version",
    "apiError apiErrorIsTransient apiErrorParams apiErrorStatus apiErrorType errorDetails failedResponseHadNoToolCall healsDistinctCarrier perTurnEffort refusedMessageId refusingModel requestId resendCannotCure",
  ),
  "atis-latch": keys("atis sessionId type"),
  "attachment:agent_listing_delta": keys(
    "attachment cwd entrypoint gitBranch isSidechain parentUuid rendered renderedRole sessionId timestamp type userType uuid version",
    "slug",
  ),
  "attachment:auto_mode": keys(
    "attachment cwd entrypoint gitBranch isSidechain parentUuid rendered renderedRole sessionId timestamp type userType uuid version",
  ),
  "attachment:budget_usd": keys(
    "attachment cwd entrypoint gitBranch isSidechain parentUuid rendered renderedRole sessionId timestamp type userType uuid version",
  ),
  "attachment:command_permissions": keys(
    "attachment cwd entrypoint gitBranch isSidechain parentUuid sessionId timestamp type userType uuid version",
  ),
  "attachment:date": keys(
    "attachment cwd entrypoint gitBranch isSidechain parentUuid rendered renderedRole sessionId timestamp type userType uuid version",
    "session_id slug",
  ),
  "attachment:deferred_tools_delta": keys(
    "attachment cwd entrypoint gitBranch isSidechain parentUuid rendered renderedRole sessionId timestamp type userType uuid version",
    "slug",
  ),
  "attachment:environment": keys(
    "attachment cwd entrypoint gitBranch isSidechain parentUuid rendered renderedRole sessionId timestamp type userType uuid version",
    "slug",
  ),
  "attachment:hook_blocking_error": keys(
    "attachment cwd entrypoint gitBranch isSidechain parentUuid rendered renderedRole sessionId timestamp type userType uuid version",
  ),
  "attachment:hook_success": keys(
    "attachment cwd entrypoint gitBranch isSidechain parentUuid sessionId timestamp type userType uuid version",
    "rendered renderedRole",
  ),
  "attachment:instructions": keys(
    "attachment cwd entrypoint gitBranch isSidechain parentUuid rendered renderedRole sessionId timestamp type userType uuid version",
  ),
  "attachment:max_turns_reached": keys(
    "attachment cwd entrypoint gitBranch isSidechain parentUuid sessionId timestamp type userType uuid version",
  ),
  "attachment:model": keys(
    "attachment cwd entrypoint gitBranch isSidechain parentUuid rendered renderedRole sessionId timestamp type userType uuid version",
    "slug",
  ),
  "attachment:plan_mode": keys(
    "attachment cwd entrypoint gitBranch isSidechain parentUuid rendered renderedRole sessionId slug timestamp type userType uuid version",
  ),
  "attachment:prompt_snapshot": keys(
    "attachment cwd entrypoint gitBranch isSidechain parentUuid sessionId timestamp type userType uuid version",
    "session_id slug",
  ),
  "attachment:remote_session_change": keys(
    "attachment cwd entrypoint gitBranch isSidechain parentUuid rendered renderedBesideToolResult renderedRole sessionId timestamp type userType uuid version",
    "session_id slug",
  ),
  "attachment:session_context": keys(
    "attachment cwd entrypoint gitBranch isSidechain parentUuid sessionId timestamp type userType uuid version",
    "rendered renderedRole session_id slug",
  ),
  "attachment:skill_listing": keys(
    "attachment cwd entrypoint gitBranch isSidechain parentUuid rendered renderedRole sessionId timestamp type userType uuid version",
    "slug",
  ),
  "attachment:structured_output": keys(
    "attachment cwd entrypoint gitBranch isSidechain parentUuid sessionId timestamp type userType uuid version",
  ),
  "attachment:total_tokens_reminder": keys(
    "attachment cwd entrypoint gitBranch isSidechain parentUuid rendered renderedRole sessionId timestamp type userType uuid version",
  ),
  "attachment:unknown_command_fallback": keys(
    "attachment cwd entrypoint gitBranch isSidechain parentUuid rendered renderedRole sessionId timestamp type userType uuid version",
  ),
  "cost-state": keys(
    "hasUnknownModelCost modelUsage sessionId startTime totalAPIDuration totalAPIDurationWithoutRetries totalCostUSD totalDuration totalLinesAdded totalLinesRemoved totalToolDuration type",
  ),
  "file-history-snapshot": keys("isSnapshotUpdate messageId snapshot type"),
  "last-prompt": keys("leafUuid sessionId type", "lastPrompt"),
  mode: keys("mode sessionId type"),
  "permission-mode": keys("permissionMode sessionId type"),
  "queue-operation": keys("operation sessionId timestamp type", "content"),
  "system:api_error": keys(
    "cwd entrypoint error gitBranch isSidechain level maxRetries parentUuid retryAttempt retryInMs sessionId source subtype timestamp type userType uuid version",
  ),
  "system:compact_boundary": keys(
    "compactMetadata content cwd entrypoint gitBranch isMeta isSidechain level logicalParentUuid parentUuid sessionId slug subtype timestamp type userType uuid version",
  ),
  "system:informational": keys(
    "content cwd entrypoint gitBranch isMeta isSidechain level parentUuid sessionId subtype timestamp type userType uuid version",
    "preventContinuation promptSubmitEnding",
  ),
  "system:local_command": keys(
    "commandRun content cwd entrypoint gitBranch isMeta isSidechain level parentUuid sessionId subtype timestamp type userType uuid version",
    "contextUsage",
  ),
  "system:model_fallback": keys(
    "content cwd entrypoint fallbackModel gitBranch isMeta isSidechain level originalModel parentUuid sessionId subtype timestamp trigger type userType uuid version",
  ),
  "system:model_refusal_no_fallback": keys(
    "apiRefusalCategory apiRefusalExplanation content cwd entrypoint gitBranch isMeta isSidechain level originalModel parentUuid refusedUserMessageUuid requestId sessionId subtype timestamp type userType uuid version",
  ),
  "system:stop_hook_summary": keys(
    "cwd entrypoint failedHookErrorIndexes gitBranch hasOutput hookAdditionalContext hookCount hookErrors hookInfos isSidechain level parentUuid preventedContinuation sessionId stopReason subtype timestamp toolUseID type userType uuid version",
  ),
  "system:turn_duration": keys(
    "cwd durationMs entrypoint gitBranch isMeta isSidechain messageCount parentUuid sessionId subtype timestamp type userType uuid version",
  ),
  "tools-used": keys("sessionId tools type"),
  user: keys(
    "cwd entrypoint gitBranch isSidechain message parentUuid promptId sessionId timestamp type userType uuid version",
    "imagePasteIds isCompactSummary isMeta isVisibleInTranscriptOnly origin permissionMode promptSource refusedMessageId session_id slug turnCompanion turnOrigin turnPosition",
  ),
  "user[tool_result]": keys(
    "cwd entrypoint gitBranch isSidechain message parentUuid promptId sessionId sourceToolAssistantUUID timestamp toolUseResult type userType uuid version",
    "mcpCallNotReadOnly permissionDecision sandboxed session_id slug toolDenialBeforeRun toolDenialKind toolEndsTurn",
  ),
} as const;
