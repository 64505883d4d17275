import { utf8, type Result } from "../core/index.ts";
import { list, loadScenario, mapped, optional, required, section, string, table } from "./index.ts";
import type { LoadOptions, Scenario } from "./index.ts";

/** A section as a double would bring it, as small as can be. */
export const bells = section({
  key: "bells",
  doc: "Bells that may ring.",
  shape: mapped(
    list(
      mapped(
        table({
          ring: required(string(), "What rings.", { example: "ding" }),
          name: optional(string(), "Its name."),
          count: optional(string(), "How often."),
        }),
        (fields, context) => ({
          name: fields.name,
          double: "bell",
          target: "tower",
          conditions: [{ field: "ring", matcher: { is: "equals", value: fields.ring } as const }],
          answer: { kind: "reply", replies: [] } as const,
          times: { min: 1, max: fields.count === undefined ? null : 1 },
          text: fields.ring,
          at: context.at,
        }),
      ),
    ),
    (expectations) => ({
      config: { bells: expectations.length },
      expectations: expectations.map((expectation) => ({ list: "bells", expectation })),
    }),
  ),
  empty: { config: { bells: 0 }, expectations: [] },
});

/** Loads the first of some files. */
export function load(
  files: Record<string, string>,
  options: Partial<LoadOptions> = {},
): Promise<Result<Scenario>> {
  return loadScenario({
    roots: [Object.keys(files)[0] ?? ""],
    sections: [bells],
    today: "2026-11-20",
    covers: (earlier, later) => JSON.stringify(earlier) === JSON.stringify(later),
    readFile: (path) => {
      const text = Object.hasOwn(files, path) ? files[path] : undefined;
      return text === undefined ? { ok: false, reason: "not-found" } : { ok: true, bytes: utf8(text) };
    },
    ...options,
  });
}

/** The scenario of files that are good. */
export async function loaded(
  files: Record<string, string>,
  options?: Partial<LoadOptions>,
): Promise<Scenario> {
  const result = await load(files, options);
  if (!result.ok) throw new Error(result.findings.map((one) => one.what).join("\n"));
  return result.value;
}

/** What is wrong with files: place, name and text of each finding. */
export async function problems(
  files: Record<string, string>,
  options?: Partial<LoadOptions>,
): Promise<string[]> {
  const result = await load(files, options);
  return result.findings.map((one) => {
    const at = one.at?.kind === "file" ? `${one.at.file}:${one.at.line}:${one.at.column}` : "-";
    return `${at} ${one.name}: ${one.what}`;
  });
}
