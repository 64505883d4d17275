import { canonicalJson, isJsonObject, type Finding, type Near } from "../core/index.ts";
import { wrap } from "./columns.ts";
import { differenceLines } from "./differences.ts";
import { factLines, factsOf } from "./drift/facts.ts";
import { codeFrame } from "./frame.ts";
import { placeText } from "./place.ts";
import type { Style } from "./style.ts";
import { either, plural, shortened } from "./words.ts";

/** Consequences of one finding that are listed when the report is not verbose. */
const consequencesMost = 10;
/** Calls that are named when a finding was seen several times. */
const callsMost = 10;
/** Findings of a list that are shown in full when the report is not verbose; the others get a line or two. */
const fullMost = 20;

/**
 * Findings one after another, an empty line before each: headline, place with its code frame, nearest
 * candidates, why, fix, text to paste, and what only followed. A reason or fix that an earlier one gave in
 * the same words is not said again.
 * @param firstNumber numbers the findings, so that the call table can refer to them
 */
export function findingBlocks(findings: readonly Finding[], style: Style, firstNumber?: number): string[] {
  const said = new Set<string>();
  return findings.flatMap((finding, index) => {
    const lead = firstNumber === undefined ? "" : `${firstNumber + index}. `;
    const full = style.verbose || index < fullMost;
    const gap = full || index === fullMost ? [""] : [];
    return gap.concat(full ? fullLines(finding, style, lead, said) : shortLines(finding, style, lead));
  });
}

function fullLines(finding: Finding, style: Style, lead: string, said: Set<string>): string[] {
  const indent = " ".repeat(lead === "" ? 2 : lead.length);
  const [what = "", ...more] = style.lines(finding.what);
  const head = wrap(headline(finding, what, lead !== ""), style.width, lead, indent);
  return [
    ...head.map((line) => style.paint(finding.severity, line)),
    ...more.flatMap((line) => wrap(line, style.width, indent)),
    ...findingDetails(finding, style, indent, said),
  ];
}

/** What stands below a finding's headline. `said` holds reasons and fixes that were given before. */
export function findingDetails(
  finding: Finding,
  style: Style,
  indent = "",
  said: Set<string> = new Set(),
): string[] {
  const why = said.has(finding.why) ? [] : wrap(style.line(finding.why), style.width, `${indent}why: `);
  const fix = said.has(finding.fix) && finding.paste === undefined ? [] : fixLines(finding, style, indent);
  said.add(finding.why).add(finding.fix);
  return [
    ...placeLines(finding, style, indent),
    ...factLines(finding, style, indent),
    ...nearLines(finding, style, indent),
    ...why,
    ...fix,
    ...evidenceLines(finding, style, indent),
    ...consequenceLines(finding.consequences ?? [], style, indent),
  ];
}

/** A finding on a line or two, its place behind it. */
function shortLines(finding: Finding, style: Style, lead: string): string[] {
  const place = finding.at === undefined ? "" : ` (${style.line(placeText(finding.at))})`;
  const rest = `${" ".repeat(lead.length)}  `;
  return wrap(`${headline(finding, style.line(finding.what), true)}${place}`, style.width, lead, rest);
}

/** Severity, code, name and what is wrong. In a numbered list an error goes without saying. */
function headline(finding: Finding, what: string, numbered: boolean): string {
  const word = numbered && finding.severity === "error" ? "" : `${finding.severity} `;
  // A finding of the gate says itself how many stubs and tests it is about.
  const times = finding.count > 1 && factsOf(finding) === undefined ? ` (${finding.count} times)` : "";
  return `${word}${finding.code} ${finding.name}: ${what}${times}`;
}

function placeLines({ at, evidence }: Finding, style: Style, indent: string): string[] {
  if (at === undefined) return [];
  const calls = isJsonObject(evidence) ? [evidence["calls"] ?? []].flat() : [];
  if (at.kind === "call" && calls.length > 1)
    return [`${indent}at calls ${shortened(calls.map(String), callsMost)}`];
  const line = `${indent}at ${style.line(placeText(at))}`;
  return at.kind === "file" ? [line, ...codeFrame(at, style, `${indent}  `)] : [line];
}

function nearLines(finding: Finding, style: Style, indent: string): string[] {
  const { code, near } = finding;
  if (near.length === 0) return [];
  // Near a call or a stub stand others; near a word in a file or on a command line stands what was meant by it.
  const ofCall = code.startsWith("BKL2") || factsOf(finding) !== undefined;
  if (!ofCall && !near.some((one) => one.differences !== undefined)) {
    const words = either(near.map((one) => withPlace(one, style, `"${style.line(one.what)}"`)));
    return wrap(`did you mean ${words}?`, style.width, indent).map((line) => style.paint("note", line));
  }
  const nearest = (one: Near, index: number): string[] => {
    const first = near.length > 1 ? "nearest:   " : "nearest: ";
    const label = `${indent}${index === 0 ? first : "also near: "}`;
    return [
      ...wrap(withPlace(one, style, style.line(one.what)), style.width, label),
      ...differenceLines(one.differences ?? [], style, `${indent}  `),
    ];
  };
  return near.flatMap(nearest);
}

function withPlace(near: Near, style: Style, what: string): string {
  return near.at === undefined ? what : `${what} (${style.line(placeText(near.at))})`;
}

function fixLines(finding: Finding, style: Style, indent: string): string[] {
  const [first = "", ...more] = style.lines(finding.fix);
  return [
    ...wrap(first, style.width, `${indent}fix: `, `${indent}     ${/^[a-z]\) /.test(first) ? "   " : ""}`),
    ...more.flatMap((line) =>
      // Options are sentences; anything else may be text to paste, which stays as it is.
      /^[a-z]\) /.test(line)
        ? wrap(line.slice(3), style.width, `${indent}     ${line.slice(0, 3)}`)
        : [`${indent}     ${line}`.trimEnd()],
    ),
    ...(finding.paste === undefined ? [] : pasteLines(finding.paste, style, indent)),
  ];
}

/**
 * Text to paste, as it is: never wrapped. It is indented, which TOML ignores, unless it holds a
 * multi-line string, whose content an indent would change.
 */
function pasteLines(paste: string, style: Style, indent: string): string[] {
  const inside = /"""|'''/.test(paste) ? "" : `${indent}  `;
  const lines = style.lines(paste.trimEnd());
  return ["", ...lines.map((line) => (line === "" ? "" : style.paint("good", inside + line))), ""];
}

function evidenceLines({ evidence }: Finding, style: Style, indent: string): string[] {
  if (!style.verbose || evidence === undefined) return [];
  return wrap(style.line(canonicalJson(evidence)), style.width, `${indent}evidence: `);
}

function consequenceLines(consequences: readonly Finding[], style: Style, indent: string): string[] {
  if (consequences.length === 0) return [];
  const shown = style.verbose ? consequences : consequences.slice(0, consequencesMost);
  const rest = consequences.length - shown.length;
  const below = (finding: Finding, lead: string): string[] => [
    ...shortLines(finding, style, lead),
    ...(finding.consequences ?? []).flatMap((one) => below(one, `${lead}  `)),
  ];
  return [
    `${indent}from this follows:`,
    ...shown.flatMap((one) => below(one, `${indent}  `)),
    ...(rest > 0 ? [`${indent}  and ${plural(rest, "more", "more")}`] : []),
  ];
}
