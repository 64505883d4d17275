import type { Finding, Near, Place } from "../core/index.ts";
import { wrap } from "./columns.ts";
import { differenceLines } from "./differences.ts";
import { codeFrame } from "./frame.ts";
import { placeText } from "./place.ts";
import type { Style, Tone } from "./style.ts";
import { either } from "./words.ts";

/** The tone of a finding's headline. */
export function toneOf(finding: Finding): Tone {
  return finding.severity;
}

/**
 * A finding in full: headline, place with its code frame, nearest candidates, why, fix, text to paste, and
 * below it what only followed from it.
 * @param number stands before the headline, so that the call table can refer to it
 */
export function findingLines(finding: Finding, style: Style, number?: number): string[] {
  const lead = number === undefined ? "" : `${number}. `;
  const indent = number === undefined ? "  " : " ".repeat(lead.length);
  return [
    ...wrap(headline(finding, style, number !== undefined), style.width, lead, indent).map((line) =>
      style.paint(toneOf(finding), line),
    ),
    ...placeLines(finding.at, style, indent),
    ...nearLines(finding, style, indent),
    ...wrap(style.line(finding.why), style.width, `${indent}why: `),
    ...fixLines(finding, style, indent),
    ...consequenceLines(finding.consequences ?? [], style, indent),
  ];
}

/** Code, name and what is wrong; in numbered lists an error needs no word for its severity. */
function headline(finding: Finding, style: Style, numbered: boolean): string {
  const word = numbered && finding.severity === "error" ? "" : `${finding.severity} `;
  const times = finding.count > 1 ? ` (${finding.count} times)` : "";
  return `${word}${finding.code} ${finding.name}: ${style.line(finding.what)}${times}`;
}

/** A finding on one line (two when it is long), with its place behind it. */
export function shortFindingLines(finding: Finding, style: Style, indent: string): string[] {
  const place = finding.at === undefined ? "" : ` (${style.line(placeText(finding.at))})`;
  const text = `${headline(finding, style, true)}${place}`;
  return wrap(text, style.width, indent, `${indent}  `);
}

function placeLines(at: Place | undefined, style: Style, indent: string): string[] {
  if (at === undefined) return [];
  const line = `${indent}at ${style.line(placeText(at))}`;
  return at.kind === "file" ? [line, ...codeFrame(at, style, `${indent}  `)] : [line];
}

function nearLines(finding: Finding, style: Style, indent: string): string[] {
  const { near } = finding;
  if (near.length === 0) return [];
  if (!near.some((one) => one.differences !== undefined)) {
    const words = either(near.map((one) => withPlace(one, style, `"${style.line(one.what)}"`)));
    return wrap(`did you mean ${words}?`, style.width, indent).map((line) => style.paint("note", line));
  }
  const nearest = (one: Near, index: number): string[] => {
    const head = `${indent}${index === 0 ? "nearest: " : "then:    "}`;
    return [
      ...wrap(withPlace(one, style, style.line(one.what)), style.width, head),
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
    ...wrap(first, style.width, `${indent}fix: `),
    ...more.map((line) => `${indent}     ${line}`.trimEnd()),
    ...(finding.paste === undefined ? [] : pasteLines(finding.paste, style, indent)),
  ];
}

/**
 * Text to paste, as it is: never wrapped. It is indented, which TOML ignores, unless it holds a
 * multi-line string, whose content an indent would change.
 */
function pasteLines(paste: string, style: Style, indent: string): string[] {
  const inside = /"""|'''/.test(paste) ? "" : `${indent}  `;
  const lines = style.lines(paste.replace(/\s+$/, ""));
  return ["", ...lines.map((line) => style.paint("good", `${inside}${line}`.trimEnd())), ""];
}

function consequenceLines(consequences: readonly Finding[], style: Style, indent: string): string[] {
  if (consequences.length === 0) return [];
  return [
    `${indent}from this follows:`,
    ...consequences.flatMap((one) => [
      ...shortFindingLines(one, style, `${indent}  `),
      ...(one.consequences ?? []).flatMap((below) => shortFindingLines(below, style, `${indent}    `)),
    ]),
  ];
}
