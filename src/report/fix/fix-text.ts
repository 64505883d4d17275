import type { Finding } from "../../core/index.ts";
import type { Decision, FixPlan, Repair } from "../../drift/index.ts";
import { wrap } from "../columns.ts";
import { findingBlocks } from "../finding-text.ts";
import { joinLines } from "../inert.ts";
import { styleOf, type Style, type StyleOptions } from "../style.ts";
import { plural } from "../words.ts";

/** What `backlot fix` has to tell beside the diff. */
export interface FixSummary extends Pick<FixPlan, "repairs" | "decisions" | "lesser"> {
  /** Files that are changed. */
  readonly files: readonly string[];
  readonly written: boolean;
  readonly exitCode: 0 | 1;
}

/**
 * What is repaired, and what needs a decision, with its options: for people, beside the diff. Ends with a line end and
 * is safe for a terminal.
 */
export function renderFix(summary: FixSummary, options: StyleOptions): string {
  const style = styleOf(options);
  const { repairs, decisions, lesser } = summary;
  const head = wrap(style.line(headline(summary)), style.width, "", "  ");
  return joinLines([
    ...head.map((line) => style.paint(summary.exitCode === 0 ? "good" : "strong", line)),
    ...repairs.flatMap((one) => repairLines(one, style)),
    ...(decisions.length === 0 ? [] : ["", "What needs a decision:"]),
    ...findingBlocks(decisions.map(asFinding), style, 1),
    "",
    ...(lesser === 0
      ? []
      : [`Besides: ${plural(lesser, "finding")} below what fails the gate; backlot drift tells more.`]),
    ...wrap(nextStep(summary), style.width),
  ]);
}

function headline({ repairs, decisions, files, written }: FixSummary): string {
  if (repairs.length === 0 && decisions.length === 0)
    return "backlot fix: nothing to repair, and nothing to decide";
  const done =
    repairs.length === 0
      ? "nothing to repair"
      : `${plural(repairs.length, "repair")} ${written ? "written into" : "for"} ${files.join(", ")}`;
  return `backlot fix: ${done}, ${decisions.length === 0 ? "nothing to decide" : plural(decisions.length, "decision")}`;
}

function repairLines({ what, rule, operation, notes }: Repair, style: Style): string[] {
  return [
    ...wrap(style.line(`${what} (${rule} ${operation})`), style.width, "  - ", "    "),
    ...notes.flatMap((note) => wrap(style.line(note), style.width, "    ")),
  ];
}

/** A decision reads as its finding does, with why it was not repaired and the text to paste. */
function asFinding({ finding, why, paste }: Decision): Finding {
  return {
    ...finding,
    // That it can be done for them is no help where it just could not.
    fix: finding.fix.replaceAll(/ \(backlot fix [^()]*\)/g, ""),
    why: why === undefined ? finding.why : `${finding.why} Not repaired: ${why}.`,
    ...(paste === undefined ? {} : { paste }),
  };
}

function nextStep({ repairs, decisions, written, exitCode }: FixSummary): string {
  const end = `exit ${exitCode}: `;
  if (repairs.length > 0 && !written) return `${end}nothing is written yet; backlot fix --write does it`;
  const again = repairs.length === 0 ? "" : "run the tests again, as they may come further now";
  if (decisions.length > 0) return `${end}${again === "" ? "" : `${again}; `}decisions are open`;
  return `${end}${again === "" ? "nothing is left to do" : again}`;
}
