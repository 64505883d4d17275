import type { Json } from "../../../core/index.ts";
import type { ToolOutcome } from "../conversation/events.ts";

/** A tool did what it was called for. @param files paths that it read or wrote, as the tool names them */
export function succeeded(content: string, report: Json, files: readonly string[] = []): ToolOutcome {
  return { content, isError: false, report, denied: false, files };
}

/** A tool ran and failed. */
export function failed(message: string, files: readonly string[] = []): ToolOutcome {
  return { content: message, isError: true, report: `Error: ${message}`, denied: false, files };
}

/** A tool did not begin: what it was called with can't be. */
export function refused(message: string, files: readonly string[] = []): ToolOutcome {
  return { ...failed(message, files), content: `<tool_use_error>${message}</tool_use_error>` };
}

/** There is no such tool. */
export function noSuchTool(name: string): ToolOutcome {
  const message = `Error: No such tool available: ${name}`;
  return { ...refused(message), report: message };
}

/** The input is not what the tool takes. @param problems one sentence each */
export function wrongInput(name: string, problems: readonly string[]): ToolOutcome {
  const issue = problems.length === 1 ? "issue" : "issues";
  const message = `InputValidationError: ${name} failed due to the following ${issue}:\n${problems.join("\n")}`;
  return { ...refused(message), report: message };
}
