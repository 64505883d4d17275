import type { Allowed, RunReport } from "../engine/record.ts";
import { columnsOf, cutTo, wrap } from "./columns.ts";
import { rootFindings } from "./headline.ts";
import { lineText } from "./place.ts";
import type { Style } from "./style.ts";
import { plural } from "./words.ts";

const hint = "calls: backlot calls";

/** What a report says of its own reach: each is one segment of the second line, or a paragraph of its own. */
interface Reach {
  readonly title: string;
  readonly items: readonly string[];
}

/**
 * What was switched off, not checked and not sealed, on one line: the second line of a report without
 * problems. What does not fit is counted; the hint at the end always fits.
 */
export function evidenceSummary(report: RunReport, style: Style): string {
  const reach = [
    {
      title: "switched off",
      items: allowedOf(report).map(({ rule, findings }) => `${rule} (${findings.length})`),
    },
    ...reachOf(report),
  ].filter(({ items }) => items.length > 0);
  if (reach.length === 0) return `nothing switched off, unchecked or unsealed; ${hint}`;
  const tail = `; ${hint}`;
  const room = style.width - tail.length;
  for (let shown = Math.max(...reach.map(({ items }) => items.length)); shown > 0; shown--) {
    const text = reach.map((one) => segment(one, shown, style)).join("; ");
    if (columnsOf(text) <= room || style.verbose) return text + tail;
  }
  return cutTo(reach.map((one) => segment(one, 1, style)).join("; "), room, style.marks.ellipsis) + tail;
}

function segment({ title, items }: Reach, most: number, style: Style): string {
  const shown = items.slice(0, most).map((one) => style.line(one));
  const rest = items.length - shown.length;
  return `${title}: ${shown.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

/** The same at the end of a failed report, in full: one line each. */
export function evidenceLines(report: RunReport, style: Style): string[] {
  const lines = allowedOf(report).flatMap((allowed) => allowedLines(allowed, style));
  for (const { title, items } of reachOf(report)) {
    if (items.length === 0) continue;
    const label = title.charAt(0).toUpperCase() + title.slice(1);
    lines.push(...wrap(items.map((one) => style.line(one)).join("; "), style.width, `${label}: `, "  "));
  }
  return lines;
}

function allowedLines(allowed: Allowed, style: Style): string[] {
  const hid =
    allowed.findings.length === 0 ? "hid nothing" : `hid ${plural(allowed.findings.length, "finding")}`;
  const text = `${allowed.rule}, ${hid} (${lineText(allowed.at)}): ${allowed.reason}`;
  return wrap(style.line(text), style.width, "Switched off: ", "  ");
}

/** Switched-off checks of all worlds; the same entry of a shared file counts once. */
export function allowedOf(report: RunReport): Allowed[] {
  const merged = new Map<string, Allowed>();
  for (const allowed of report.worlds.flatMap((world) => world.allowed)) {
    const key = JSON.stringify([allowed.rule, allowed.reason, lineText(allowed.at)]);
    const known = merged.get(key);
    merged.set(
      key,
      known === undefined ? allowed : { ...known, findings: [...known.findings, ...allowed.findings] },
    );
  }
  return [...merged.values()];
}

function reachOf(report: RunReport): Reach[] {
  const { worlds } = report;
  const notes = rootFindings(report).filter((one) => one.severity === "note");
  return [
    { title: "not checked", items: unique(worlds.flatMap((world) => world.unchecked)) },
    { title: "not sealed", items: unique(worlds.flatMap((world) => world.unsealed)) },
    { title: "notes", items: unique(notes.map((one) => one.what)) },
  ];
}

function unique(items: readonly string[]): string[] {
  return [...new Set(items)];
}
