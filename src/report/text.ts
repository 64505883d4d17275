import type { Finding } from "../core/index.ts";
import type { RunReport, WorldReport } from "../engine/record.ts";
import { callTable } from "./call-table.ts";
import { wrap } from "./columns.ts";
import { exitText } from "./exit.ts";
import { findingLines } from "./finding-text.ts";
import { hasProblems, headlineOf, rootFindings, wellText } from "./headline.ts";
import { linksOf, type Numbered } from "./links.ts";
import { evidenceLines, evidenceSummary } from "./evidence.ts";
import { otherExpectationLines } from "./expectations-text.ts";
import type { Style } from "./style.ts";
import { tallyOf } from "./tally.ts";

/** Worlds without problems that a failed report still lists, one line each. */
const quietWorldsMost = 20;

/** The whole report for people: two lines when all is well, root causes first when something failed. */
export function renderText(report: RunReport, style: Style): string {
  const failed = rootFindings(report).some((one) => one.severity === "error");
  const lines = failed ? failedLines(report, style) : wellLines(report, style);
  return `${lines.join("\n")}\n`;
}

function wellLines(report: RunReport, style: Style): string[] {
  const warnings = numbered(rootFindings(report).filter((one) => one.severity === "warning"));
  return [
    style.paint("good", style.line(headlineOf(report))),
    style.paint("quiet", evidenceSummary(report, style)),
    ...warnings.flatMap(blockOf(style)),
    ...(style.verbose ? ["", ...report.worlds.flatMap((world) => worldLines(world, [], style))] : []),
    ...(report.exitCode === 0 ? [] : [style.paint("strong", exitText(report))]),
  ];
}

function failedLines(report: RunReport, style: Style): string[] {
  const several = report.worlds.length > 1;
  const bad = report.worlds.filter(hasProblems);
  const lines = wrap(style.line(headlineOf(report)), style.width, "", "  ").map((line) =>
    style.paint("error", line),
  );
  let next = 1;
  const take = (findings: readonly Finding[]): Numbered[] => {
    const taken = numbered(
      findings.filter((one) => one.severity !== "note"),
      next,
    );
    next += taken.length;
    return taken;
  };
  lines.push(...take(report.findings).flatMap(blockOf(style)));
  for (const world of bad) {
    const own = take(world.findings);
    if (several) lines.push("", style.paint("strong", worldTitle(world, style)));
    lines.push(...own.flatMap(blockOf(style)));
    lines.push("", ...worldLines(world, own, style));
  }
  const good = report.worlds.filter((world) => !hasProblems(world));
  if (good.length > 0) lines.push("", ...quietWorldLines(good, style));
  lines.push("", ...evidenceLines(report, style), style.paint("strong", exitText(report)));
  return lines;
}

/** A numbered finding with an empty line before it. */
function blockOf(style: Style): (numbered: Numbered) => string[] {
  return ({ finding, number }) => ["", ...findingLines(finding, style, number)];
}

function numbered(findings: readonly Finding[], first = 1): Numbered[] {
  return findings.map((finding, index) => ({ finding, number: first + index }));
}

function worldTitle(world: WorldReport, style: Style): string {
  return style.line(`World ${world.world} (${world.scenario})`);
}

/** The calls of a world and the expectations that no finding speaks of. */
function worldLines(world: WorldReport, own: readonly Numbered[], style: Style): string[] {
  const links = linksOf(world, own);
  const table =
    world.calls.length === 0
      ? ["No calls were made."]
      : ["Calls, in order:", ...callTable(world.calls, { links, expectations: world.expectations }, style)];
  return [...table, ...otherExpectationLines(world, style)];
}

function quietWorldLines(worlds: readonly WorldReport[], style: Style): string[] {
  const shown = style.verbose ? worlds : worlds.slice(0, quietWorldsMost);
  const rest = worlds.length - shown.length;
  return [
    ...shown.map((world) =>
      style.line(`${style.marks.answered} ${world.world} (${world.scenario}): ${wellText(tallyOf([world]))}`),
    ),
    ...(rest > 0 ? [`${style.marks.ellipsis} and ${rest} more worlds without problems`] : []),
  ];
}
