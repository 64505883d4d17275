import { keys } from "./keys.ts";

/** Lines of a session file of 2.1.12, by kind. */
export const kept12 = {
  assistant: keys(
    "cwd gitBranch isSidechain message parentUuid requestId sessionId timestamp type userType uuid version",
    "slug",
  ),
  "assistant(synthetic)": keys(
    "cwd gitBranch isApiErrorMessage isSidechain message parentUuid sessionId timestamp type userType uuid version",
    "apiError error",
  ),
  progress: keys(
    "cwd data gitBranch isSidechain parentToolUseID parentUuid sessionId timestamp toolUseID type userType uuid version",
  ),
  "queue-operation": keys("operation sessionId timestamp type"),
  "system:compact_boundary": keys(
    "compactMetadata content cwd gitBranch isMeta isSidechain level logicalParentUuid parentUuid sessionId slug subtype timestamp type userType uuid version",
  ),
  "system:informational": keys(
    "content cwd gitBranch isMeta isSidechain level parentUuid sessionId subtype timestamp type userType uuid version",
  ),
  user: keys(
    "cwd gitBranch isSidechain message parentUuid sessionId timestamp type userType uuid version",
    "isCompactSummary isMeta isVisibleInTranscriptOnly slug",
  ),
  "user[tool_result]": keys(
    "cwd gitBranch isSidechain message parentUuid sessionId sourceToolAssistantUUID timestamp toolUseResult type userType uuid version",
    "slug",
  ),
} as const;

/** Where session files of 2.1.29 are otherwise than those of 2.1.12. */
export const kept29 = {
  "file-history-snapshot": keys("isSnapshotUpdate messageId snapshot type"),
  "system:api_error": keys(
    "cwd error gitBranch isSidechain level maxRetries parentUuid retryAttempt retryInMs sessionId subtype timestamp type userType uuid version",
  ),
  user: keys(
    "cwd gitBranch isSidechain message parentUuid sessionId timestamp type userType uuid version",
    "isCompactSummary isMeta isVisibleInTranscriptOnly permissionMode slug thinkingMetadata todos",
  ),
} as const;
