import { openControlled, stayOutside, type World } from "../lot/index.ts";
import { enterOrEnd } from "./enter-process.ts";
import { failureOf } from "./failure.ts";
import type { ScenarioSource } from "./scenario-source.ts";

/** What a world takes from the test or the test file that it is opened for. */
export type WorldHome = NonNullable<Parameters<typeof openControlled>[1]>;

/** What a test has of a world: one of its own, or a layer of the one that its file keeps. */
export interface TestPart {
  readonly world: World;
  /** Ends it and verifies what the test did; the failure is for the test's end. */
  readonly finish: (bodyFailed: boolean) => Promise<Error | undefined>;
}

/**
 * Opens a world of one test's own.
 * @param alone whether the process is the world's until the test ends; otherwise programs are given `world.env`
 * @param env the process.env that test code sees
 * @throws BacklotError as openWorld, and `concurrent-worlds` when another test's world has the process
 */
export async function openTestWorld(
  scenario: ScenarioSource | undefined,
  home: WorldHome & { readonly title: string; readonly identity: object },
  alone: boolean,
  env: NodeJS.ProcessEnv,
): Promise<TestPart> {
  const world = await openControlled(scenario, home);
  const leave = alone ? await enterOrEnd(world, home.title, env) : stayOutside();
  return {
    world,
    finish: async (bodyFailed) => {
      leave();
      return failureOf(world, await world.end(bodyFailed ? "failed" : "passed"), bodyFailed);
    },
  };
}
