import type { Finding } from "../../core/index.ts";
import type { DriftReport } from "../../drift/index.ts";
import { wrap } from "../columns.ts";
import { findingBlocks } from "../finding-text.ts";
import { joinLines } from "../inert.ts";
import { placeText } from "../place.ts";
import type { Style, Tone } from "../style.ts";
import { plural } from "../words.ts";
import { driftExit, driftHeadline, reachLines } from "./summary.ts";

/** Notes that are listed when the text is not verbose. */
const notesMost = 10;

const hint =
  "what each operation rests on: backlot drift --catalogue; a diff of what can be repaired: backlot fix";

const tones: Readonly<Record<DriftReport["exitCode"], Tone>> = { 0: "good", 1: "error", 3: "error" };

/** The gate's report for people: what is wrong with root causes first, then what was and was not looked at. */
export function driftText(report: DriftReport, style: Style): string {
  const weighty = report.findings.filter(({ severity }) => severity !== "note");
  const notes = report.findings.filter(({ severity }) => severity === "note");
  const headline = wrap(style.line(driftHeadline(report)), style.width, "", "  ");
  return joinLines([
    ...headline.map((line) => style.paint(tones[report.exitCode], line)),
    ...findingBlocks(weighty, style, 1),
    ...noteLines("Notes:", notes, style),
    ...(style.verbose ? noteLines("Frozen in the baseline:", report.known, style) : []),
    "",
    ...reachLines(report, style),
    style.paint("strong", driftExit(report)),
    ...(report.exitCode === 1 ? wrap(hint, style.width).map((line) => style.paint("quiet", line)) : []),
  ]);
}

/** Findings on a line or two each, as they ask for nothing. */
function noteLines(title: string, notes: readonly Finding[], style: Style): string[] {
  if (notes.length === 0) return [];
  const shown = notes.slice(0, style.verbose ? undefined : notesMost);
  const rest = notes.length - shown.length;
  return [
    "",
    title,
    ...shown.flatMap(({ code, name, what, at }) => {
      const place = at === undefined ? "" : ` (${placeText(at)})`;
      return wrap(style.line(`${code} ${name}: ${what}${place}`), style.width, "  ", "    ");
    }),
    ...(rest > 0 ? [`  and ${plural(rest, "more", "more")}`] : []),
  ];
}
