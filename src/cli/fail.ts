import { BacklotError, finding, isJsonObject, type Finding } from "../core/index.ts";
import { renderFindings } from "../report/index.ts";
import type { CliContext } from "./context.ts";
import { terminalStyle } from "./terminal.ts";

/** What the command exits with when it could not do its work (DESIGN: 2 the scenario, 3 the evidence). */
export const exitCodes = {
  verification: 1,
  usage: 2,
  machine: 3,
  notFound: 127,
  notExecutable: 126,
} as const;

const usageNames = new Set<string>(["usage", "no-command", "file-exists", "invalid-scrubbing-rule"]);

/**
 * Says what is wrong on standard error and sets the exit code: 2 for a wrong command line or scenario, 127 for
 * a command that is not there, 3 for a machine that can't do it.
 */
export function fail(context: CliContext, error: unknown): void {
  const findings = error instanceof BacklotError ? error.findings : [internal(error)];
  context.process.stderr.write(renderFindings(findings, terminalStyle(context)));
  context.process.exitCode = exitCodeFor(findings);
}

/**
 * Runs a command's work; whatever it throws becomes findings and an exit code.
 * @example await orFail(this, async () => { ... })
 */
export async function orFail(context: CliContext, work: () => Promise<void> | void): Promise<void> {
  try {
    await work();
  } catch (error) {
    fail(context, error);
  }
}

/** Findings that came on top of a result: they are told, and only turn a success into a failure. */
export function alsoFail(context: CliContext, findings: readonly Finding[]): void {
  if (findings.length === 0) return;
  context.process.stderr.write(renderFindings(findings, terminalStyle(context)));
  if (context.process.exitCode === 0) context.process.exitCode = exitCodeFor(findings);
}

function exitCodeFor(findings: readonly Finding[]): number {
  const first = findings.find((one) => one.severity === "error");
  if (first === undefined) return 0;
  if (first.name === "command-not-found") {
    const failure = isJsonObject(first.evidence) ? first.evidence["failure"] : undefined;
    return failure === "not-executable" ? exitCodes.notExecutable : exitCodes.notFound;
  }
  const wrongFixture = first.code.startsWith("BKL4") && first.name !== "fixture-missing";
  // A contract is a part of the scenario that names it.
  return /^BKL[13]/.test(first.code) || wrongFixture || usageNames.has(first.name)
    ? exitCodes.usage
    : exitCodes.machine;
}

function internal(error: unknown): Finding {
  return finding("internal", {
    what: error instanceof Error ? (error.stack ?? error.message) : String(error),
  });
}
