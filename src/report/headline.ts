import type { Finding } from "../core/index.ts";
import type { RunReport, WorldReport } from "../engine/index.ts";
import { cutTo } from "./columns.ts";
import { errorsByName, tallyOf, type Tally } from "./tally.ts";
import { plural } from "./words.ts";

/** Columns that the name of a world or scenario may take in the first line. */
const scopeColumns = 48;

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
  const errors = errorsByName(findings);
  const tally = tallyOf(report.worlds);
  const scope = scopeText(report);
  if (errors.size > 0) return `backlot: FAILED (${scope}): ${problemText(errors, tally)}`;
  const warnings = findings.filter((one) => one.severity === "warning").length;
  const also = warnings === 0 ? "" : `, ${plural(warnings, "warning")}`;
  return `backlot: ${wellText(tally)}${also} (${scope})`;
}

function scopeText(report: RunReport): string {
  const { worlds } = report;
  const [first] = worlds;
  if (first === undefined) return "no world was opened";
  if (worlds.length > 1) {
    const bad = worlds.filter(hasProblems).length;
    return bad === 0 ? `${worlds.length} worlds` : `${bad} of ${worlds.length} worlds`;
  }
  return cutTo(
    first.world === "main" ? first.scenario : `${first.scenario}: ${first.world}`,
    scopeColumns,
    "…",
  );
}

/** What a world or a run without problems did. @example "all 9 calls answered, 7 expectations met" */
export function wellText(tally: Tally): string {
  if (tally.calls === 0 && tally.expectations === 0) return "no calls were made and none were required";
  const expectations =
    tally.met === tally.expectations
      ? `${plural(tally.met, "expectation")} met`
      : `${tally.met} of ${plural(tally.expectations, "expectation")} met`;
  return `${tally.calls === 0 ? "no calls were made" : callsText(tally)}, ${expectations}`;
}

function callsText({ calls, answered, passed, refused, failed, gone }: Tally): string {
  const all = calls === 1 ? "the one call" : `all ${calls} calls`;
  if (passed === calls) return `${all} passed to the real program`;
  if (answered === calls) return `${all} answered`;
  if (answered + passed === calls) return `${all} answered (${passed} by the real program)`;
  const others = [
    [passed, "passed to the real program"],
    [refused, "refused"],
    [failed, "failed"],
    [gone, "given up by the program"],
  ] as const;
  const said = others.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return [`${answered} of ${plural(calls, "call")} answered`, ...said].join(", ");
}

/** Words for what went wrong with a call or an expectation: "1 of 9 calls matched no expectation". */
const partWords: Readonly<Record<string, readonly [of: "call" | "expectation", words: string]>> = {
  "unmatched-call": ["call", "matched no expectation"],
  "forbidden-call": ["call", "forbidden"],
  "too-many-calls": ["call", "too many"],
  "out-of-order": ["call", "out of order"],
  "unreadable-call": ["call", "unreadable"],
  "unused-expectation": ["expectation", "unused"],
  "too-few-calls": ["expectation", "used too seldom"],
};

/** Words for what went wrong otherwise: "1 world never closed". */
const wholeWords: Readonly<Record<string, readonly [one: string, many: string]>> = {
  "handler-failed": ["handler failed", "handlers failed"],
  "handler-blocked": ["handler blocked", "handlers blocked"],
  "pattern-too-slow": ["pattern too slow", "patterns too slow"],
  "world-not-closed": ["world never closed", "worlds never closed"],
  "journal-cut-short": ["journal cut short", "journals cut short"],
};

/** Problems by kind. @example "1 of 9 calls matched no expectation, 2 of 7 expectations unused" */
export function problemText(errors: ReadonlyMap<string, number>, tally: Tally): string {
  const phrases = [...errors].map(([name, count]) => {
    const part = partWords[name];
    if (part === undefined) return plural(count, ...(wholeWords[name] ?? ([name, name] as const)));
    const [noun, words] = part;
    const total = noun === "call" ? tally.calls : tally.expectations;
    return `${count <= total ? `${count} of ${plural(total, noun)}` : plural(count, noun)} ${words}`;
  });
  if (tally.calls === 0 && tally.expectations > 0) phrases.push("no calls were made");
  return phrases.join(", ");
}
