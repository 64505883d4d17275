import type { Times } from "../core/index.ts";
import type { ExpectationUse, WorldReport } from "../engine/index.ts";
import { columnsOf, padTo, wrap } from "./columns.ts";
import { belongsTo, type Numbered } from "./links.ts";
import { lineText } from "./place.ts";
import type { Style } from "./style.ts";
import { statusOf, withConsequences, type ExpectationStatus } from "./tally.ts";

/** Expectations that went unused without being a problem that are listed when the report is not verbose. */
const quietMost = 20;

/** Expectations that were not met, then quietly those that went unused without being a problem. */
export function expectationLines(world: WorldReport, numbered: readonly Numbered[], style: Style): string[] {
  const listed = (status: ExpectationStatus): ExpectationUse[] =>
    world.expectations.filter((use) => statusOf(use) === status);
  const lines = [
    ...unmetLines(listed("unmet"), numbered, style),
    ...quietLines("Optional and unused: ", listed("optional-unused"), style),
    ...quietLines("Overridden by a newer layer: ", listed("overridden"), style),
  ];
  return lines.length === 0 ? [] : ["", ...lines];
}

function unmetLines(uses: readonly ExpectationUse[], numbered: readonly Numbered[], style: Style): string[] {
  if (uses.length === 0) return [];
  const rows = uses.map((use) => {
    const see = numbered.filter(({ finding }) =>
      withConsequences([finding]).some((one) => belongsTo(one, use)),
    );
    return {
      place: style.line(lineText(use.expectation.at)),
      title: style.line(titleOf(use)),
      count: `${calledText(use.calls.length)}, wanted ${wantedText(use.expectation.times)}`,
      see: see.length === 0 ? "" : `, see ${see.map(({ number }) => number).join(", ")}`,
    };
  });
  const place = Math.max(...rows.map((row) => columnsOf(row.place)));
  return [
    "Expectations not met:",
    ...rows.flatMap((row) =>
      wrap(`${row.title}: ${row.count}${row.see}`, style.width, `  ${padTo(row.place, place)}  `),
    ),
  ];
}

function calledText(count: number): string {
  return count === 0 ? "never called" : count === 1 ? "called once" : `called ${count} times`;
}

/** How many calls an expectation wants, in words. @example "1 or more", "2", "2 to 5" */
function wantedText({ min, max }: Times): string {
  if (max === null) return `${min} or more`;
  return min === max ? String(min) : `${min} to ${max}`;
}

/** An expectation by its name and text. @example "applied (kubectl apply -f *)" */
export function titleOf({ expectation }: ExpectationUse): string {
  return expectation.name === undefined ? expectation.text : `${expectation.name} (${expectation.text})`;
}

function quietLines(label: string, uses: readonly ExpectationUse[], style: Style): string[] {
  if (uses.length === 0) return [];
  const shown = style.verbose ? uses : uses.slice(0, quietMost);
  const items = shown.map((use) => style.line(`${titleOf(use)} at ${lineText(use.expectation.at)}`));
  if (shown.length < uses.length) items.push(`and ${uses.length - shown.length} more`);
  return wrap(items.join("; "), style.width, label, "  ").map((line) => style.paint("quiet", line));
}
