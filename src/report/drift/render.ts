import type { DriftReport } from "../../drift/index.ts";
import { styleOf, type StyleOptions } from "../style.ts";
import { driftGithub } from "./github.ts";
import { driftJson } from "./json.ts";
import { driftJunit } from "./junit.ts";
import { driftSarif, type SarifOptions } from "./sarif.ts";
import { driftText } from "./text.ts";

/** What the gate's report is rendered as. */
export type DriftFormat = "text" | "json" | "sarif" | "junit" | "github";

/** How the gate's report is rendered. */
export interface DriftRenderOptions extends StyleOptions, SarifOptions {
  readonly format: DriftFormat;
}

const renderers: Readonly<Record<DriftFormat, (report: DriftReport, options: DriftRenderOptions) => string>> =
  {
    text: (report, options) => driftText(report, styleOf(options)),
    json: driftJson,
    sarif: driftSarif,
    junit: driftJunit,
    github: driftGithub,
  };

/**
 * Renders the report of `backlot drift`. The result ends with a line end and is safe for a terminal and a CI log,
 * whatever the contracts and journals it tells of hold.
 * @example renderDrift(report, { format: "sarif", version: "0.1.0" })
 */
export function renderDrift(report: DriftReport, options: DriftRenderOptions): string {
  return renderers[options.format](report, options);
}
