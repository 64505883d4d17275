import { existsSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

import { failed, finding, limits, ok, quote, type Result } from "../core/index.ts";

/** Names of a scenario file that is found without being named. */
export const scenarioFileNames = ["backlot.toml", "backlot.yaml", "backlot.yml", "backlot.json"] as const;

/**
 * The folder that data files may not leave: the nearest one upwards that holds `.git` or `package.json`,
 * else the folder itself.
 */
export function findProjectRoot(folder: string): string {
  const start = resolve(folder);
  return upwards(start).find((one) => holds(one, ".git") || holds(one, "package.json")) ?? start;
}

/**
 * The scenario file that is meant when none is named: the nearest `backlot.{toml,yaml,yml,json}` from a
 * folder up to the repository's root. Outside a repository the search ends at the project's root, so that
 * a file that someone else left in /tmp or / is never picked up.
 * @returns its absolute path, or a finding `no-scenario` or `two-scenarios`
 */
export function findScenarioFile(folder: string): Result<string> {
  const start = resolve(folder);
  const folders = upwards(start);
  const repository = folders.findIndex((one) => holds(one, ".git"));
  const last = repository === -1 ? folders.indexOf(findProjectRoot(start)) : repository;
  for (const one of folders.slice(0, last + 1)) {
    const names = scenarioFileNames.filter((name) => isFile(join(one, name)));
    if (names.length === 1) return ok(join(one, names[0] as string));
    if (names.length > 1) {
      const what = `${quote(one)} holds ${names.join(" and ")}`;
      return failed([finding("two-scenarios", { what, near: names })]);
    }
  }
  const top = folders[last] as string;
  const where = top === start ? quote(start) : `${quote(start)} or above it, up to ${quote(basename(top))}`;
  return failed([finding("no-scenario", { what: `there is no scenario file in ${where}` })]);
}

/** A folder and those above it, nearest first. */
function upwards(folder: string): readonly string[] {
  const folders = [folder];
  for (let one = folder; dirname(one) !== one && folders.length < limits.foldersUpwards;) {
    one = dirname(one);
    folders.push(one);
  }
  return folders;
}

function holds(folder: string, name: string): boolean {
  return existsSync(join(folder, name));
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
