import type { Coverage, CoverageRow, CoverageTotals, Fidelity } from "./coverage.ts";

const fidelities: readonly Fidelity[] = ["stateful", "synthetic", "refused"];

/**
 * The coverage as Markdown: how much of each category, then a table for each category under a heading, with the columns
 * padded as the formatter wants them.
 * @param level of the headings: 3 for "###"
 */
export function coverageMarkdown(whole: Coverage, level = 3): string {
  const { rows, categories } = whole;
  const sections = [...categories.keys()].map((category) => {
    const own = rows.filter((row) => row.category === category);
    const cells = own.map(({ id, method, path, fidelity }) => [
      `\`${id}\``,
      `\`${method} ${path}\``,
      fidelity,
    ]);
    return `${"#".repeat(level)} ${category}\n\n${markdownTable(["operation", "request", "answer"], cells)}`;
  });
  return [coverageTotals(whole), ...sections].join("\n");
}

/** How much of each category is stateful, synthetic and refused, as a table in Markdown. */
export function coverageTotals({ totals, categories }: Coverage): string {
  const counts = [...categories, ["all", totals] as const];
  return markdownTable(["category", ...fidelities], counts.map(countCells));
}

/**
 * The coverage as text for a terminal: what is in the description, how much of each category, and on request each operation.
 * @param every each operation too
 */
export function coverageText(
  { version, rows, totals, categories }: Coverage,
  { every = false }: { readonly every?: boolean } = {},
): string {
  const counts = [["category", ...fidelities], ...[...categories, ["all", totals] as const].map(countCells)];
  const lines = every ? ["", ...columns(rows.map(rowCells))] : [];
  const head = `GitHub's REST API as described by @octokit/openapi ${version}: ${rows.length} operations`;
  return [head, "", ...columns(counts, 1), ...lines, ""].join("\n");
}

function countCells([name, totals]: readonly [string, CoverageTotals]): readonly string[] {
  return [name, ...fidelities.map((one) => String(totals[one]))];
}

function rowCells({ id, method, path, fidelity }: CoverageRow): readonly string[] {
  return [fidelity, method, path, id];
}

function widthsOf(rows: readonly (readonly string[])[], least: number): readonly number[] {
  const first = rows[0] ?? [];
  return first.map((_, column) => Math.max(least, ...rows.map((row) => (row[column] ?? "").length)));
}

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = widthsOf([head, ...rows], 3);
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line), ""].join("\n");
}

/** @param numbersFrom the column from which cells are numbers, which end together */
function columns(rows: readonly (readonly string[])[], numbersFrom = Infinity): readonly string[] {
  const widths = widthsOf(rows, 0);
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column < numbersFrom ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd(),
  );
}
