import type { Finding, Place } from "../core/index.ts";
import type { ExpectationUse, RunReport, WorldReport } from "../engine/index.ts";
import { titleOf } from "./expectations-text.ts";
import { findingDetails } from "./finding-text.ts";
import { joinLines } from "./inert.ts";
import { belongsTo } from "./links.ts";
import { styleOf } from "./style.ts";
import { statusOf, tallyOf, withConsequences } from "./tally.ts";
import { xmlDocument, type Element } from "./xml.ts";

const style = styleOf({ width: 120 });

/**
 * The report as JUnit XML: a suite for each world, a case for each expectation, and a failing case for each
 * error that belongs to no expectation. Unused optional and overridden expectations are skipped cases.
 */
export function renderJunit(report: RunReport, timings: boolean): string {
  const suites = report.worlds.map((world) => worldSuite(world, timings));
  if (report.findings.length > 0 || suites.length === 0)
    suites.unshift(suiteOf("run", casesOf(report.findings)));
  return xmlDocument({
    name: "testsuites",
    attributes: {
      name: "backlot",
      ...totals(suites.flatMap(({ content }) => content as readonly Element[])),
      ...(timings ? { time: seconds(report.durationMs) } : {}),
    },
    content: suites,
  });
}

/** Findings that stand for themselves, as one suite. */
export function junitOfFindings(findings: readonly Finding[]): string {
  return xmlDocument({
    name: "testsuites",
    attributes: { name: "backlot" },
    content: [suiteOf("check", casesOf(findings))],
  });
}

function worldSuite(world: WorldReport, timings: boolean): Element {
  const all = withConsequences(world.findings);
  const owned = new Set<Finding>();
  const cases = world.expectations.map((use) => {
    const own = all.filter((one) => one.severity === "error" && belongsTo(one, use));
    for (const one of own) owned.add(one);
    return expectationCase(use, own, world, timings);
  });
  const { calls, refused, passed, expectations, met } = tallyOf([world]);
  return suiteOf(
    `${world.scenario}: ${world.world}`,
    [...cases, ...casesOf(world.findings.filter((one) => !owned.has(one)))],
    {
      calls,
      refused,
      passed,
      expectations,
      "expectations-met": met,
      "switched-off": world.allowed.map(
        ({ rule, reason, findings }) => `${rule} (${findings.length}): ${reason}`,
      ),
      "not-checked": world.unchecked,
      "not-sealed": world.unsealed,
    },
  );
}

function expectationCase(
  use: ExpectationUse,
  findings: readonly Finding[],
  world: WorldReport,
  timings: boolean,
): Element {
  const durationMs = world.calls
    .filter((call) => call.expectation === use.expectation.id)
    .reduce((sum, call) => sum + call.durationMs, 0);
  return {
    name: "testcase",
    attributes: {
      name: titleOf(use),
      classname: `${world.scenario}.${use.expectation.target}`,
      ...fileOf(use.expectation.at),
      ...(timings ? { time: seconds(durationMs) } : {}),
    },
    content:
      findings.length > 0 ? findings.map((one) => failureOf(one, rootOf(one, world))) : skippedOf(use, world),
  };
}

function rootOf(finding: Finding, world: WorldReport): Finding | undefined {
  return world.findings.find((root) => withConsequences([root]).includes(finding));
}

function skippedOf(use: ExpectationUse, world: WorldReport): Element[] {
  const status = statusOf(use);
  const allowed = world.allowed.find(({ findings }) => findings.some((one) => belongsTo(one, use)));
  const message =
    allowed === undefined
      ? {
          "optional-unused": "optional and unused",
          overridden: "overridden by a newer layer",
          met: "",
          unmet: "",
        }[status]
      : `switched off: ${allowed.rule}, ${allowed.reason}`;
  return message === "" ? [] : [{ name: "skipped", attributes: { message } }];
}

/** A case for each finding: errors fail, warnings and notes are written to the case's output. */
function casesOf(findings: readonly Finding[]): Element[] {
  return findings.map((finding) => ({
    name: "testcase",
    attributes: {
      name: `${kindOf(finding)}: ${finding.what}`,
      classname: "backlot.findings",
      ...(finding.at === undefined ? {} : fileOf(finding.at)),
    },
    content:
      finding.severity === "error"
        ? [failureOf(finding)]
        : [{ name: "system-out", attributes: {}, content: textOf(finding) }],
  }));
}

/** A failure of a case. @param root what the finding only followed from */
export function failureOf(finding: Finding, root = finding): Element {
  const cause = root === finding ? "" : `follows from ${kindOf(root)}: ${style.line(root.what)}\n`;
  return {
    name: "failure",
    attributes: { message: finding.what, type: kindOf(finding) },
    content: cause + textOf(finding),
  };
}

function kindOf(finding: Finding): string {
  return `${finding.code} ${finding.name}`;
}

/** A finding in full. */
export function textOf(finding: Finding): string {
  return joinLines([style.line(finding.what), ...findingDetails(finding, style)]).trimEnd();
}

/** The attributes that name a place in a file. */
export function fileOf(at: Place): Record<string, string | number> {
  return at.kind === "file" || at.kind === "code" ? { file: at.file, line: at.line } : {};
}

/** A suite of cases, with their counts. */
export function suiteOf(
  name: string,
  cases: readonly Element[],
  properties: Readonly<Record<string, number | readonly string[]>> = {},
): Element {
  const list = Object.entries(properties).flatMap(([key, value]) =>
    [value].flat().map((one) => ({ name: "property", attributes: { name: key, value: one } })),
  );
  return {
    name: "testsuite",
    attributes: { name, ...totals(cases) },
    content: [
      ...(list.length === 0 ? [] : [{ name: "properties", attributes: {}, content: list }]),
      ...cases,
    ],
  };
}

/** Counts of the cases among some elements. */
function totals(elements: readonly Element[]): {
  tests: number;
  failures: number;
  errors: number;
  skipped: number;
} {
  const cases = elements.filter(({ name }) => name === "testcase");
  const having = (name: string): number =>
    cases.filter(({ content }) => typeof content === "object" && content.some((one) => one.name === name))
      .length;
  return { tests: cases.length, failures: having("failure"), errors: 0, skipped: having("skipped") };
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}
