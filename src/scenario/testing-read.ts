import { utf8, type Finding, type Result } from "../core/index.ts";
import { loadScenario, mapped, section } from "./index.ts";
import type { Shape } from "./index.ts";

/** Reads `it` of a TOML file with a shape, beside other files that it may name. */
export async function readIt<Out>(
  shape: Shape<Out>,
  toml: string,
  files: Readonly<Record<string, string>> = {},
): Promise<Result<Out>> {
  const found: Out[] = [];
  const all: Readonly<Record<string, string>> = { ...files, "a.toml": toml };
  const result = await loadScenario({
    roots: ["a.toml"],
    sections: [
      section({
        key: "it",
        doc: "What is read.",
        shape: mapped(shape, (value) => {
          found.push(value);
          return { config: null, expectations: [] };
        }),
        empty: { config: null, expectations: [] },
      }),
    ],
    covers: () => false,
    today: "2026-11-20",
    readFile: (path) => {
      const text = all[path];
      return text === undefined ? { ok: false, reason: "not-found" } : { ok: true, bytes: utf8(text) };
    },
  });
  return result.ok ? { ...result, value: found[0] as Out } : result;
}

/** Findings as lines: the part of the line that is marked, the name, what is wrong. */
export function shown({ findings }: { readonly findings: readonly Finding[] }): string[] {
  return findings.map(({ at, name, what }) => {
    if (at?.kind !== "file") return `${name}: ${what}`;
    return `${at.text.slice(at.column - 1, at.endColumn - 1)} | ${name}: ${what}`;
  });
}
