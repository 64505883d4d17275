import type { Finding } from "../../core/index.ts";
import type { DriftReport } from "../../drift/index.ts";
import { failureOf, fileOf, suiteOf, textOf } from "../junit.ts";
import { styleOf } from "../style.ts";
import { type Element, xmlDocument } from "../xml.ts";
import { filePlaceOf, nameOf } from "./facts.ts";
import { driftExit, fails, reachLines } from "./summary.ts";

const style = styleOf({ width: 120 });

/**
 * The gate's report as JUnit XML: a case for each finding, named by what it is known by so that it keeps its history
 * whatever its words are. What is frozen or allowed is skipped. One more case is the evidence itself.
 */
export function driftJunit(report: DriftReport): string {
  const { findings, known, allowed } = report;
  const suite = suiteOf("drift", [
    evidenceCase(report),
    ...findings.map((one) =>
      caseOf(
        one,
        fails(report, one) ? failureOf(one) : { name: "system-out", attributes: {}, content: textOf(one) },
      ),
    ),
    ...known.map((one) => caseOf(one, skipped("frozen in the baseline"))),
    ...allowed.flatMap(({ allow, findings: hid }) =>
      hid.map((one) => caseOf(one, skipped(`switched off: ${allow.rule}, ${allow.reason}`))),
    ),
  ]);
  const { name: _, ...totals } = suite.attributes;
  return xmlDocument({
    name: "testsuites",
    attributes: { name: "backlot drift", ...totals },
    content: [suite],
  });
}

function evidenceCase(report: DriftReport): Element {
  const lines = reachLines(report, style).join("\n");
  return {
    name: "testcase",
    attributes: { name: "evidence", classname: "backlot.drift" },
    content: [
      ...(report.exitCode === 3
        ? [{ name: "failure", attributes: { message: driftExit(report), type: "evidence" }, content: lines }]
        : []),
      { name: "system-out", attributes: {}, content: lines },
    ],
  };
}

function caseOf(one: Finding, content: Element): Element {
  const at = filePlaceOf(one);
  return {
    name: "testcase",
    attributes: {
      name: nameOf(one),
      classname: `backlot.drift.${one.name}`,
      ...(at === undefined ? {} : fileOf(at)),
    },
    content: [content],
  };
}

function skipped(message: string): Element {
  return { name: "skipped", attributes: { message } };
}
