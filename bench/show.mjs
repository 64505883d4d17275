/** One repetition of a row, in a line. */
export function showRow(row, result) {
  if (result.skipped !== undefined) return `${row.id.padEnd(18)} skipped: ${result.skipped}`;
  const parts = Object.entries(result.results ?? {}).map(([name, one]) => `${name} ${showFigure(one)}`);
  return `${row.id.padEnd(18)} ${showNumber(result.value)} ${row.unit}  (${parts.join(", ")})`;
}

/** All rows, aligned. */
export function showTable(measured) {
  const lines = [["row", "measured", "spread", "must", "goal", ""], ...measured.map(cellsOf)];
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column]))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** The cells of a row: name, measured, least to most, must, goal, verdict. */
export function cellsOf(row) {
  if (row.skipped !== undefined)
    return [row.title, "-", "", limit(row, row.must), limit(row, row.goal), row.skipped];
  const spread = `${showNumber(Math.min(...row.values))} to ${showNumber(Math.max(...row.values))}`;
  return [
    row.title,
    `${showNumber(row.value)} ${row.unit}`,
    spread,
    limit(row, row.must),
    limit(row, row.goal),
    row.verdict === "told" ? "" : row.verdict,
  ];
}

/** A number with three digits that matter. */
export function showNumber(value) {
  if (Math.abs(value) >= 100) return String(Math.round(value));
  return value.toFixed(Math.abs(value) >= 10 ? 1 : 2);
}

function limit(row, value) {
  if (value === undefined) return "";
  return `${row.more === true ? ">= " : "<= "}${value}`;
}

/** A summary of times in milliseconds, or a figure that says its unit itself. */
function showFigure(one) {
  if (typeof one === "string") return one;
  return `${showNumber(one.median)} ms, p95 ${showNumber(one.p95)}`;
}
