import { BacklotError, type ConfigValidationError, type Finding } from "../core/index.ts";

/**
 * An error whose stack holds these frames only, so that nothing points to backlot's own code: neither a test
 * runner's excerpt nor the line that Node prints above an error that nobody catches.
 * @param frames lines as V8 writes them: "    at name (file:1:2)"
 */
export function placedError(
  findings: readonly Finding[],
  frames: readonly string[],
  message?: string,
  kind: typeof BacklotError | typeof ConfigValidationError = BacklotError,
): BacklotError {
  const before = Error.stackTraceLimit;
  // Node prints the line where an error was made, unless that was not recorded.
  Error.stackTraceLimit = 0;
  const error = new kind(findings, message);
  Error.stackTraceLimit = before;
  error.stack = [`${error.name}: ${error.message}`, ...frames].join("\n");
  return error;
}
