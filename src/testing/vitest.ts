import { dirname } from "node:path";
import { afterAll, beforeAll, expect, test as baseTest, type RunnerTestCase, type TestAPI } from "vitest";
import { openFileLayers, openTestWorld } from "./library.ts";
import type { World } from "../lot/index.ts";
import type { FileLayers } from "./file-layers.ts";
import type { ScenarioSource, WorldSettings } from "./scenario-source.ts";
import type { TestPart } from "./test-world.ts";

export * from "vitest";
export { match } from "./library.ts";
export type * from "./types.ts";
export type { ScenarioSource, WorldSettings } from "./scenario-source.ts";

/** What every test gets. */
export interface WorldContext {
  /** The world of this test, verified on the way out. */
  readonly world: World;
}

/** vitest's `test` with a `world`, from the nearest backlot.toml of the test file. */
export const test: TestAPI<WorldContext> = worldTest();
export { test as it };

/**
 * vitest's `test` with one world per test, from the scenario given. Relative paths start at the test file's
 * folder. The world is opened and verified even where a test does not name it. While the test runs,
 * `process.env` is the world's, except in concurrent tests: they give programs `env: world.env`.
 * @example const test = worldTest("release.toml");
 */
export function worldTest(scenario?: ScenarioSource, settings: WorldSettings = {}): TestAPI<WorldContext> {
  return withWorld((task) => {
    const title = titleOf(task);
    const home = {
      ...settings,
      title,
      cwd: dirname(task.file.filepath),
      test: { module: task.file.filepath, function: title },
      identity: { file: task.file, id: task.id },
    };
    return openTestWorld(scenario, home, task.concurrent !== true, process.env);
  });
}

/**
 * vitest's `test` with one world for the whole file, open before the file's `beforeAll`, for applications that
 * are started once. Each test has a layer of its own: what it declares and calls is verified with it. What the
 * scenario expects is verified at the end of the file. Call it once, at the top of the file.
 * @example const test = fileWorld("shop.toml"); beforeAll(() => startShop());
 */
export function fileWorld(scenario?: ScenarioSource, settings: WorldSettings = {}): TestAPI<WorldContext> {
  const file = expect.getState().testPath ?? "";
  let layers: FileLayers | undefined;
  beforeAll(async () => {
    const home = { ...settings, title: "the test file", cwd: dirname(file), test: { module: file } };
    layers = await openFileLayers(scenario, home, file, process.env);
  });
  afterAll(async () => {
    const failure = await layers?.end();
    if (failure !== undefined) throw inVitest(failure);
  });
  // Without a world vitest runs no test.
  return withWorld(async (task) =>
    (layers as FileLayers).begin(titleOf(task), { file: task.file, id: task.id }),
  );
}

function withWorld(start: (task: RunnerTestCase) => Promise<TestPart>): TestAPI<WorldContext> {
  return baseTest.extend<WorldContext>({
    world: [
      async ({ task, onTestFinished }, use) => {
        const { world, finish } = await start(task);
        let failure: Error | undefined;
        // vitest reports what a fixture throws twice, and leaves out the other fixtures' ends.
        onTestFinished(() => {
          if (failure !== undefined) throw inVitest(failure);
        });
        await use(world);
        failure = await finish(bodyFailed(task));
      },
      { auto: true },
    ],
  }) as TestAPI<WorldContext>;
}

/**
 * vitest shows message and stack beside each other and takes lines of the message for frames, so the stack has
 * only its first line; with none, different errors at one place would be shown as one.
 */
function inVitest(error: Error): Error {
  const { name, message, stack = "" } = error;
  const frames = stack.slice(`${name}: ${message}`.length);
  error.stack = `${name}: ${message.split("\n", 1)[0]}${frames}`;
  return error;
}

function bodyFailed(task: RunnerTestCase): boolean {
  return task.result?.state === "fail";
}

/** The names of its suites and its own. */
function titleOf(task: RunnerTestCase): string {
  const names = [task.name];
  for (let suite = task.suite; suite !== undefined; suite = suite.suite) names.unshift(suite.name);
  return names.join(" > ");
}
