import { finding, type BacklotError } from "../core/index.ts";
import { enterProcess, placedError, type WorldControl } from "../lot/index.ts";

let inside: string | undefined;

/**
 * Makes this process part of a world for the time of a test: its environment is the world's, and connections to
 * hosts that the scenario stands in for go there.
 * @param title of the test, for the one that comes too early
 * @param env the process.env that test code sees
 * @returns puts everything back exactly as it was; a second time does nothing
 * @throws BacklotError `concurrent-worlds` when another test's world has the process; then this one is ended
 */
export async function enterOrEnd(
  world: WorldControl,
  title: string,
  env: NodeJS.ProcessEnv,
): Promise<() => void> {
  if (inside !== undefined) {
    await world.end();
    throw concurrentWorlds(title, inside);
  }
  inside = title;
  const restore = enterProcess(world.opened, [env]);
  let left = false;
  return () => {
    if (left) return;
    left = true;
    inside = undefined;
    restore();
  };
}

/** Two tests at once can't both have the process, nor the layer of one world. */
export function concurrentWorlds(title: string, other: string): BacklotError {
  const what = `"${title}" runs at the same time as "${other}"`;
  return placedError([finding("concurrent-worlds", { what })], []);
}
