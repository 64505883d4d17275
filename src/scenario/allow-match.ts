import { findCode, type Finding, type FindingName } from "../core/index.ts";
import type { Allow } from "./scenario.ts";

/** A phantom is one decision, its stub and its call: an entry that names one of these covers all of them. */
const phantoms: ReadonlySet<string> = new Set<FindingName>([
  "phantom-path",
  "phantom-method",
  "phantom-call",
  "phantom-call-method",
]);

/** Whether an entry of `[[allow]]` names a rule, by its name or its code. */
export function allowsRule(
  { rule }: Pick<Allow, "rule">,
  { name, code }: Pick<Finding, "name" | "code">,
): boolean {
  if (rule === name || rule.toUpperCase() === code) return true;
  return phantoms.has(name) && phantoms.has(findCode(rule)?.name ?? "");
}

/**
 * Whether an entry of `[[allow]]` is about any of these subjects. In its `at`, `*` is any characters, `?` one, `{name}`
 * one segment of a path; how much white space there is does not matter.
 * @example allowsSubject({ about: "convo POST /api/tenants/{id}" }, ["convo POST /api/tenants/ten_1"]) // true
 */
export function allowsSubject({ about }: Pick<Allow, "about">, subjects: readonly string[]): boolean {
  if (about === undefined) return true;
  const pattern = subjectPattern(about);
  return subjects.some((subject) => pattern.test(subject));
}

function subjectPattern(about: string): RegExp {
  const source = about
    .trim()
    .split(/(\*+|\?|\{[^{}]*\}|\s+)/)
    .map((part) => {
      if (part.startsWith("*")) return ".*";
      if (part === "?") return ".";
      if (part.startsWith("{")) return "[^/]+";
      return /^\s+$/.test(part) ? "\\s+" : part.replaceAll(/[\\^$.|?+()[\]{}]/g, String.raw`\$&`);
    })
    .join("");
  return new RegExp(`^${source}$`, "s");
}
