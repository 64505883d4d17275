import { dirname } from "node:path";
import { test as baseTest, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { codePlace, openControlled, type World } from "../lot/index.ts";
import { failureAt } from "./failure.ts";
import { enterEnvironment } from "./process-env.ts";
import type { ScenarioSource } from "./scenario-source.ts";

export { match } from "../lot/index.ts";
export type * from "../lot/index.ts";
export type { ScenarioSource } from "./scenario-source.ts";

/** What a test's body gets. */
export interface WorldContext {
  /** One world for this test, verified on the way out. */
  readonly world: World;
  /** node:test's own context. */
  readonly t: TestContext;
}

/** A test with a world. */
export type WorldTest = (name: string, body: (context: WorldContext) => unknown) => Promise<void>;

/** node:test's `test` with a `world`, from the nearest backlot.toml of the test file. */
export const test: WorldTest = worldTest();

/** node:test's `test` with one world per test, from the scenario given; relative paths start at the test file. */
export function worldTest(scenario?: ScenarioSource): WorldTest {
  const run: WorldTest = (name, body) => {
    const cwd = folderOf(codePlace(run).file);
    return baseTest(name, async (t) => {
      const world = await openControlled(scenario, { title: name, cwd }, failureAt);
      const leave = enterEnvironment(world.env);
      try {
        await body({ world, t });
      } catch (error) {
        leave();
        // The body's own error is the one that fails the test; what the world saw explains it.
        const failure = failureAt(await world.end());
        if (failure !== undefined) t.diagnostic(failure.message);
        throw error;
      }
      leave();
      await world.close();
    });
  };
  return run;
}

function folderOf(file: string): string {
  if (file === "unknown") return process.cwd();
  return dirname(file.startsWith("file:") ? fileURLToPath(file) : file);
}
