import { limits, type CommandHead } from "../../core/index.ts";
import type { ProcessTools } from "./process-tools.ts";
import { holdsDoubles } from "./tools.ts";

/**
 * Counts how often programs were passed through inside each other. A wrapper that looks its own name up
 * on PATH finds the double again and would run in circles.
 */
export const depthVariable = "BACKLOT_DEPTH";

/** Whether one more passthrough would be too many. */
export function tooDeep(depth: number): boolean {
  return !(depth < limits.passthroughDepth);
}

/**
 * The program that the caller would have run if nothing were doubled. Where only doubled commands exist, its
 * PATH names nothing else, so what it had before is sought after what it added itself.
 */
export function findRealProgram(
  head: CommandHead,
  context: { readonly processes: ProcessTools; readonly sealedPath: string | undefined },
): ReturnType<ProcessTools["findExecutable"]> {
  const own = head.env["PATH"];
  const { processes, sealedPath } = context;
  const path = sealedPath === undefined || own === undefined ? (sealedPath ?? own) : `${own}:${sealedPath}`;
  return processes.findExecutable(head.command, path, holdsDoubles, head.cwd);
}
