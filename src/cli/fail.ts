import { BacklotError, finding, type Finding } from "../core/index.ts";
import { renderFindings } from "../report/index.ts";
import type { CliContext } from "./context.ts";
import { terminalStyle } from "./reports.ts";

const usageNames = new Set<string>(["usage", "no-command"]);

/**
 * Says what is wrong and sets the exit code: 2 for a wrong command line or scenario, 127 for a command that
 * is not there, 3 for a machine that can't do it.
 */
export function fail(context: CliContext, error: unknown): void {
  const findings = error instanceof BacklotError ? error.findings : [internal(error)];
  context.process.stderr.write(renderFindings(findings, terminalStyle(context)));
  context.process.exitCode = exitCodeFor(findings);
}

function exitCodeFor(findings: readonly Finding[]): number {
  const first = findings.find((one) => one.severity === "error");
  if (first === undefined) return 0;
  if (first.name === "command-not-found") return 127;
  return first.code.startsWith("BKL1") || usageNames.has(first.name) ? 2 : 3;
}

function internal(error: unknown): Finding {
  return finding("internal", {
    what: error instanceof Error ? (error.stack ?? error.message) : String(error),
  });
}
