import { hasErrors, type Finding } from "../core/index.ts";
import type { RunReport, WorldReport } from "../engine/index.ts";
import { callTable, wholeUpTo } from "./call-table.ts";
import { wrap } from "./columns.ts";
import { evidenceLines, evidenceSummary } from "./evidence.ts";
import { exitText, ranProgram } from "./exit.ts";
import { expectationLines } from "./expectations-text.ts";
import { findingBlocks } from "./finding-text.ts";
import { hasProblems, headlineOf, problemText, rootFindings, wellText } from "./headline.ts";
import { joinLines } from "./inert.ts";
import { linksOf, type Numbered } from "./links.ts";
import type { Style } from "./style.ts";
import { errorsByName, tallyOf } from "./tally.ts";
import { plural } from "./words.ts";

/** Worlds without problems that a failed report lists, one line each, when it is not verbose. */
const quietWorldsMost = 20;

/** The report for people: two lines when all is well, root causes first when something failed. */
export function renderText(report: RunReport, style: Style): string {
  const lines = hasErrors(rootFindings(report)) ? failedLines(report, style) : wellLines(report, style);
  return joinLines(lines);
}

function wellLines(report: RunReport, style: Style): string[] {
  const warnings = rootFindings(report).filter((one) => one.severity === "warning");
  const lines = [
    style.paint("good", style.line(headlineOf(report))),
    style.paint("quiet", evidenceSummary(report, style)),
    ...findingBlocks(warnings, style),
  ];
  if (style.verbose) {
    for (const world of report.worlds) {
      if (report.worlds.length > 1) lines.push("", worldTitle(world, style));
      lines.push(...callLines(world, [], style), ...expectationLines(world, [], style));
    }
    lines.push(...paragraph(evidenceLines(report, style)));
  }
  if (report.exitCode === 0) return lines;
  const exit = exitLines(report, style);
  return lines.concat(lines.length > 2 ? paragraph(exit) : exit);
}

function failedLines(report: RunReport, style: Style): string[] {
  const headline = wrap(style.line(headlineOf(report)), style.width, "", "  ");
  const lines = headline.map((line) => style.paint("error", line));
  let next = 1;
  const take = (findings: readonly Finding[]): Numbered[] => {
    // Notes stand at the end of the report.
    const weighty = findings.filter((one) => one.severity !== "note");
    lines.push(...findingBlocks(weighty, style, next));
    next += weighty.length;
    return weighty.map((finding, index) => ({ finding, number: next - weighty.length + index }));
  };
  const ofRun = take(report.findings);
  const several = report.worlds.length > 1;
  for (const world of report.worlds.filter((one) => !several || hasProblems(one))) {
    if (several) lines.push("", style.paint("strong", worldTitle(world, style)));
    lines.push(...silenceLines(world, style));
    const numbered = [...ofRun, ...take(world.findings)];
    lines.push(...callLines(world, numbered, style), ...expectationLines(world, numbered, style));
  }
  if (several) lines.push(...paragraph(quietWorldLines(report.worlds, style)));
  return lines.concat(paragraph([...evidenceLines(report, style), ...exitLines(report, style)]));
}

/** Lines with an empty one before them, when there are any. */
function paragraph(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", ...lines];
}

function exitLines(report: RunReport, style: Style): string[] {
  return ranProgram(report) ? [style.paint("strong", style.line(exitText(report)))] : [];
}

function worldTitle(world: WorldReport, style: Style): string {
  const tally = tallyOf([world]);
  const text = hasProblems(world) ? problemText(errorsByName(world.findings), tally) : wellText(tally);
  const warnings = world.findings.filter((one) => one.severity === "warning").length;
  const also = warnings === 0 ? "" : `, ${plural(warnings, "warning")}`;
  return style.line(`World ${world.world} (${world.scenario}): ${text}${also}`);
}

/** Without any call, the likely cause is none of the findings; it is said before them. */
function silenceLines(world: WorldReport, style: Style): string[] {
  if (world.calls.length > 0) return [];
  const cause = "the program never got that far, or does not use the addresses and the PATH of its world.";
  return paragraph(wrap(`No calls were made: ${cause}`, style.width, "", "  "));
}

function callLines(world: WorldReport, numbered: readonly Numbered[], style: Style): string[] {
  const { calls, expectations } = world;
  if (calls.length === 0) return [];
  const context = { links: linksOf(world, numbered), expectations, whole: style.verbose };
  const all = style.verbose || calls.length <= wholeUpTo ? "" : ` (all ${calls.length}: backlot calls)`;
  return paragraph([`Calls, in order${all}:`, ...callTable(calls, context, style)]);
}

/** Worlds without problems, one line each. */
function quietWorldLines(worlds: readonly WorldReport[], style: Style): string[] {
  const quiet = worlds.filter((world) => !hasProblems(world));
  const shown = style.verbose ? quiet : quiet.slice(0, quietWorldsMost);
  const rest = quiet.length - shown.length;
  return [
    ...shown.map((world) => `${style.marks.answered} ${worldTitle(world, style)}`),
    ...(rest > 0 ? [`${style.marks.ellipsis} ${plural(rest, "more world")} without problems`] : []),
  ];
}
