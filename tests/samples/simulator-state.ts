import type { Json } from "../../src/core/index.ts";
import type { GithubConfig } from "../../src/doubles/github/config.ts";
import { githubSection } from "../../src/doubles/github/index.ts";
import { parseInput } from "../../src/scenario/index.ts";
import { loadSection, loadValue } from "./section.ts";

/** What a state comes to when its JSON is a scenario file. @throws Error with what is wrong with it */
export async function importedFile(state: Json, ...more: readonly string[]): Promise<GithubConfig> {
  return configOf(await loadSection(githubSection, filesOf(state, more), rootsOf(more)));
}

/** What a state comes to as a value in TypeScript. @throws Error with what is wrong with it */
export async function importedValue(state: Json): Promise<GithubConfig> {
  return configOf(await loadValue(githubSection, parseInput(state)));
}

/** The findings of a state as a file, in one line each: where, name, what. */
export async function stateProblems(state: Json): Promise<readonly string[]> {
  const { findings } = await loadSection(githubSection, filesOf(state, []), ["state.json"]);
  return findings.map(({ at, name, what }) => {
    const line = at?.kind === "file" ? `${at.line} ${at.text.trim()}` : "-";
    return `${line}: ${name}: ${what}`;
  });
}

function filesOf(state: Json, more: readonly string[]): Readonly<Record<string, string>> {
  const others = more.map((text, index) => [`more-${index}.toml`, text] as const);
  return { "state.json": JSON.stringify(state, null, 1), ...Object.fromEntries(others) };
}

function rootsOf(more: readonly string[]): readonly string[] {
  return ["state.json", ...more.map((_, index) => `more-${index}.toml`)];
}

function configOf(loaded: Awaited<ReturnType<typeof loadSection>>): GithubConfig {
  if (loaded.ok) return loaded.value.sections["github"] as GithubConfig;
  throw new Error(loaded.findings.map(({ what }) => what).join("\n"));
}
