import type { Finding } from "../core/index.ts";
import type { RunReport, WorldReport } from "../engine/record.ts";
import { errorsByName, tallyOf, type Tally } from "./tally.ts";
import { plural } from "./words.ts";

/** All findings of a run, root causes only: the run's own, then each world's. */
export function rootFindings(report: RunReport): Finding[] {
  return [...report.findings, ...report.worlds.flatMap((world) => world.findings)];
}

/** Whether a world has something that fails the run. */
export function hasProblems(world: WorldReport): boolean {
  return world.findings.some((one) => one.severity === "error");
}

/** The first line of a report, not yet escaped: what happened and how much. */
export function headlineOf(report: RunReport): string {
  const findings = rootFindings(report);
  const tally = tallyOf(report.worlds);
  const errors = errorsByName(findings);
  if (errors.size === 0) return `backlot: ${wellText(tally)} (${scopeText(report)})`;
  const { worlds } = report;
  const bad = worlds.filter(hasProblems).length;
  const where = worlds.length > 1 && bad > 0 ? ` in ${bad} of ${worlds.length} worlds` : "";
  const counts = `${plural(tally.calls, "call")}, ${plural(tally.expectations, "expectation")}`;
  return `backlot: FAILED${where}: ${problemText(errors)} (${scopeText(report)}: ${counts})`;
}

/** What a world or a run without problems did. @example "all 9 calls answered, 7 expectations met" */
export function wellText(tally: Tally): string {
  const expectations =
    tally.met === tally.expectations
      ? `${plural(tally.met, "expectation")} met`
      : `${tally.met} of ${plural(tally.expectations, "expectation")} met`;
  if (tally.calls === 0 && tally.expectations === 0) return "no calls were made and none were required";
  if (tally.calls === 0) return `no calls were made, ${expectations}`;
  return `${callsText(tally)}, ${expectations}`;
}

function callsText(tally: Tally): string {
  const all = tally.calls === 1 ? "the one call" : `all ${tally.calls} calls`;
  if (tally.answered + tally.passed === tally.calls) {
    if (tally.passed === 0) return `${all} answered`;
    return tally.passed === tally.calls
      ? `${all} passed to the real program`
      : `${all} answered (${tally.passed} by the real program)`;
  }
  const parts = [
    [tally.answered, "answered"],
    [tally.passed, "passed to the real program"],
    [tally.refused, "refused"],
    [tally.failed, "failed"],
    [tally.gone, "given up by the program"],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return `${plural(tally.calls, "call")}: ${said.join(", ")}`;
}

const problemWords: Readonly<Record<string, readonly [one: string, many: string]>> = {
  "unmatched-call": ["call matched no expectation", "calls matched no expectation"],
  "forbidden-call": ["forbidden call", "forbidden calls"],
  "too-many-calls": ["call too many", "calls too many"],
  "out-of-order": ["call out of order", "calls out of order"],
  "unused-expectation": ["expectation unused", "expectations unused"],
  "too-few-calls": ["expectation used too seldom", "expectations used too seldom"],
  "handler-failed": ["handler failed", "handlers failed"],
  "handler-blocked": ["handler blocked", "handlers blocked"],
  "unreadable-call": ["call could not be read", "calls could not be read"],
  "world-not-closed": ["world never closed", "worlds never closed"],
  "journal-cut-short": ["journal cut short", "journals cut short"],
};

/** Problems by kind. @example "1 call matched no expectation, 2 expectations unused" */
export function problemText(errors: ReadonlyMap<string, number>): string {
  return [...errors]
    .map(([name, count]) => plural(count, ...(problemWords[name] ?? ([name, name] as const))))
    .join(", ");
}

function scopeText(report: RunReport): string {
  const [first] = report.worlds;
  if (first === undefined) return "no world";
  if (report.worlds.length > 1) return plural(report.worlds.length, "world");
  return first.world === "main" ? first.scenario : `${first.scenario}: ${first.world}`;
}
