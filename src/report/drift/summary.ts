import type { Finding, Severity } from "../../core/index.ts";
import type { DriftReport, DriftTally } from "../../drift/index.ts";
import { wrap } from "../columns.ts";
import { lineText } from "../place.ts";
import { healthTexts } from "./health.ts";
import type { Style } from "../style.ts";
import { withConsequences } from "../tally.ts";
import { plural, shortened } from "../words.ts";

const severities: readonly Severity[] = ["note", "warning", "error"];

/** Whether a finding, or what followed from it, fails the gate. */
export function fails({ failOn }: Pick<DriftReport, "failOn">, one: Finding): boolean {
  return withConsequences([one]).some(
    ({ severity }) => severities.indexOf(severity) >= severities.indexOf(failOn),
  );
}

/** Findings by severity, what followed from them included. @example "2 errors, 1 warning" */
function countsText(findings: readonly Finding[]): string {
  const all = withConsequences(findings);
  const counts = severities.toReversed().flatMap((severity) => {
    const count = all.filter((one) => one.severity === severity).length;
    return count === 0 ? [] : [plural(count, severity)];
  });
  return counts.join(", ") || "no findings";
}

/** The first line, not yet escaped: how it ended, what was found, in how much. */
export function driftHeadline(report: DriftReport): string {
  const word = { 0: "ok", 1: "FAILED", 3: "EVIDENCE IS MISSING" }[report.exitCode];
  const { stubs, calls, services, worlds } = report.tally;
  const held = `${plural(stubs.total, "stub")}, ${plural(calls.total, "call")} of ${worldsText(worlds)}, ${plural(services.total, "service")}`;
  return `backlot drift: ${word}: ${countsText(report.findings)} in ${held}`;
}

function worldsText({ total, tests }: DriftTally["worlds"]): string {
  if (tests === total) return plural(tests, "test");
  return tests === 0 ? plural(total, "world") : `${plural(total, "world")} (${plural(tests, "test")})`;
}

/** What was switched off, is known, was checked and was not: what a reader has to know of a clean report too. */
export function reachLines(report: DriftReport, style: Style): string[] {
  return [
    ...allowedLines(report, style),
    ...knownLines(report, style),
    ...checkedLines(report.tally, style),
    ...(report.tally.health === undefined
      ? []
      : healthTexts(report.tally.health).flatMap(([title, text]) => paragraph(title, text, style))),
    ...uncheckedLines(report.tally, style),
  ];
}

function paragraph(title: string, text: string, style: Style): string[] {
  return wrap(style.line(text), style.width, `${title}: `, "  ");
}

function allowedLines({ allowed }: DriftReport, style: Style): string[] {
  return allowed.flatMap(({ allow, findings }) => {
    const { rule, about, reason, owner, expires, at } = allow;
    const hid = findings.length === 0 ? "hid nothing" : `hid ${plural(findings.length, "finding")}`;
    const who = [
      ...(owner === undefined ? [] : [owner]),
      ...(expires === undefined ? [] : [`until ${expires}`]),
    ];
    const subject = about === undefined ? rule : `${rule} at ${about}`;
    const end = who.length === 0 ? "" : ` (${who.join(", ")})`;
    return paragraph("Switched off", `${subject}, ${hid} (${lineText(at)}): ${reason}${end}`, style);
  });
}

/** Names of rules that are listed of frozen findings. */
const rulesMost = 5;

function knownLines({ known, gone }: DriftReport, style: Style): string[] {
  const rules = new Map<string, number>();
  for (const { name } of known) rules.set(name, (rules.get(name) ?? 0) + 1);
  const counts = [...rules].map(([name, count]) => `${count} ${name}`);
  const fixed = gone.map(({ fingerprint }) => fingerprint);
  return [
    ...(known.length === 0
      ? []
      : paragraph("Frozen in the baseline, fails nothing", shortened(counts, rulesMost), style)),
    ...(gone.length === 0
      ? []
      : paragraph(
          "Gone since the baseline was frozen",
          `${shortened(fixed, style.verbose ? Infinity : rulesMost)}; --freeze takes what is gone out of it`,
          style,
        )),
  ];
}

function checkedLines(
  { services, stubs, calls, worlds, operations, answers }: DriftTally,
  style: Style,
): string[] {
  const of = (part: number, whole: number, noun: string): string =>
    part === whole ? plural(whole, noun) : `${part} of ${plural(whole, noun)}`;
  const journals = worlds.total === 0 ? "no journal" : `${worldsText(worlds)}, ${ranText(worlds)}`;
  const held = [
    of(stubs.judged, stubs.total, "stub"),
    of(calls.judged, calls.total, "call"),
    `${of(services.anchored, services.total, "service")} with a contract`,
  ];
  const { declared, called, stubbed } = operations;
  const bodies = `${answers.open} of ${answers.declared} answers with an open body, ${answers.bound} with a model`;
  return [
    ...paragraph("Checked", `${held.join(", ")}; ${journals}`, style),
    ...(services.anchored === 0
      ? []
      : paragraph(
          "Contracts",
          `${plural(declared, "operation")}, ${called} called, ${stubbed} stubbed; ${bodies}`,
          style,
        )),
  ];
}

/** Only a test that ran to its end says that something was not needed. */
function ranText({ ended, total }: DriftTally["worlds"]): string {
  if (total === 1) return ended === 1 ? "which ran to its end" : "which did not run to its end";
  return `${ended === total ? "all" : ended === 0 ? "none" : ended} of which ran to their end`;
}

/** Examples of what was not checked, for each reason. */
const examplesMost = 2;

function uncheckedLines({ unchecked }: DriftTally, style: Style): string[] {
  return unchecked.flatMap(({ what, count, examples }) => {
    const shown = examples.slice(0, style.verbose ? undefined : examplesMost);
    const rest = count > shown.length ? ` and ${count - shown.length} more` : "";
    const named = shown.length === 0 ? "" : ` (${shown.join(", ")}${rest})`;
    return paragraph("Not checked", `${count} ${what}${named}`, style);
  });
}

/** The exit code in words. */
export function driftExit({ exitCode, failOn }: DriftReport): string {
  const orGraver = { error: "errors", warning: "errors or warnings", note: "findings" }[failOn];
  const reasons = {
    0: `no ${orGraver}`,
    1: `there are ${orGraver}`,
    3: "evidence is missing, so that no findings would mean nothing",
  };
  return `exit ${exitCode}: ${reasons[exitCode]}`;
}
