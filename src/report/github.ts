import { escapeControl, type Finding, type Place } from "../core/index.ts";
import type { Allowed, RunReport } from "../engine/index.ts";
import { allowedOf, evidenceSummary } from "./evidence.ts";
import { exitText, ranProgram } from "./exit.ts";
import { findingDetails } from "./finding-text.ts";
import { headlineOf, rootFindings } from "./headline.ts";
import { joinLines } from "./inert.ts";
import { styleOf } from "./style.ts";

const style = styleOf({ width: 120 });
const levels = { error: "error", warning: "warning", note: "notice" } as const;

/**
 * The report as workflow commands, which GitHub shows beside the changed lines, and the summary in plain lines. A call has
 * no line, so its finding is shown on the run's page.
 */
export function renderGithub(report: RunReport): string {
  return [
    ...annotationsOf(rootFindings(report)),
    ...allowedOf(report).map(noticeOf),
    joinLines([
      style.line(headlineOf(report)),
      evidenceSummary(report, style),
      ...(report.exitCode === 0 || !ranProgram(report) ? [] : [style.line(exitText(report))]),
    ]),
  ].join("");
}

/** A notice of a check that is switched off. */
export function noticeOf({ rule, reason, at }: Pick<Allowed, "rule" | "reason" | "at">): string {
  return workflowCommand("notice", { ...propertiesOf(at), title: `switched off: ${rule}` }, reason);
}

/** One annotation for each finding; what only followed from it stands in its text. */
export function annotationsOf(findings: readonly Finding[]): string[] {
  return findings.map((finding) => {
    const { at, ...withoutPlace } = finding;
    // An annotation stands at its line, so its text need not show the place again.
    const details = findingDetails(
      at?.kind === "call" || at?.kind === "input" ? finding : withoutPlace,
      style,
    );
    const text = [style.line(finding.what), ...details].join("\n");
    const title = `${finding.code} ${finding.name}`;
    const place = at === undefined ? {} : propertiesOf(at);
    return workflowCommand(levels[finding.severity], { ...place, title }, text);
  });
}

function propertiesOf(at: Place): Record<string, string | number> {
  if (at.kind !== "file" && at.kind !== "code") return {};
  const end = at.kind === "file" && at.endColumn > at.column ? { endColumn: at.endColumn } : {};
  return { file: at.file, line: at.line, col: at.column, ...end };
}

/** A workflow command on one line. @example "::error file=a.toml,line=1,col=2,title=BKL1002 unknown-field::..." */
function workflowCommand(
  name: "error" | "warning" | "notice",
  properties: Readonly<Record<string, string | number>>,
  message: string,
): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  return `::${name} ${list.join(",")}::${escapeData(escapeControl(message, "\n"))}\n`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(escapeControl(text, "")).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
