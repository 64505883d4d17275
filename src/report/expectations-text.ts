import type { ExpectationUse, WorldReport } from "../engine/record.ts";
import { wrap } from "./columns.ts";
import { lineText } from "./place.ts";
import type { Style } from "./style.ts";
import { statusOf } from "./tally.ts";

/** Expectations that went unused without being a problem, quietly. */
export function otherExpectationLines(world: WorldReport, style: Style): string[] {
  const listed = (status: ReturnType<typeof statusOf>): ExpectationUse[] =>
    world.expectations.filter((use) => statusOf(use) === status);
  return [
    ...quietList("Optional and unused: ", listed("optional-unused"), style),
    ...quietList("Overridden by a newer layer: ", listed("overridden"), style),
  ];
}

function quietList(title: string, uses: readonly ExpectationUse[], style: Style): string[] {
  if (uses.length === 0) return [];
  const names = uses.map(({ expectation }) => {
    const name =
      expectation.name === undefined ? expectation.text : `${expectation.name}, ${expectation.text}`;
    return style.line(`${name} (${lineText(expectation.at)})`);
  });
  return wrap(names.join("; "), style.width, title, "  ").map((line) => style.paint("quiet", line));
}
