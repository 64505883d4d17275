import { BacklotError } from "../core/index.ts";
import { redactData, type WorldReport } from "../engine/index.ts";
import { render } from "../report/index.ts";
import { version } from "./version.ts";

/** The error of a world that did not verify: its message is the report. Undefined when all is well. */
export function verificationError(report: WorldReport): BacklotError | undefined {
  const errors = report.findings.filter((one) => one.severity === "error");
  if (errors.length === 0) return undefined;
  const text = render(
    { version, worlds: [redactData(report)], findings: [], durationMs: 0, exitCode: 1 },
    { format: "text" },
  );
  return new BacklotError(errors, text);
}
