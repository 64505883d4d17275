import { hasErrors, type Finding } from "../core/index.ts";
import { redactData, type ExpectationUse, type RunReport, type WorldReport } from "../engine/index.ts";
import { judgeCounts } from "../verify/index.ts";
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

const evidenceMissing = new Set(["world-not-closed", "journal-cut-short"]);

/**
 * One report of all worlds of a run, without what looks like a secret; unused expectations of shared scenarios are judged over
 * all of them.
 */
export function runReport(facts: RunFacts): RunReport {
  const findings = [...facts.findings, ...judgeShared(facts.worlds)];
  const worlds = facts.worlds.map((stored) => stored.report);
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

/** The program's own code if it is not 0; else 3 when evidence is missing, 1 when verification failed. */
function exitCodeOf(facts: RunFacts, worlds: readonly WorldReport[], findings: readonly Finding[]): number {
  if (facts.programSignal !== undefined) return 128 + (signalNumbers[facts.programSignal] ?? 15);
  if (typeof facts.programExit === "number" && facts.programExit !== 0) return facts.programExit;
  if (findings.some((one) => evidenceMissing.has(one.name))) return 3;
  return hasErrors(findings) || worlds.some((world) => hasErrors(world.findings)) ? 1 : 0;
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

function judgeShared(worlds: readonly StoredWorld[]): readonly Finding[] {
  const merged = new Map<string, ExpectationUse>();
  for (const { report, shared } of worlds) {
    if (!shared) continue;
    for (const use of report.expectations) {
      const key = `${report.files.join("\n")}\u0000${use.expectation.id}`;
      const before = merged.get(key);
      merged.set(key, {
        ...use,
        calls: [...(before?.calls ?? []), ...use.calls],
        overridden: use.overridden || before?.overridden === true,
      });
    }
  }
  return judgeCounts([...merged.values()]);
}
