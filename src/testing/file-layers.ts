import { openControlled } from "../lot/index.ts";
import { concurrentWorlds, enterOrEnd } from "./enter-process.ts";
import { failureOf } from "./failure.ts";
import type { ScenarioSource } from "./scenario-source.ts";
import type { TestPart, WorldHome } from "./test-world.ts";

/** A world that a test file keeps: its tests have a layer of it each, one after the other. */
export interface FileLayers {
  /**
   * A layer for a test.
   * @throws BacklotError `concurrent-worlds` while another test has one
   */
  readonly begin: (name: string, identity: NonNullable<WorldHome["identity"]>) => TestPart;
  /** Ends the world; the failure is what is wrong with it besides its tests. */
  readonly end: () => Promise<Error | undefined>;
}

/**
 * Opens a world that has the process until the file ends.
 * @param file how the test file is called where it is in the way of others
 * @param env the process.env that test code sees
 * @throws BacklotError as openWorld, and `concurrent-worlds` when another world has the process
 */
export async function openFileLayers(
  scenario: ScenarioSource | undefined,
  home: WorldHome,
  file: string,
  env: NodeJS.ProcessEnv,
): Promise<FileLayers> {
  const world = await openControlled(scenario, home);
  const leave = await enterOrEnd(world, file, env);
  let running: string | undefined;
  let anyFailed = false;
  return {
    begin: (name, identity) => {
      if (running !== undefined) throw concurrentWorlds(name, running);
      running = name;
      world.pushLayer(name, identity);
      return {
        world,
        finish: async (bodyFailed) => {
          running = undefined;
          anyFailed ||= bodyFailed;
          return failureOf(world, await world.popLayer(bodyFailed ? "failed" : "passed"), bodyFailed);
        },
      };
    },
    end: async () => {
      leave();
      return failureOf(world, await world.end(anyFailed ? "failed" : "passed"), false);
    },
  };
}
