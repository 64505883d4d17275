import { existsSync } from "node:fs";
import { join } from "node:path";
import { BacklotError, finding, limits, type Finding } from "../../core/index.ts";
import { resolveInside } from "../../disk/index.ts";
import type { WorldEvidence } from "../../drift/index.ts";
import type { LoadedScenario } from "../load.ts";

/**
 * The scenarios that the worlds of journals had, besides those that are loaded; without those whose files have gone. A
 * journal may come from elsewhere, so what it names lies inside the project, and there is a limit to it.
 * @returns the absolute paths of the files of each
 * @throws BacklotError `bad-path` or `over-limit`
 */
export function journaledScenarios(
  worlds: readonly Pick<WorldEvidence, "id" | "scenario">[],
  loaded: readonly Pick<LoadedScenario, "scenario" | "root">[],
): readonly (readonly string[])[] {
  const seen = new Set(loaded.map(({ scenario }) => scenario.files.join("\n")));
  const root = loaded[0]?.root ?? "";
  const found: (readonly string[])[] = [];
  const wrong: Finding[] = [];
  for (const { id, scenario = [] } of worlds) {
    const key = scenario.join("\n");
    if (key === "" || seen.has(key)) continue;
    seen.add(key);
    const at = { kind: "input", input: id } as const;
    if (found.length >= limits.journaledScenarios || scenario.length > limits.includedFiles) {
      const what = `journals name more than ${limits.journaledScenarios} scenarios, or one of more than ${limits.includedFiles} files`;
      throw new BacklotError([finding("over-limit", { at, what })]);
    }
    const places = scenario.map((file) => resolveInside(root, join(root, "scenario"), file, at));
    const outside = places.flatMap((one) => (one.ok ? [] : one.findings)).slice(0, limits.findings);
    if (wrong.length < limits.findings) wrong.push(...outside);
    if (outside.length === 0 && scenario.every((file) => existsSync(join(root, file)))) {
      found.push(scenario.map((file) => join(root, file)));
    }
  }
  if (wrong.length > 0) throw new BacklotError(wrong);
  return found;
}
