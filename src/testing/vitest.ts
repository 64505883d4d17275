import { dirname } from "node:path";
import { afterAll, test as baseTest, type TestAPI } from "vitest";
import { openControlled, type World, type WorldControl } from "../lot/index.ts";
import { failureAt } from "./failure.ts";
import { enterEnvironment } from "./process-env.ts";
import type { ScenarioSource } from "./scenario-source.ts";

export { expect, describe, beforeAll, beforeEach, afterAll, afterEach, vi } from "vitest";
export { match } from "../lot/index.ts";
export type * from "../lot/index.ts";
export type { ScenarioSource } from "./scenario-source.ts";

/** What every test gets. */
export interface WorldContext {
  /** One world for this test, verified on the way out. */
  readonly world: World;
}

/** vitest's `test` with a `world`, from the nearest backlot.toml of the test file. */
export const test: TestAPI<WorldContext> = worldTest();
export { test as it };

/**
 * vitest's `test` with one world per test, from the scenario given. Relative paths start at the test file's
 * folder. The world is opened and verified even where a test does not name it.
 * @example const test = worldTest("release.toml");
 */
export function worldTest(scenario?: ScenarioSource): TestAPI<WorldContext> {
  return baseTest.extend<WorldContext>({
    world: [
      async ({ task }, use) => {
        const world = await openControlled(
          scenario,
          { title: task.name, cwd: dirname(task.file.filepath) },
          failureAt,
        );
        const leave = task.concurrent === true ? undefined : enterEnvironment(world.env);
        try {
          await use(world);
        } finally {
          leave?.();
          await world.close();
        }
      },
      { auto: true },
    ],
  }) as TestAPI<WorldContext>;
}

/**
 * vitest's `test` with one world for the whole file, for applications that are started once, and a layer of
 * its own for each test: what a test declares and calls is verified with it. What the file's own scenario
 * expects is verified at the end of the file.
 */
export function fileWorld(scenario?: ScenarioSource): TestAPI<WorldContext> {
  let opening: Promise<WorldControl> | undefined;
  let leave: (() => void) | undefined;
  const open = async (file: string): Promise<WorldControl> => {
    const world = await openControlled(scenario, { title: file, cwd: dirname(file) }, failureAt);
    leave = enterEnvironment(world.env);
    return world;
  };
  afterAll(async () => {
    leave?.();
    await (await opening)?.close();
  });
  return baseTest.extend<WorldContext>({
    world: [
      async ({ task }, use) => {
        const world = await (opening ??= open(task.file.filepath));
        const layer = `${task.name} (${task.id})`;
        world.pushLayer(layer);
        try {
          await use(world);
        } finally {
          const failure = failureAt(await world.popLayer());
          // The body's own error comes first; vitest prints both.
          if (failure !== undefined) throw failure;
        }
      },
      { auto: true },
    ],
  }) as TestAPI<WorldContext>;
}
