import { dirname } from "node:path";
import { afterAll, beforeAll, expect, test as baseTest, type TestForm as BaseForm } from "@jest/globals";
import type { CodePlace } from "../core/index.ts";
import type { FileLayers } from "./file-layers.ts";
import { inJest } from "./jest-error.ts";
import { runningName, testFile, testIds, type RunningTest } from "./jest-file.ts";
import type { WorldBody, WorldTest } from "./jest-test.ts";
import { codePlace, concurrentWorlds, openFileLayers, openTestWorld, watchPrograms } from "./library.ts";
import type { ScenarioSource, WorldSettings } from "./scenario-source.ts";
import type { TestPart, WorldHome } from "./test-world.ts";

export { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from "@jest/globals";
export { match } from "./library.ts";
export type * from "./jest-test.ts";
export type * from "./types.ts";
export type { ScenarioSource, WorldSettings } from "./scenario-source.ts";

testFile();
watchPrograms();

/** jest's `test` with a `world`, from the nearest backlot.toml of the test file. */
export const test: WorldTest = worldTest();
export { test as it };

/**
 * jest's `test` with one world per test, from the scenario given. Relative paths start at the test file's folder.
 * The world is opened and verified even where a test does not name it. While the test's body runs, `process.env` is
 * the world's, except in concurrent tests: they give programs `env: world.env`.
 * @example const test = worldTest("release.toml");
 */
export function worldTest(scenario?: ScenarioSource, settings: WorldSettings = {}): WorldTest {
  return formsOf(baseTest, ({ name, id, concurrent }) => {
    const identity = { file: testFile(), id };
    return openTestWorld(
      scenario,
      { ...settings, title: name, identity, ...home(name) },
      !concurrent,
      process.env,
    );
  });
}

/**
 * jest's `test` with one world for the whole file, open before the file's `beforeAll`, for applications that are
 * started once. Each test has a layer of its own: what it declares and calls is verified with it. What the scenario
 * expects is verified at the end of the file. Call it once, at the top of the file.
 * @example const test = fileWorld("shop.toml"); beforeAll(() => startShop());
 */
export function fileWorld(scenario?: ScenarioSource, settings: WorldSettings = {}): WorldTest {
  const file = testPath();
  const at = codePlace();
  let layers: FileLayers | undefined;
  beforeAll(async () => {
    layers = await openFileLayers(
      scenario,
      { ...settings, title: "the test file", ...home() },
      file,
      process.env,
    );
  });
  afterAll(async () => {
    const failure = await layers?.end();
    if (failure !== undefined) throw inJest(failure, at);
  });
  return formsOf(baseTest, async ({ name, id }) => {
    // jest may start concurrent tests before the file's beforeAll.
    if (layers === undefined) throw concurrentWorlds(name, file);
    return layers.begin(name, { file: testFile(), id });
  });
}

interface Planned {
  /** Full name. */
  readonly name: string;
  /** Tells tests of the same name apart. */
  readonly id: string;
  readonly concurrent: boolean;
}

type Start = (planned: Planned) => Promise<TestPart>;

/** How a form of `test` runs what it is given. */
interface Kind {
  readonly concurrent: boolean;
  /** A failure is what it wants. */
  readonly failing: boolean;
}

type Chained = "only" | "skip" | "failing" | "concurrent";

/** jest's own forms, each with a world: jest has no way to give a test an argument. */
function formsOf(
  base: BaseForm,
  start: Start,
  kind: Kind = { concurrent: false, failing: false },
): WorldTest {
  // jest takes a body that names a parameter for one that calls back, so what jest gets names none.
  const inWorld = (body: (...values: readonly never[]) => unknown, at: CodePlace) => {
    const idOf = testIds();
    return (...row: readonly unknown[]) =>
      runInWorld(start, { ...kind, at, id: idOf(row) }, (context) => body(...([...row, context] as never[])));
  };
  const form = (name: string, body: WorldBody, timeoutMs?: number): void =>
    base(name, body === undefined ? body : inWorld(body, codePlace()), timeoutMs);
  const each = (...table: readonly unknown[]) => {
    const named = base.each(...table);
    return (name: string, body: WorldBody, timeoutMs?: number): void =>
      named(name, inWorld(body, codePlace()), timeoutMs);
  };
  const chained = (["only", "skip", "failing", "concurrent"] satisfies Chained[]).flatMap((name) =>
    typeof base[name] === "function" ? [[name, formsOf(base[name], start, kindOf(kind, name))] as const] : [],
  );
  const todo = (name: string): void => base.todo(name);
  return Object.assign(form, { each, todo, ...Object.fromEntries(chained) }) as unknown as WorldTest;
}

function kindOf(kind: Kind, name: Chained): Kind {
  return {
    concurrent: kind.concurrent || name === "concurrent",
    failing: kind.failing || name === "failing",
  };
}

async function runInWorld(
  start: Start,
  kind: Kind & { readonly at: CodePlace; readonly id: string },
  body: WorldBody,
): Promise<void> {
  const file = testFile();
  const name = runningName();
  const starting = start({ name, id: kind.id, concurrent: kind.concurrent }).catch((error: unknown) => {
    throw inJest(error, kind.at);
  });
  const one: RunningTest = {
    name,
    finish: async (bodyFailed) => {
      const failure = await (await starting).finish(bodyFailed);
      return failure === undefined ? undefined : (inJest(failure, kind.at) as Error);
    },
  };
  // A test that has timed out is taken out, and ended, by the file's hooks.
  const finish = async (bodyFailed: boolean): Promise<Error | undefined> =>
    file.running.delete(one) ? one.finish(bodyFailed) : undefined;
  file.running.add(one);
  try {
    const { world } = await starting;
    await body({ world });
  } catch (error) {
    const failure = await finish(true);
    if (failure !== undefined && !kind.failing) file.later.set(name, failure);
    throw inJest(error, kind.at);
  }
  const failure = await finish(false);
  if (failure !== undefined) throw failure;
}

function testPath(): string {
  return expect.getState().testPath ?? "";
}

/** What a world takes from the test file that it is opened in. */
function home(name?: string): WorldHome {
  const file = testPath();
  return {
    cwd: dirname(file),
    env: process.env,
    test: { module: file, ...(name === undefined ? {} : { function: name }) },
  };
}
