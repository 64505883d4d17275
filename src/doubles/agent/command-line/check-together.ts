import type { ProfileName } from "../profile.ts";
import { failure, type ClaudeOptions, type EarlyExit } from "./options.ts";
import type { GivenValues } from "./read-options.ts";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * What is wrong with options that can be read one by one, in the order in which the real one looks; undefined: nothing.
 * Whether a session, a file or a prompt is there is for others to find out.
 */
export function checkTogether(
  given: GivenValues,
  options: ClaudeOptions,
  profile: ProfileName,
): EarlyExit | undefined {
  return (
    sessionProblem(options, profile) ??
    fallbackProblem(options, profile) ??
    formatProblem(given, options) ??
    (options.print ? schemaProblem(options, profile) : undefined)
  );
}

function fallbackProblem(
  { model, fallbackModel }: ClaudeOptions,
  profile: ProfileName,
): EarlyExit | undefined {
  if (profile === "current" || fallbackModel === undefined || fallbackModel !== model) return undefined;
  return failure(
    "Error: Fallback model cannot be the same as the main model. Please specify a different model for --fallback-model.",
  );
}

function sessionProblem(options: ClaudeOptions, profile: ProfileName): EarlyExit | undefined {
  const { sessionId, resume, forkSession } = options;
  if (sessionId === undefined) return undefined;
  if ((options.continue || resume !== undefined) && !forkSession)
    return failure(
      profile === "classic"
        ? "Error: --session-id can only be used with --continue or --resume if --fork-session is also specified."
        : "Error: --session-id with --continue or --resume also needs --fork-session.",
    );
  return uuid.test(sessionId) ? undefined : failure("Error: Invalid session ID. Must be a valid UUID.");
}

function formatProblem(given: GivenValues, options: ClaudeOptions): EarlyExit | undefined {
  const isStream = options.outputFormat === "stream-json";
  const readsStream = given.get("--input-format")?.[0] === "stream-json";
  if (readsStream && !isStream)
    return failure("Error: --input-format=stream-json requires output-format=stream-json.");
  if (given.has("--replay-user-messages") && !readsStream)
    return failure(
      "Error: --replay-user-messages requires both --input-format=stream-json and --output-format=stream-json.",
    );
  if (options.includePartialMessages && !(options.print && isStream))
    return failure("Error: --include-partial-messages requires --print and --output-format=stream-json.");
  if (options.print && isStream && !options.verbose)
    return failure("Error: When using --print, --output-format=stream-json requires --verbose");
  if (readsStream) return failure("Error: --input-format=stream-json is not simulated by backlot yet.");
  return undefined;
}

/** Classic ends without a word and with 0; backlot adds why, on standard error. */
function schemaProblem({ jsonSchema }: ClaudeOptions, profile: ProfileName): EarlyExit | undefined {
  if (jsonSchema === undefined) return undefined;
  const parsed = parse(jsonSchema);
  if (profile === "classic")
    return parsed === undefined
      ? {
          ...failure("backlot: --json-schema is not JSON; this version of claude ends without a word then."),
          code: 0,
        }
      : undefined;
  if (parsed === undefined)
    return failure("Error: --json-schema is not valid JSON: JSON Parse error: no JSON value can be read");
  const isObject = typeof parsed === "object" && parsed !== null && !Array.isArray(parsed);
  return isObject ? undefined : failure("Error: --json-schema must be a JSON object");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
