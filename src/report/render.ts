import type { RunReport } from "../engine/record.ts";
import { styleOf, type StyleOptions } from "./style.ts";
import { renderText } from "./text.ts";

/** What a report is rendered as. */
export interface RenderOptions extends StyleOptions {
  readonly format: "text" | "json" | "junit" | "github";
}

/**
 * Renders the report of a run. The text ends with a line end and is safe for a terminal and a CI log,
 * whatever the programs and files it tells of hold.
 * @example render(report, { format: "text", color: process.stderr.isTTY, width: process.stderr.columns })
 */
export function render(report: RunReport, options: RenderOptions): string {
  return renderText(report, styleOf(options));
}
