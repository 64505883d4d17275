import { escapeControl } from "../core/index.ts";

/** The lines of a table. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(heads), line(heads.map(() => "---")), ...rows.map(line)];
}

/** Text from outside that means nothing in Markdown, HTML or a table. */
export function escaped(text: string): string {
  return escapeControl(text, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll(/[\\`*[\]|~]|(?<![a-z\d])_|_(?![a-z\d])|^[-+=#]|(?<=^\d+)[.)]/gi, String.raw`\$&`);
}

/** Text from outside as code: between more backticks than it has in a row; bars end a cell even there. */
export function code(text: string): string {
  const line = escapeControl(text, "").replaceAll("|", String.raw`\|`);
  if (line === "") return "";
  const runs = line.match(/`+/g) ?? [];
  const fence = "`".repeat(Math.max(0, ...runs.map((run) => run.length)) + 1);
  const gap = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return `${fence}${gap}${line}${gap}${fence}`;
}
