import { utf8, type Finding, type Result } from "../../src/core/index.ts";
import { loadScenario, type Parsed, type Scenario, type Section } from "../../src/scenario/index.ts";

/**
 * Loads a scenario with one section only, from texts by name. Only matchers that are the same cover each
 * other, so that these tests need no match room.
 */
export function loadSection(
  section: Section,
  files: Readonly<Record<string, string>>,
  root: string | readonly string[] = "backlot.toml",
): Promise<Result<Scenario>> {
  return load(section, typeof root === "string" ? [root] : root, files);
}

/** The same for a value from TypeScript. */
export function loadValue(
  section: Section,
  value: Parsed,
  files: Readonly<Record<string, string>> = {},
): Promise<Result<Scenario>> {
  return load(section, [value], files);
}

function load(
  section: Section,
  roots: readonly (string | Parsed)[],
  files: Readonly<Record<string, string>>,
): Promise<Result<Scenario>> {
  return loadScenario({
    roots,
    sections: [section],
    covers: (earlier, later) => JSON.stringify(earlier) === JSON.stringify(later),
    today: "2026-11-20",
    readFile: (path) => {
      const text = files[path];
      return text === undefined ? { ok: false, reason: "not-found" } : { ok: true, bytes: utf8(text) };
    },
  });
}

/** Whole findings, as a report would show them: place, marked line, why, fix and the nearest. */
export function showFindings(findings: readonly Finding[]): string {
  return findings.map(show).join("\n\n");
}

function show({ code, name, what, why, fix, near, at }: Finding): string {
  const lines = [`${code} ${name}: ${what}`];
  if (at?.kind === "file") {
    const mark = `${" ".repeat(at.column - 1)}${"^".repeat(at.endColumn - at.column)}`;
    lines.push(`--> ${at.file}:${at.line}:${at.column}`, `  | ${at.text}`, `  | ${mark}`);
  }
  lines.push(`why: ${why}`, `fix: ${fix}`);
  for (const { what, at } of near)
    lines.push(`near: ${what}${at?.kind === "file" ? ` (line ${at.line})` : ""}`);
  return lines.join("\n");
}
