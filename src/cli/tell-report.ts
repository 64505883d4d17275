import type { RunReport } from "../engine/index.ts";
import { render } from "../report/index.ts";
import type { CliContext } from "./context.ts";
import { alsoFail } from "./fail.ts";
import { writeReports, type ReportTarget } from "./report-targets.ts";

/** Writes the report of a run to where it was asked for, and exits with its code. */
export function tellReport(context: CliContext, targets: readonly ReportTarget[], report: RunReport): void {
  context.process.exitCode = report.exitCode;
  const unwritten = writeReports(context, "stderr", targets, (format, style) =>
    render(report, { format, ...style }),
  );
  alsoFail(context, unwritten);
}
