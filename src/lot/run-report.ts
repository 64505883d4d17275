import { hasErrors, type Finding } from "../core/index.ts";
import { redactData, type RunReport, type WorldReport } from "../engine/index.ts";
import { judgeOverRun } from "../verify/index.ts";
import type { StoredWorld } from "./run-folder.ts";
import { version } from "./version.ts";

/** What a run's report is made of. */
export interface RunFacts {
  readonly worlds: readonly StoredWorld[];
  readonly findings: readonly Finding[];
  readonly command?: readonly string[];
  readonly programExit?: number | null;
  readonly programSignal?: string;
  readonly durationMs: number;
}

/** What says that a part of the evidence is missing: exit code 3. */
const evidenceMissing = new Set(["world-not-closed", "journal-cut-short", "cannot-write", "fixture-missing"]);

/**
 * One report of all worlds of a run, without what looks like a secret; unused expectations of shared scenarios are judged over
 * all of them.
 */
export function runReport(facts: RunFacts): RunReport {
  const overRun = judgeOverRun(facts.worlds.filter(({ shared }) => shared));
  const findings = [...facts.findings, ...overRun.findings];
  const reports = facts.worlds.map((stored) => unlessJudgedByOthers(stored, facts.worlds));
  // What was switched off is told once, with the last world.
  const worlds = reports.map((report, index) =>
    index < reports.length - 1 ? report : { ...report, allowed: [...report.allowed, ...overRun.allowed] },
  );
  return redactData({
    version,
    ...(facts.command === undefined ? {} : { command: facts.command }),
    ...(facts.programExit === undefined ? {} : { programExit: facts.programExit }),
    ...(facts.programSignal === undefined ? {} : { programSignal: facts.programSignal }),
    worlds,
    findings,
    durationMs: facts.durationMs,
    exitCode: exitCodeOf(facts, worlds, findings),
  });
}

/**
 * The report of a world. Tests with a world each leave the run's own without a call: where they opened its very scenario,
 * each of them was judged by it, and the run's own is not held against what it says.
 */
function unlessJudgedByOthers(stored: StoredWorld, all: readonly StoredWorld[]): WorldReport {
  const { report, ofRun } = stored;
  if (ofRun !== true || report.calls.length > 0) return report;
  const files = report.files.join("\n");
  const opened = all.some((other) => other !== stored && other.report.files.join("\n") === files);
  if (!opened) return report;
  const findings = report.findings.filter(({ name }) => name !== "unused-expectation");
  return { ...report, findings, expectations: [] };
}

/** The program's own code if it is not 0; else 3 when evidence is missing, 1 when verification failed. */
function exitCodeOf(facts: RunFacts, worlds: readonly WorldReport[], findings: readonly Finding[]): number {
  if (facts.programSignal !== undefined) return 128 + (signalNumbers[facts.programSignal] ?? 15);
  if (typeof facts.programExit === "number" && facts.programExit !== 0) return facts.programExit;
  const all = [...findings, ...worlds.flatMap((world) => world.findings)];
  if (all.some((one) => evidenceMissing.has(one.name))) return 3;
  return hasErrors(all) ? 1 : 0;
}

const signalNumbers: Readonly<Record<string, number>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGILL: 4,
  SIGTRAP: 5,
  SIGABRT: 6,
  SIGBUS: 7,
  SIGFPE: 8,
  SIGKILL: 9,
  SIGUSR1: 10,
  SIGSEGV: 11,
  SIGUSR2: 12,
  SIGPIPE: 13,
  SIGALRM: 14,
  SIGTERM: 15,
};
