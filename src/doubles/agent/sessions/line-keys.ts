import type { Profile } from "../profile.ts";

/** Kinds of lines that are written. */
export type LineKind =
  | "queue-operation"
  | "user"
  | "assistant"
  | "user[tool_result]"
  | "assistant(synthetic)"
  | "last-prompt";

/** Names of the keys of one kind of line. */
export interface LineKeys {
  /** In every one that was seen. */
  readonly always: readonly string[];
  /** In some. */
  readonly sometimes: readonly string[];
}

/** By kind; one that is absent was never seen. */
export type LineKeySets = Readonly<Partial<Record<LineKind, LineKeys>>>;

function keys(always: string, sometimes = ""): LineKeys {
  return { always: always.split(" "), sometimes: sometimes === "" ? [] : sometimes.split(" ") };
}

const kept12: LineKeySets = {
  "queue-operation": keys("operation sessionId timestamp type"),
  user: keys(
    "cwd gitBranch isSidechain message parentUuid sessionId timestamp type userType uuid version",
    "isCompactSummary isMeta isVisibleInTranscriptOnly slug",
  ),
  assistant: keys(
    "cwd gitBranch isSidechain message parentUuid requestId sessionId timestamp type userType uuid version",
    "slug",
  ),
  "user[tool_result]": keys(
    "cwd gitBranch isSidechain message parentUuid sessionId sourceToolAssistantUUID timestamp toolUseResult type userType uuid version",
    "slug",
  ),
  "assistant(synthetic)": keys(
    "cwd gitBranch isApiErrorMessage isSidechain message parentUuid sessionId timestamp type userType uuid version",
    "apiError error",
  ),
};

const kept29: LineKeySets = {
  ...kept12,
  user: keys(
    "cwd gitBranch isSidechain message parentUuid sessionId timestamp type userType uuid version",
    "isCompactSummary isMeta isVisibleInTranscriptOnly permissionMode slug thinkingMetadata todos",
  ),
};

const keptCurrent: LineKeySets = {
  "queue-operation": keys("operation sessionId timestamp type", "content"),
  user: keys(
    "cwd entrypoint gitBranch isSidechain message parentUuid promptId sessionId timestamp type userType uuid version",
    "imagePasteIds isCompactSummary isMeta isVisibleInTranscriptOnly origin permissionMode promptSource refusedMessageId session_id slug turnCompanion turnOrigin turnPosition",
  ),
  assistant: keys(
    "apiBlockIndex cwd effort entrypoint gitBranch isSidechain madeBy message parentUuid perTurnEffort promptCacheRequested requestId requestRef requestedModel sessionId timestamp type userType uuid version",
    "attributionMcpServer attributionMcpTool attributionSkill requestSessionId serverClassifierRequest session_id slug thinkingDisplay thinkingDurationMs toolInputStreamMs",
  ),
  "user[tool_result]": keys(
    "cwd entrypoint gitBranch isSidechain message parentUuid promptId sessionId sourceToolAssistantUUID timestamp toolUseResult type userType uuid version",
    "mcpCallNotReadOnly permissionDecision sandboxed session_id slug toolDenialBeforeRun toolDenialKind toolEndsTurn",
  ),
  "assistant(synthetic)": keys(
    "cwd entrypoint error gitBranch isApiErrorMessage isSidechain madeBy message parentUuid sessionId timestamp type userType uuid version",
    "apiError apiErrorIsTransient apiErrorParams apiErrorStatus apiErrorType errorDetails failedResponseHadNoToolCall healsDistinctCarrier perTurnEffort refusedMessageId refusingModel requestId resendCannotCure",
  ),
  "last-prompt": keys("leafUuid sessionId type", "lastPrompt"),
};

/**
 * Keys of the lines of session files, by kind, as the real CLI wrote them: those of the version itself, or of the newest
 * one before it that was measured.
 */
export function jsonlKeys({ name, version }: Profile): LineKeySets {
  if (name === "current") return keptCurrent;
  return version === "2.1.29" ? kept29 : kept12;
}
