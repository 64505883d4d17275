import type { Version } from "./programs.ts";

/** A difference that is meant, or that nobody has taken away yet. */
interface Known {
  /** Of a line of differences(). */
  readonly difference: RegExp;
  /** Absent: every version. */
  readonly versions?: readonly Version[];
  readonly why: string;
}

const classic = ["2.1.12", "2.1.29"] as const;
const current = ["2.1.328"] as const;

const list: readonly Known[] = [
  { difference: /\.slug: /, why: "a name that is made up for a plan" },
  { difference: /system-reminder/, why: "vendor text that the model is told with a file" },
  {
    difference: /^session files: real 1, double 0/,
    versions: classic,
    why: "a session that could not begin is kept",
  },
  {
    difference: /^session \d+ .*(order|parentUuid|user\[text\])/,
    why: "a fork copies its history later, and lines of the last prompt are written when there is time",
  },
  {
    difference: /stderr: .*double "backlot: /,
    versions: classic,
    why: "the real one ends without a word; the double says why",
  },
  {
    difference: /Could not parse message into JSON/,
    why: "a trace of the client library, made of the answer of the API",
  },
  { difference: /stderr: real "file:\/\//, versions: classic, why: "a stack trace of the program" },
  {
    difference: /Check the gateway set in|usually temporary/,
    versions: current,
    why: "advice for a person, after the text that programs look for",
  },
  { difference: /Session IDs must be in UUID format \(/, versions: classic, why: "an example of a UUID" },
  {
    difference: /--json-schema is not valid JSON: /,
    versions: current,
    why: "the complaint of another engine",
  },
  {
    difference: /result:success\.usage\.(in|out)put_tokens: real \d+, double 0/,
    versions: current,
    why: "tokens of an answer that was cut off",
  },
  { difference: /messaging_socket_path/, versions: current, why: "nothing listens beside a double" },
  {
    difference: /tool_result_meta|permissionDecision|sandboxed|toolDenialKind|toolInputStreamMs/,
    versions: current,
    why: "why a tool was allowed is not told",
  },
  {
    difference: /\.(effort|thinking_display|thinkingDisplay): /,
    versions: current,
    why: "depends on the model",
  },
  { difference: /first_content_frame_ms/, versions: current, why: "measured, and not in every output" },
  {
    difference: /synthetic\)\.(apiError|apiErrorIsTransient|resendCannotCure|requestId): /,
    versions: current,
    why: "what current notes for itself of an error",
  },
  {
    difference: /^run 1 .*(modelUsage|model_usage)/,
    versions: current,
    why: "current goes on with the sums of the session that it resumes",
  },
  { difference: /^run 1 .*\.turnIndex/, versions: current, why: "counted over processes" },
  {
    difference: /error_during_execution\./,
    versions: current,
    why: "a session that could not begin has fewer keys in its result",
  },
  {
    difference: /^session \d+ assistant\[\w+\]\.message\.(?:usage\.output_tokens|context_management): /,
    versions: classic,
    why: "a line is written before the message has ended; the double writes what the whole message used",
  },
  {
    difference: /InputValidationError: \[/,
    why: "the complaint of the library that checks inputs",
  },
  {
    difference: /claude-opus-5-5|assistant\S*\.(?:message\.model|requestedModel|perTurnEffort): /,
    why: "the model that is taken where nobody names one",
  },
  {
    difference: /Error: --resume requires a valid session ID.* when used with --print\. Usage/,
    why: "told besides that there is no prompt",
  },
  {
    difference: /(?:exit code: real 0, double 1|real "Hello there\.\\n", double "Execution error")$/,
    versions: classic,
    why: "a schema that is no object is not looked at",
  },
  { difference: /--include-partial-messages requires/, versions: classic, why: "no line feed at its end" },
  {
    difference: /thinking_tokens|thinkingDurationMs|thinking_duration_ms/,
    versions: current,
    why: "how much it thinks is not told while it does",
  },
  {
    difference: /stream_event:content_block_delta\.event/,
    versions: current,
    why: "counted from the first, which thinking_tokens parts",
  },
  {
    difference: /decision_reason_type|requestSessionId|userModified/,
    versions: current,
    why: "what current notes besides",
  },
  {
    difference: /is disabled for this session|no need to Read it back/,
    versions: current,
    why: "advice for the model, after the text that programs look for",
  },
  {
    difference: /result:success\.model\S*: real .*"outputTokens":1/,
    versions: current,
    why: "tokens of an answer that was cut off",
  },
];

/** Whether a difference is known. */
export function known(version: Version, line: string): boolean {
  return list.some(
    ({ difference, versions }) =>
      (versions === undefined || versions.includes(version)) && difference.test(line),
  );
}
