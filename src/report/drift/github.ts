import type { DriftReport } from "../../drift/index.ts";
import { annotationsOf, noticeOf } from "../github.ts";
import { joinLines } from "../inert.ts";
import { styleOf } from "../style.ts";
import { filePlaceOf } from "./facts.ts";
import { driftExit, driftHeadline, reachLines } from "./summary.ts";

const style = styleOf({ width: 120 });

/** The gate's report as workflow commands, and what was looked at in plain lines. */
export function driftGithub(report: DriftReport): string {
  const placed = report.findings.map((one) => {
    // Only a line of a file can be annotated: a call that is shown where the program made it is found sooner.
    const at = filePlaceOf(one);
    return at === undefined ? one : { ...one, at };
  });
  return [
    ...annotationsOf(placed),
    ...report.allowed.map(({ allow }) => noticeOf(allow)),
    joinLines([
      style.line(driftHeadline(report)),
      ...reachLines(report, style),
      ...(report.exitCode === 0 ? [] : [driftExit(report)]),
    ]),
  ].join("");
}
