import { finding, type BacklotError } from "../core/index.ts";
import { placedError } from "../lot/index.ts";

let inside: string | undefined;

/**
 * Makes this process's environment that of a world for the time of a test, so that code under test which
 * spawns programs or reads base URLs needs no change.
 * @param title of the test, for the one that comes too early
 * @returns puts it back exactly as it was; a second time does nothing
 * @throws BacklotError `concurrent-worlds` when another test's world has it
 */
export function enterEnvironment(env: Readonly<Record<string, string>>, title: string): () => void {
  if (inside !== undefined) throw concurrentWorlds(title, inside);
  inside = title;
  const before = { ...process.env };
  replaceEnvironment(env);
  let left = false;
  return () => {
    if (left) return;
    left = true;
    inside = undefined;
    replaceEnvironment(before);
  };
}

/** Two tests at once can't both have the process's environment, nor the layer of one world. */
export function concurrentWorlds(title: string, other: string): BacklotError {
  const what = `"${title}" runs at the same time as "${other}"`;
  return placedError([finding("concurrent-worlds", { what })], []);
}

function replaceEnvironment(env: Readonly<Record<string, string | undefined>>): void {
  for (const name of Object.keys(process.env)) if (env[name] === undefined) delete process.env[name];
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && process.env[name] !== value) process.env[name] = value;
  }
}
