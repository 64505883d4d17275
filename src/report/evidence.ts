import type { Allowed, RunReport } from "../engine/index.ts";
import { wrap } from "./columns.ts";
import { rootFindings } from "./headline.ts";
import { lineText } from "./place.ts";
import type { Style } from "./style.ts";
import { statusOf } from "./tally.ts";
import { plural, shortened } from "./words.ts";

const hint = "calls: backlot calls";
/** Items of one list on the second line; the rest is counted. Switched-off checks are always all there. */
const itemsMost = 3;

interface Reach {
  readonly title: string;
  readonly items: readonly string[];
}

/**
 * The second line of a report without problems: what was switched off, not checked, not sealed, and what
 * was optional and not used.
 */
export function evidenceSummary(report: RunReport, style: Style): string {
  const segment = ({ title, items }: Reach, most: number): string[] => {
    const safe = items.map((one) => style.line(one));
    return safe.length === 0 ? [] : [`${title}: ${shortened(safe, most)}`];
  };
  const off = allowedOf(report).map(({ rule, findings }) => `${rule} (${findings.length})`);
  const segments = [
    ...segment({ title: "switched off", items: off }, off.length),
    ...[...reachOf(report), optionalOf(report)].flatMap((one) => segment(one, itemsMost)),
  ];
  return [...(segments.length === 0 ? ["nothing switched off, unchecked or unsealed"] : segments), hint].join(
    "; ",
  );
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

function optionalOf(report: RunReport): Reach {
  const unused = report.worlds
    .flatMap((world) => world.expectations)
    // Of all programs that could have been recorded nobody expects that they are called.
    .filter(({ expectation: { answer } }) => answer.kind !== "fixture" || answer.fixture.record !== "all")
    .filter((use) => statusOf(use) === "optional-unused");
  return {
    title: "optional and unused",
    items: unique(unused.map(({ expectation }) => expectation.name ?? expectation.text)),
  };
}

function unique(items: readonly string[]): string[] {
  return [...new Set(items)];
}
