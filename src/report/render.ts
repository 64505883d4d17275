import type { RunReport } from "../engine/index.ts";
import { renderGithub } from "./github.ts";
import { jsonText, reportJson } from "./json.ts";
import { renderJunit } from "./junit.ts";
import { styleOf, type StyleOptions } from "./style.ts";
import { renderText } from "./text.ts";

/** What a report is rendered as. */
export type ReportFormat = "text" | "json" | "junit" | "github";

/** How a report is rendered. `timings` is on by default for JSON and JUnit, off for text. */
export interface RenderOptions extends StyleOptions {
  readonly format: ReportFormat;
}

const renderers: Readonly<Record<ReportFormat, (report: RunReport, options: RenderOptions) => string>> = {
  text: (report, options) => renderText(report, styleOf(options)),
  json: (report, options) => jsonText(reportJson(report, options.timings ?? true)),
  junit: (report, options) => renderJunit(report, options.timings ?? true),
  github: renderGithub,
};

/**
 * Renders the report of a run. The result ends with a line end and is safe for a terminal and a CI log,
 * whatever the programs and files it tells of hold.
 * @example render(report, { format: "text", color: process.stderr.isTTY, width: process.stderr.columns })
 */
export function render(report: RunReport, options: RenderOptions): string {
  return renderers[options.format](report, options);
}
