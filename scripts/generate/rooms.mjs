/** The table of rooms as Markdown, columns padded the way the formatter wants them. */
export function roomsTable({ rooms }) {
  const rows = Object.entries(rooms).map(([name, room]) => [
    room.layer,
    `\`${name}/\``,
    room.holds,
    [...room.may, ...room.packages.map((one) => `\`${one}\``)].join(", ") || "nothing",
    room.pure ? "pure" : "",
  ]);
  return table(["layer", "room", "holds", "may import", ""], rows);
}

function table(head, rows) {
  const widths = head.map((cell, column) =>
    Math.max(3, cell.length, ...rows.map((row) => row[column].length)),
  );
  const line = (cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line), ""].join("\n");
}
