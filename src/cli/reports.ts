import { resolve } from "node:path";
import { BacklotError, finding, nearest, utf8 } from "../core/index.ts";
import { writeAtomic } from "../disk/index.ts";
import type { RunReport } from "../engine/index.ts";
import { render, type ReportFormat } from "../report/index.ts";
import type { CliContext } from "./context.ts";

const formats: readonly ReportFormat[] = ["text", "json", "junit", "github"];

/** One `--report FORMAT[=FILE]`. */
export interface ReportTarget {
  readonly format: ReportFormat;
  /** Absent: standard error. */
  readonly file?: string;
}

/**
 * Reads the `--report` flags; without any, text on standard error.
 * @throws BacklotError `usage` with all wrong ones at once
 */
export function reportTargets(flags: readonly string[] | undefined): readonly ReportTarget[] {
  const given = flags ?? ["text"];
  const problems = given.flatMap((flag) => {
    const [format = ""] = flag.split("=", 1);
    if ((formats as readonly string[]).includes(format)) return [];
    return [
      finding("usage", {
        at: { kind: "input", input: "--report" },
        what: `--report knows no format "${format}"`,
        fix: `Use one of ${formats.join(", ")}.`,
        near: nearest(format, formats),
      }),
    ];
  });
  if (problems.length > 0) throw new BacklotError(problems);
  return given.map((flag) => {
    const at = flag.indexOf("=");
    if (at < 0) return { format: flag as ReportFormat };
    return { format: flag.slice(0, at) as ReportFormat, file: flag.slice(at + 1) };
  });
}

/** Writes a report wherever it was asked for. Files are written whole or not at all. */
export function writeReports(context: CliContext, targets: readonly ReportTarget[], report: RunReport): void {
  for (const { format, file } of targets) {
    if (file === undefined)
      context.process.stderr.write(render(report, { format, ...terminalStyle(context) }));
    else writeAtomic(resolve(context.cwd, file), utf8(render(report, { format })), { mode: 0o644 });
  }
}

/** Colour and width for standard error: only on a terminal, and as NO_COLOR and FORCE_COLOR ask. */
export function terminalStyle(context: CliContext): { readonly color: boolean; readonly width: number } {
  const stream = context.process.stderr as { isTTY?: boolean; columns?: number };
  const { NO_COLOR, FORCE_COLOR } = context.process.env;
  const forced = FORCE_COLOR !== undefined && FORCE_COLOR !== "" && FORCE_COLOR !== "0";
  const color = forced || (stream.isTTY === true && (NO_COLOR === undefined || NO_COLOR === ""));
  return { color, width: Math.max(40, Math.min(stream.columns ?? 100, 140)) };
}
