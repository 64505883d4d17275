import { afterAll, afterEach, expect } from "@jest/globals";

/** A test that has a world. */
export interface RunningTest {
  /** Full name. */
  readonly name: string;
  /** Ends the test's part of the world; the failure is for its end. */
  readonly finish: (bodyFailed: boolean) => Promise<Error | undefined>;
}

/** What a test file's hooks know of its tests. */
interface TestFile {
  readonly running: Set<RunningTest>;
  /** What the worlds of failed tests have to add, by full name. */
  readonly later: Map<string, Error>;
  /** How often a test was written. */
  count: number;
}

// jest makes a global object for each test file, and evaluates this module again after jest.resetModules().
const key = Symbol.for("backlot.jest.0.1");
const holder = globalThis as { [key]?: TestFile };

/** The tests of this file; the first time, at its top, its hooks are made. */
export function testFile(): TestFile {
  return (holder[key] ??= begin());
}

/** The full name of the test that runs, its suites' names before its own. */
export function runningName(): string {
  const { currentConcurrentTestName, currentTestName } = expect.getState();
  return currentConcurrentTestName?.() ?? currentTestName ?? "test";
}

/** Ids for the tests that are made of one body, one for each row of its table; the same when jest tries one again. */
export function testIds(): (row: readonly unknown[]) => string {
  const id = testFile().count++;
  const rows: (readonly unknown[])[] = [];
  return (row) => {
    const known = rows.findIndex((one) => row.every((value, index) => Object.is(value, one[index])));
    return `${id}.${known === -1 ? rows.push(row) - 1 : known}`;
  };
}

function begin(): TestFile {
  const file: TestFile = { running: new Set(), later: new Map(), count: 0 };
  afterEach(async () => {
    const name = runningName();
    // A test that has timed out goes on in jest; its world and environment must not.
    await endAll(file, (one) => one.name === name);
    const failure = file.later.get(name);
    file.later.delete(name);
    // The body's own error is told already; what the world saw explains it.
    if (failure !== undefined) throw failure;
  });
  afterAll(() => endAll(file, () => true));
  return file;
}

async function endAll(file: TestFile, which: (one: RunningTest) => boolean): Promise<void> {
  for (const one of [...file.running].filter((test) => which(test))) {
    file.running.delete(one);
    const failure = await one.finish(true);
    if (failure !== undefined) file.later.set(one.name, failure);
  }
}
