import type { Finding, Severity } from "../core/index.ts";
import { wrap } from "./columns.ts";
import { findingLines } from "./finding-text.ts";
import { styleOf, type StyleOptions } from "./style.ts";
import { plural } from "./words.ts";

/** How findings are rendered that stand for themselves, as those of `backlot check`. */
export interface FindingsOptions extends StyleOptions {
  readonly format?: "text" | "json" | "junit" | "github";
}

/** Renders findings: a headline with counts, then each in full. Empty text for no findings. */
export function renderFindings(findings: readonly Finding[], options: FindingsOptions = {}): string {
  if (findings.length === 0) return "";
  const style = styleOf(options);
  const lines = [
    ...wrap(style.line(countsOf(findings)), style.width, "", "  ").map((line) => style.paint("strong", line)),
    ...findings.flatMap((one) => ["", ...findingLines(one, style)]),
  ];
  return `${lines.join("\n")}\n`;
}

/** "backlot: 2 errors, 1 warning in backlot.toml", not yet escaped. */
export function countsOf(findings: readonly Finding[]): string {
  const counts = (["error", "warning", "note"] as const satisfies readonly Severity[]).flatMap((severity) => {
    const count = findings.filter((one) => one.severity === severity).length;
    return count === 0 ? [] : [plural(count, severity)];
  });
  const files = [
    ...new Set(findings.flatMap(({ at }) => (at?.kind === "file" || at?.kind === "code" ? [at.file] : []))),
  ];
  const where =
    files.length === 0 ? "" : files.length <= 3 ? ` in ${files.join(", ")}` : ` in ${files.length} files`;
  return `backlot: ${counts.join(", ")}${where}`;
}
