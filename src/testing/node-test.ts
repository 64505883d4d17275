import { dirname, resolve } from "node:path";
import { after, test as baseTest, type TestContext } from "node:test";
import type { World } from "../lot/index.ts";
import { codePlace, openFileLayers, openTestWorld } from "./library.ts";
import type { ScenarioSource, WorldSettings } from "./scenario-source.ts";
import type { TestPart, WorldHome } from "./test-world.ts";

export { after, afterEach, before, beforeEach, describe, mock, suite } from "node:test";
export { match } from "./library.ts";
export type * from "./types.ts";
export type { ScenarioSource, WorldSettings } from "./scenario-source.ts";

/** What a test's body gets. */
export interface WorldContext {
  /** The world of this test, verified on the way out. */
  readonly world: World;
  /** node:test's own context: subtests, `skip`, `diagnostic`. */
  readonly t: TestContext;
}

/** The body of a test with a world. */
export type WorldBody = (context: WorldContext) => unknown;

/** What node:test takes, and `processEnv`. */
export interface WorldTestOptions {
  /** How many of its subtests run at once. */
  readonly concurrency?: number | boolean;
  readonly only?: boolean;
  readonly signal?: AbortSignal;
  readonly skip?: boolean | string;
  readonly timeout?: number;
  readonly todo?: boolean | string;
  /**
   * Whether `process.env` is the world's during the test; true by default. Say false in concurrent tests: then
   * programs must be given `env: world.env`, and are refused without.
   */
  readonly processEnv?: boolean;
}

/** A test with a world. */
export interface WorldTest {
  (name: string, body: WorldBody): Promise<void>;
  (name: string, options: WorldTestOptions, body: WorldBody): Promise<void>;
  /** Not run; no world is opened. */
  skip(name: string, body?: WorldBody): Promise<void>;
  /** Run, and no failure if it fails. */
  todo(name: string, body?: WorldBody): Promise<void>;
  /** With `node --test-only`, the tests that are run. */
  only(name: string, body: WorldBody): Promise<void>;
}

/** node:test's `test` with a `world`, from the nearest backlot.toml of the test file. */
export const test: WorldTest = worldTest();
export { test as it };

/**
 * node:test's `test` with one world per test, from the scenario given. Relative paths start at the test file's
 * folder. While the test runs, `process.env` is the world's.
 * @example const test = worldTest("release.toml");
 */
export function worldTest(scenario?: ScenarioSource, settings: WorldSettings = {}): WorldTest {
  return withWorld(({ title, fullName, identity, file, processEnv }) =>
    openTestWorld(
      scenario,
      { ...settings, title, identity, ...homeOf(file, fullName) },
      processEnv,
      process.env,
    ),
  );
}

/**
 * node:test's `test` with one world for the whole file, open when the promise resolves, for applications that
 * are started once. Each test has a layer of its own: what it declares and calls is verified with it. What the
 * scenario expects is verified at the end of the file. Call it once, at the top of the file: node:test starts
 * the file's `before` at once, so nothing but `await` can make it wait for a world.
 * @example const test = await fileWorld("shop.toml"); before(() => startShop());
 */
export async function fileWorld(scenario?: ScenarioSource, settings: WorldSettings = {}): Promise<WorldTest> {
  const { file } = codePlace();
  const layers = await openFileLayers(
    scenario,
    { ...settings, title: file, ...homeOf(file) },
    file,
    process.env,
  );
  after(async () => {
    const failure = await layers.end();
    if (failure !== undefined) throw failure;
  });
  return withWorld(async ({ fullName, identity }) => layers.begin(fullName, identity));
}

interface Planned {
  readonly title: string;
  /** The names of its suites and its own. */
  readonly fullName: string;
  readonly identity: NonNullable<WorldHome["identity"]>;
  /** The test file. */
  readonly file: string;
  readonly processEnv: boolean;
}

/** The tests of this process: node:test runs a file once. */
const tests = { count: 0 };

function withWorld(start: (planned: Planned) => Promise<TestPart>): WorldTest {
  const plan = (
    title: string,
    optionsOrBody: WorldTestOptions | WorldBody | undefined,
    body: WorldBody | undefined,
    more: WorldTestOptions = {},
  ): Promise<void> => {
    const given = typeof optionsOrBody === "object" ? optionsOrBody : {};
    const { processEnv = true, ...options } = { ...given, ...more };
    const run = typeof optionsOrBody === "function" ? optionsOrBody : body;
    const { file } = codePlace();
    const identity = { file: tests, id: String(tests.count++) };
    const inWorld =
      run === undefined
        ? undefined
        : async (t: TestContext): Promise<void> =>
            runInWorld(await start({ title, fullName: fullNameOf(t), identity, file, processEnv }), run, t);
    return baseTest(title, options, inWorld);
  };
  return Object.assign(
    (name: string, options: WorldTestOptions | WorldBody, body?: WorldBody) => plan(name, options, body),
    {
      skip: (name: string, body?: WorldBody) => plan(name, body, body, { skip: true }),
      todo: (name: string, body?: WorldBody) => plan(name, body, body, { todo: true }),
      only: (name: string, body: WorldBody) => plan(name, body, body, { only: true }),
    },
  );
}

async function runInWorld({ world, finish }: TestPart, body: WorldBody, t: TestContext): Promise<void> {
  try {
    await Promise.race([body({ world, t }), aborted(t.signal)]);
  } catch (error) {
    // The body's own error is the one that fails the test; what the world saw explains it.
    const failure = await finish(true);
    if (failure !== undefined) t.diagnostic(failure.message);
    throw error;
  }
  const failure = await finish(false);
  if (failure !== undefined) throw failure;
}

function fullNameOf(t: TestContext): string {
  return (t as { readonly fullName?: string }).fullName ?? t.name;
}

/** A test that has timed out goes on in node:test; its world and environment must not. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
  });
}

/** What a world takes from the test file that it is opened in. */
function homeOf(file: string, name?: string): WorldHome {
  if (file === "unknown") return {};
  const test = { module: resolve(file), ...(name === undefined ? {} : { function: name }) };
  return { cwd: dirname(test.module), test };
}
