import type { Finding, Severity } from "../core/index.ts";
import { wrap } from "./columns.ts";
import { findingBlocks } from "./finding-text.ts";
import { annotationsOf } from "./github.ts";
import { joinLines } from "./inert.ts";
import { findingJson, jsonText, schemaVersion, severitiesJson } from "./json.ts";
import { junitOfFindings } from "./junit.ts";
import type { ReportFormat } from "./render.ts";
import { styleOf, type Style, type StyleOptions } from "./style.ts";
import { plural } from "./words.ts";

/** How findings are rendered that stand for themselves, as those of `backlot check`. */
export interface FindingsOptions extends StyleOptions {
  /** "text" by default. */
  readonly format?: ReportFormat;
}

const renderers: Readonly<
  Record<ReportFormat, (findings: readonly Finding[], options: StyleOptions) => string>
> = {
  text: (findings, options) => findingsText(findings, styleOf(options)),
  json: (findings) =>
    jsonText({
      schema_version: schemaVersion,
      ok: !findings.some((one) => one.severity === "error"),
      summary: severitiesJson(findings),
      findings: findings.map(findingJson),
    }),
  junit: junitOfFindings,
  github: (findings) => annotationsOf(findings).join(""),
};

/**
 * Renders findings of a scenario, a command line or anything else that is not a run. As text: a headline
 * with counts, then each in full; no text at all for no findings.
 * @example renderFindings(findings, { color: true })
 */
export function renderFindings(findings: readonly Finding[], options: FindingsOptions = {}): string {
  return renderers[options.format ?? "text"](findings, options);
}

function findingsText(findings: readonly Finding[], style: Style): string {
  if (findings.length === 0) return "";
  const headline = wrap(style.line(countsOf(findings)), style.width, "", "  ");
  return joinLines([
    ...headline.map((line) => style.paint("strong", line)),
    ...findingBlocks(findings, style),
  ]);
}

/** "backlot: 2 errors, 1 warning in backlot.toml", not yet escaped. */
function countsOf(findings: readonly Finding[]): string {
  const severities: readonly Severity[] = ["error", "warning", "note"];
  const counts = severities.flatMap((severity) => {
    const count = findings.filter((one) => one.severity === severity).length;
    return count === 0 ? [] : [plural(count, severity)];
  });
  const files = new Set(
    findings.flatMap(({ at }) => (at?.kind === "file" || at?.kind === "code" ? [at.file] : [])),
  );
  const where =
    files.size > 3 ? ` in ${files.size} files` : files.size > 0 ? ` in ${[...files].join(", ")}` : "";
  return `backlot: ${counts.join(", ")}${where}`;
}
